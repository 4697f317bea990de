import type { Page, PageOptions } from './abstract-data-service.ts'
import { readCursorPage } from './cursor-page.ts'
import type { DataContext } from './data-context.ts'
import { EntityDecoder, Rejected } from './entity-decoder.ts'
import { CorruptItemError, ValidationError } from './errors.ts'
import type { Condition } from './expressions/condition.ts'
import { missingIn } from './index-coverage.ts'
import { keyValue, positionOf, type KeyPair } from './model/key-map.ts'
import type { ItemType, Model } from './model/model.ts'
import { isMarkerOf, TYPE_MARKER } from './model/type-marker.ts'
import { encodeValue } from './store/record-codec.ts'
import type { Key, KeyValue, StoredRecord } from './store/value.ts'

/** An entity and the name of its model: `{ type: 'order', item }`. */
export type CollectionItem<M extends Model> =
  M extends Model<infer Item, unknown, unknown, string, infer Name>
    ? { readonly type: Name; readonly item: Item }
    : never

type NamesOf<T> = T extends unknown ? keyof T : never
type ValueOf<T, Name> = T extends unknown ? (Name extends keyof T ? T[Name] : never) : never

/** The attributes that name the partition; those of one of the models will do. */
export type CollectionKey<M extends Model> = {
  readonly [Name in NamesOf<ItemType<M>>]?: ValueOf<ItemType<M>, Name>
}

export interface CollectionOptions extends PageOptions {
  /** The partition of this index of the table, by the table's name for it, instead of the table's own. */
  readonly index?: string | undefined
  /** From the last key to the first. */
  readonly reverse?: boolean | undefined
}

/**
 * The entities of several models that share one partition, in key order, by one query: a user with all of the orders.
 * Items of other models, and expired ones, are passed over.
 *
 * @throws ValidationError when the models do not share a table, or the key does not name one partition of theirs
 * @throws BadCursorError
 */
export async function loadCollection<const Models extends readonly Model[]>(
  context: DataContext,
  models: Models,
  key: CollectionKey<Models[number]>,
  options: CollectionOptions = {},
): Promise<Page<CollectionItem<Models[number]>>> {
  const { index, reverse = false, consistent = false } = options
  const { table } = sharedTable(models)
  const pk = partitionOf(models, key, index)
  const members = models.map((model) => ({ model, decoder: new EntityDecoder(model, context.observe) }))
  const filter: Condition = {
    op: 'or',
    conditions: members.flatMap(({ decoder }) => decoder.seen() ?? []),
  }
  const query = {
    pk,
    filter,
    ...(index !== undefined && { index }),
    ...(reverse && { reverse }),
    ...(consistent && { consistent }),
  }
  const schema = index === undefined ? undefined : table.indexes[index]
  const names = models.map(({ name }) => name)
  const walk = {
    boundTo: `${table.base}|${JSON.stringify(['collection', names, index ?? null, encodeValue(pk), reverse])}`,
    isFiltered: true,
    read: (after: Key | undefined, limit: number) =>
      context.store.table(table).range({ ...query, limit, ...(after && { after }) }),
    decode: (record: StoredRecord) => decodeMember<Models[number]>(members, record),
    positionOf: (record: StoredRecord) => positionOf(record, table.key, schema),
    corrupt: ({ key: position, reason }: Rejected) =>
      new CorruptItemError(`A stored item of ${names.join(', ')} is corrupt: ${reason}`, position, []),
  }
  return readCursorPage(context.cursors, walk, options)
}

interface Member {
  readonly model: Model
  readonly decoder: EntityDecoder
}

function decodeMember<M extends Model>(
  members: readonly Member[],
  record: StoredRecord,
): CollectionItem<M> | Rejected | null {
  const member = members.find(({ model }) => isMarkerOf(model, record[TYPE_MARKER]))
  const decoded = member?.decoder.decode(record) ?? null
  if (!member || decoded === null || decoded instanceof Rejected) return decoded as Rejected | null
  return { type: member.model.name, item: decoded } as unknown as CollectionItem<M>
}

function sharedTable(models: readonly Model[]): Model {
  const [first] = models
  if (!first) throw new ValidationError('A collection needs a model')
  const stranger = models.find(({ table, isShared }) => table !== first.table || !isShared)
  if (!stranger) return first
  throw new ValidationError(`${first.name} and ${stranger.name} do not share a table`)
}

/** Where all of the models that the key speaks of have it. */
function partitionOf(
  models: readonly Model[],
  key: Readonly<Record<string, unknown>>,
  index: string | undefined,
): KeyValue {
  const isKnown = (name: string): boolean => models.some(({ codec }) => codec.has(name))
  const unknown = Object.keys(key).find((name) => !isKnown(name))
  if (unknown !== undefined) throw new ValidationError(`${unknown} is not an attribute of the collection`)
  const found = models.flatMap((model) => keyValue(keysOf(model, index).pk, key) ?? [])
  const [pk, ...others] = found
  if (pk === undefined) {
    const ways = models.map((model) => keysOf(model, index).pk.template.names.join(', '))
    throw new ValidationError(`A collection needs its partition key: ${[...new Set(ways)].join(', or ')}`)
  }
  if (others.every((other) => encodeValue(other) === encodeValue(pk))) return pk
  throw new ValidationError('The key names more than one partition')
}

function keysOf(model: Model, index: string | undefined): KeyPair {
  if (index === undefined) return model.keys.primary
  const keys = model.keys.indexes.find((each) => each.index === index)
  if (!keys) throw new ValidationError(`${model.name} has no keys in the index ${index}`)
  const missing = missingIn(model, keys, undefined, undefined)
  if (missing.length === 0) return keys
  throw new ValidationError(`The index ${index} does not carry ${missing.join(', ')} of ${model.name}`)
}
