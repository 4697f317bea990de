import { isDeepStrictEqual } from 'node:util'
import type { TableDefinition } from '../../../src/common/data/model/table.ts'
import type { ScanQuery, Store } from '../../../src/common/data/store/store.ts'
import {
  NumericText,
  ValueSet,
  type Key,
  type KeyValue,
  type StoredMap,
  type StoredRecord,
  type StoredValue,
} from '../../../src/common/data/store/value.ts'
import { readingsTable, sharedTable } from '../models.ts'
import { exact } from '../plain/exact.ts'
import { recordOf } from '../plain/keys.ts'
import { show } from './outcome.ts'
import type { World } from './world.ts'

const tables: readonly TableDefinition[] = [sharedTable, readingsTable]

/**
 * Compares the whole store, records and indexes, with what the plain model holds. Every key is made anew from the
 * entity, so no index key may be left behind by any write.
 */
export async function finalDifference({ store, plain }: World): Promise<string | undefined> {
  for (const table of tables) {
    const want = plain
      .all()
      .filter(({ model }) => (model === 'reading') === (table === readingsTable))
      .map(({ model, entity }) => recordOf(model, entity))
    const differs = recordsDifference('table', want, await everything(store, table, {}), table)
    if (differs !== undefined) return differs
    for (const [index, { pk, sk }] of Object.entries(table.indexes)) {
      const members = want.filter((record) => pk.name in record && (!sk || sk.name in record))
      const stored = await everything(store, table, { index })
      const stale = recordsDifference(`index ${index}`, members, stored, table)
      if (stale !== undefined) return stale
    }
  }
  return undefined
}

/** Deletes all that programs before have left. */
export async function wipe(store: Store): Promise<void> {
  for (const definition of tables) {
    const records = await everything(store, definition, {})
    const table = store.table(definition)
    for (let at = 0; at < records.length; at += store.limits.batchWrite) {
      const part = records.slice(at, at + store.limits.batchWrite)
      await table.batchWrite(part.map((record) => ({ type: 'delete', key: keyOf(definition, record) })))
    }
  }
}

export async function createTables(store: Store): Promise<void> {
  for (const table of tables) await store.createTable(table)
}

async function everything(store: Store, table: TableDefinition, query: ScanQuery): Promise<StoredRecord[]> {
  const records: StoredRecord[] = []
  let after: Key | undefined
  do {
    const page = await store.table(table).scan({ ...query, ...(after && { after }) })
    records.push(...page.records)
    after = page.next
  } while (after)
  return records
}

function keyOf({ key: { pk, sk } }: TableDefinition, record: StoredRecord): Key {
  const key: Record<string, KeyValue> = { [pk.name]: record[pk.name] as KeyValue }
  if (sk) key[sk.name] = record[sk.name] as KeyValue
  return key
}

function recordsDifference(
  place: string,
  want: readonly StoredRecord[],
  got: readonly StoredRecord[],
  table: TableDefinition,
): string | undefined {
  const left = new Map(got.map((record) => [JSON.stringify(keyOf(table, record)), record]))
  for (const record of want) {
    const key = JSON.stringify(keyOf(table, record))
    const stored = left.get(key)
    if (!stored) return `the ${place} lacks ${show(record)}`
    if (!isDeepStrictEqual(comparable(record), comparable(stored)))
      return `the ${place} holds another record\n     expected ${show(record)}\n     but got  ${show(stored)}`
    left.delete(key)
  }
  const [extra] = left.values()
  return extra && `the ${place} holds ${show(extra)} which should not be there`
}

/** Numbers by value, in whichever form they are; members of a set in any order. */
function comparable(value: StoredValue): unknown {
  if (value instanceof ValueSet) return [value.type, value.members.toSorted()]
  if (value instanceof NumericText) return { number: exact(value.text) }
  if (typeof value === 'number') return { number: exact(value) }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return (value as readonly StoredValue[]).map(comparable)
  return Object.fromEntries(
    Object.entries(value as StoredMap).map(([name, each]) => [name, comparable(each)]),
  )
}
