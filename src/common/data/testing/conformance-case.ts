import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { DataError } from '../errors.ts'
import type { TableDefinition } from '../model/table.ts'
import type { RangeQuery, RecordPage, ScanQuery, Store, StoreTable } from '../store/store.ts'
import {
  NumericText,
  ValueSet,
  type Key,
  type StoredMap,
  type StoredRecord,
  type StoredValue,
} from '../store/value.ts'
import { conformanceTables } from './conformance-tables.ts'

/** What some emulators cannot do at all; every backend that users run can. */
export type Capability = 'transactions' | 'item in refusal' | 'streams'

/** One promise of the store port. Cases may run in any order, also at the same time, on one store. */
export interface ConformanceCase {
  readonly name: string
  readonly needs?: readonly Capability[]
  /** Proven faults of an emulator, by its name, that make this case fail there. */
  readonly notOn?: Readonly<Partial<Record<'dynoxide' | 'dynalite' | 'dynamodb-local', string>>>
  run(store: Store): Promise<void>
}

const prepared = new WeakMap<Store, Promise<void>>()

/** Makes the tables of the kit, once a store. Every case asks for it. */
export function prepare(store: Store): Promise<void> {
  let ready = prepared.get(store)
  if (!ready) {
    ready = (async () => {
      for (const definition of conformanceTables) await store.createTable(definition)
    })()
    prepared.set(store, ready)
  }
  return ready
}

/** A case on one table of the kit; `id` is a text that no other case uses, also in an earlier run on the same store. */
export function onTable(
  definition: TableDefinition,
  name: string,
  run: (table: StoreTable, id: string, store: Store) => Promise<void>,
  options: Omit<ConformanceCase, 'name' | 'run'> = {},
): ConformanceCase {
  return {
    name,
    ...options,
    async run(store) {
      await prepare(store)
      await run(store.table(definition), randomUUID(), store)
    },
  }
}

export const put = (table: StoreTable, record: StoredRecord) => table.write({ type: 'put', record })

export async function putAll(table: StoreTable, records: readonly StoredRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += 25) {
    const writes = records.slice(start, start + 25).map((record) => ({ type: 'put' as const, record }))
    const { unprocessed } = await table.batchWrite(writes)
    assert.equal(unprocessed.length, 0, 'writes left unprocessed')
  }
}

/** Values compared by type and content: maps without order, sets without order, a number never equal to its text. */
export function assertSame(
  actual: StoredValue | undefined,
  expected: StoredValue | undefined,
  message?: string,
): void {
  assert.equal(render(actual), render(expected), message)
}

/** Lists of records in this order. */
export function assertRecords(
  actual: readonly StoredRecord[],
  expected: readonly StoredRecord[],
  message?: string,
) {
  assert.deepEqual(actual.map(render), expected.map(render), message)
}

function render(value: StoredValue | undefined): string {
  if (value === undefined) return 'undefined'
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return `number ${value}`
  if (value instanceof NumericText) return `NumericText ${value.text}`
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (value instanceof ValueSet) return `${value.type}{${value.members.map(render).sort().join(', ')}}`
  if (isList(value)) return `[${value.map(render).join(', ')}]`
  return renderMap(value)
}

const isList = (value: object): value is readonly StoredValue[] => Array.isArray(value)

function renderMap(map: StoredMap): string {
  const prototype: unknown = Object.getPrototypeOf(map)
  assert.ok(prototype === null || prototype === Object.prototype, 'a map is a plain object')
  const entries = Object.entries(map).map(([name, value]) => `${JSON.stringify(name)}: ${render(value)}`)
  return `{${entries.sort().join(', ')}}`
}

/** A text attribute of a record. */
export function textOf(record: StoredMap, name: string): string {
  const value = record[name]
  assert.ok(typeof value === 'string', `${name} is a text`)
  return value
}

type ErrorClass = new (...args: never[]) => DataError

/** The promise fails with an error of one of these classes of the taxonomy. */
export async function rejects<Classes extends readonly ErrorClass[]>(
  promise: Promise<unknown>,
  ...classes: Classes
): Promise<InstanceType<Classes[number]>> {
  const outcome = await promise.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )
  const match = classes.find((candidate) => outcome instanceof candidate)
  const names = classes.map(({ name }) => name).join(' or ')
  assert.ok(
    match,
    `expected ${names}, but ${outcome instanceof Error ? String(outcome.stack) : String(outcome)}`,
  )
  return outcome as InstanceType<Classes[number]>
}

/** Every page of a range or scan, one after the other. */
export async function walk<Query extends RangeQuery | ScanQuery>(
  read: (query: Query) => Promise<RecordPage>,
  query: Query,
  betweenPages?: (last: RecordPage) => Promise<void>,
): Promise<StoredRecord[]> {
  const records: StoredRecord[] = []
  let after: Key | undefined = query.after
  for (let pages = 0; pages < 1000; pages++) {
    const page = await read({ ...query, ...(after && { after }) })
    if (query.limit !== undefined) assert.ok(page.read <= query.limit, 'a page reads no more than its limit')
    records.push(...page.records)
    if (!page.next) return records
    after = page.next
    await betweenPages?.(page)
  }
  throw new assert.AssertionError({ message: 'the walk does not end' })
}

/** The read of a table as a function, for `walk`. */
export const ranges =
  (table: StoreTable) =>
  (query: RangeQuery): Promise<RecordPage> =>
    table.range(query)

export const scans =
  (table: StoreTable) =>
  (query: ScanQuery): Promise<RecordPage> =>
    table.scan(query)
