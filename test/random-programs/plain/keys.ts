import {
  ValueSet,
  NumericText,
  type StoredRecord,
  type StoredValue,
} from '../../../src/common/data/store/value.ts'
import { specs, type Entity, type ModelName } from './specs.ts'

/*
 * The record that must stand in the store for an entity: every attribute in its stored form, and every key made anew
 * from the entity as it is now. A key that lags behind its attributes cannot hide from this.
 */

/** Everything up to `$` becomes `$` and two digits, so that a value never looks like a separator. */
const part = (value: unknown): string => Array.from(String(value), escaped).join('')

const escaped = (character: string): string =>
  character <= '$' ? `$${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}` : character

/** A sign digit and 16 digits, negative numbers counted from the bottom. */
const whole = (value: unknown): string => {
  const number = BigInt(value as number)
  return number < 0n
    ? `0${String(10n ** 16n + number).padStart(16, '0')}`
    : `1${String(number).padStart(16, '0')}`
}

const keys: Readonly<Record<ModelName, (entity: Entity) => Record<string, string | undefined>>> = {
  story: ({ owner, id, status, rank, note, search }) => ({
    _type: 'story',
    pk: `USER#${part(owner)}`,
    sk: `STORY#${part(id)}`,
    gsi0_pk: `STATUS#${part(status)}`,
    gsi0_sk: `RANK#${whole(rank)}#${part(owner)}#${part(id)}`,
    gsi1_pk: part(search),
    gsi1_sk: `${part(owner)}#${part(id)}`,
    lsi0_sk: note === null ? undefined : `NOTE#${part(note)}`,
  }),
  profile: ({ owner, level, status }) => ({
    _type: 'profile',
    pk: `USER#${part(owner)}`,
    sk: 'PROFILE',
    gsi0_pk: status === null ? undefined : `STATUS#${part(status)}`,
    gsi0_sk: status === null ? undefined : `LEVEL#${whole(level)}#${part(owner)}`,
  }),
  notice: ({ owner, id, time, topic, title, number, search }) => ({
    _type: 'notice',
    pk: `USER#${part(owner)}`,
    sk: `NOTICE#${part(id)}`,
    lsi0_sk: `NOTICE#${whole(time)}#${part(id)}`,
    lsi1_sk: `NOTICE#${whole(number)}`,
    lsi2_sk: `NOTICE#${part(search)}`,
    gsi0_pk: `STATUS#${part(topic)}`,
    gsi0_sk: `${whole(time)}#${part(owner)}#${part(id)}`,
    gsi1_pk: part(title),
    gsi1_sk: `${part(owner)}#${whole(time)}#${part(id)}`,
  }),
  reading: () => ({}),
}

export function recordOf(model: ModelName, entity: Entity): StoredRecord {
  const record: Record<string, StoredValue> = {}
  for (const [name, value] of Object.entries({ ...entity, ...keys[model](entity) })) {
    const stored = storedForm(
      value,
      name in specs[model].attributes ? specs[model].attributes[name]?.kind.type : 'S',
    )
    if (stored !== undefined) record[name] = stored
  }
  return record
}

function storedForm(value: unknown, type: string | undefined): StoredValue | undefined {
  if (value === undefined || value === null) return undefined
  if (value instanceof Set) {
    return value.size === 0
      ? undefined
      : new ValueSet(type === 'NS' ? 'NS' : 'SS', [...value] as (string | number)[])
  }
  const isLong = typeof value === 'bigint' || (type === 'N' && typeof value === 'string')
  return isLong ? new NumericText(String(value)) : (value as StoredValue)
}
