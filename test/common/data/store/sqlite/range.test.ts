import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { compareKeys, compareText } from '../../../../../src/common/data/expressions/order.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import type { RangeQuery, SortCondition, StoreTable } from '../../../../../src/common/data/store/store.ts'
import type { Key, KeyValue, StoredRecord } from '../../../../../src/common/data/store/value.ts'
import { bytes, numeric, unicodeText } from '../../expressions/arbitraries.ts'
import { seeded } from '../../expressions/property.ts'
import { openStore } from './fixture.ts'
import { tableName, things } from './things.ts'

async function allPages(
  read: (after: Key | undefined) => Promise<{ records: readonly StoredRecord[]; next?: Key }>,
): Promise<StoredRecord[]> {
  const records: StoredRecord[] = []
  let after: Key | undefined
  do {
    const page = await read(after)
    records.push(...page.records)
    after = page.next
  } while (after)
  return records
}

describe('pages', () => {
  let table: StoreTable
  const record = (i: number): StoredRecord => ({
    pk: 'p',
    sk: `s${String(i).padStart(4, '0')}`,
    group: i % 3 === 0 ? 'three' : 'other',
    rank: 0 - (i % 10),
    time: `t${i % 4}`,
    ...(i % 5 === 0 && { kind: 'fifth' }),
  })
  beforeAll(async () => {
    const store = SqliteStore.open({ path: ':memory:', tableName })
    await store.createTable(things)
    table = store.table(things)
    await Promise.all(Array.from({ length: 2500 }, (_, i) => table.write({ type: 'put', record: record(i) })))
  })

  test('one call reads at most 1000 records and says where to go on', async () => {
    const page = await table.range({ pk: 'p' })
    expect(page.read).toBe(1000)
    expect(page.next).toEqual({ pk: 'p', sk: 's0999' })
    const records = await allPages((after) => table.range({ pk: 'p', ...(after && { after }) }))
    expect(records.map(({ sk }) => sk)).toEqual(Array.from({ length: 2500 }, (_, i) => record(i).sk))
  })

  test.each([1, 7, 128, 129, 999])(
    'pages of %i visit every record once, in both directions',
    async (limit) => {
      for (const reverse of [false, true]) {
        const sk: SortCondition = { between: ['s0100', 's0499'] }
        const records = await allPages((after) =>
          table.range({ pk: 'p', sk, limit, reverse, ...(after && { after }) }),
        )
        const expected = Array.from({ length: 400 }, (_, i) => record(i + 100))
        expect(records).toEqual(reverse ? expected.toReversed() : expected)
      }
    },
  )

  test('an index is read in the order of its sort key, ties by the key of the table', async () => {
    const read = (reverse: boolean): Promise<StoredRecord[]> =>
      allPages((after) =>
        table.range({ pk: 'three', index: 'byGroup', limit: 50, reverse, ...(after && { after }) }),
      )
    // The sort is stable, and the records stand in the order of their keys already.
    const expected = Array.from({ length: 2500 }, (_, i) => record(i))
      .filter(({ group }) => group === 'three')
      .toSorted((a, b) => Number(a.rank) - Number(b.rank))
    expect(await read(false)).toEqual(expected)
    expect(await read(true)).toEqual(expected.toReversed())
  })

  test('a sparse index has only its records, with what it projects', async () => {
    const records = await allPages((after) =>
      table.scan({ index: 'byKind', limit: 90, ...(after && { after }) }),
    )
    expect(records).toHaveLength(500)
    expect(Object.keys(records[0] ?? {}).toSorted()).toEqual(['kind', 'pk', 'sk'])
    expect(await table.count({ index: 'byKind' })).toEqual({ matched: 500, read: 500 })
  })

  test('local and inverted indexes', async () => {
    const local = await table.range({ pk: 'p', index: 'byTime', sk: { eq: 't1' }, limit: 2 })
    expect(local.records.map(({ sk }) => sk)).toEqual(['s0001', 's0005'])
    expect(local.next).toEqual({ pk: 'p', time: 't1', sk: 's0005' })
    expect((await table.range({ pk: 's0042', index: 'inverted' })).records).toEqual([record(42)])
  })

  test('a filter thins the page out, not the reading', async () => {
    const page = await table.range({ pk: 'p', limit: 10, filter: { op: 'exists', path: ['kind'] } })
    expect(page.records.map(({ sk }) => sk)).toEqual(['s0000', 's0005'])
    expect(page.read).toBe(10)
    expect(page.next).toEqual({ pk: 'p', sk: 's0009' })
  })

  test('counts', async () => {
    expect(await table.count({ pk: 'p' })).toEqual({ matched: 2500, read: 2500 })
    expect(await table.count({ pk: 'p', limit: 100 })).toEqual({
      matched: 100,
      read: 100,
      next: { pk: 'p', sk: 's0099' },
    })
    const filtered = await table.count({
      pk: 'p',
      sk: { lt: 's0100' },
      filter: { op: 'exists', path: ['kind'] },
    })
    expect(filtered).toEqual({ matched: 20, read: 100 })
  })

  test('crossed bounds are an empty page', async () => {
    expect(await table.range({ pk: 'p', sk: { between: ['s9', 's1'] } })).toEqual({ records: [], read: 0 })
  })

  test('a page goes on after a record that is gone', async () => {
    const { table: own } = await openStore()
    await Promise.all([1, 2, 3].map((i) => own.write({ type: 'put', record: record(i) })))
    const { next } = await own.range({ pk: 'p', limit: 2 })
    await own.write({ type: 'delete', key: { pk: 'p', sk: 's0002' } })
    expect((await own.range({ pk: 'p', ...(next && { after: next }) })).records).toEqual([record(3)])
  })

  test('a page stops near one megabyte', async () => {
    const { table: own } = await openStore()
    const text = 'x'.repeat(100_000)
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        own.write({ type: 'put', record: { pk: 'p', sk: `k${i}`, text } }),
      ),
    )
    const page = await own.range({ pk: 'p' })
    expect(page.read).toBe(11)
    expect(await allPages((after) => own.range({ pk: 'p', ...(after && { after }) }))).toHaveLength(30)
  })

  test('segments are disjoint and together the whole table', async () => {
    const { table: own } = await openStore()
    await Promise.all(
      Array.from({ length: 400 }, (_, i) => own.write({ type: 'put', record: { pk: `p${i}`, sk: 'a' } })),
    )
    const parts = await Promise.all(
      [0, 1, 2].map((index) =>
        allPages((after) => own.scan({ segment: { index, total: 3 }, limit: 7, ...(after && { after }) })),
      ),
    )
    const keys = parts.flat().map(({ pk }) => pk)
    expect(new Set(keys).size).toBe(400)
    expect(keys).toHaveLength(400)
    for (const part of parts) expect(part.length).toBeGreaterThan(80)
    await expect(own.scan({ segment: { index: 3, total: 3 } })).rejects.toThrow('Segment 3 of 3')
  })
})

const SORT_TYPES: readonly ['S' | 'N' | 'B', fc.Arbitrary<KeyValue>][] = [
  ['S', unicodeText.filter((text) => text !== '')],
  ['N', numeric],
  ['B', bytes.filter((value) => value.length > 0)],
]

test.each(SORT_TYPES)('ranges over %s keys give what a sorted list gives', async (type, arbitrary) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitrary, { minLength: 1, maxLength: 30 }),
      arbitrary,
      arbitrary,
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      async (values, a, b, reverse, limit) => {
        const table = await sortTable(type)
        await Promise.all(values.map((sk) => table.write({ type: 'put', record: { pk: 'p', sk } })))
        const sorted = values.toSorted(compareKeys).filter((sk, i, all) => {
          const previous = all[i - 1]
          return previous === undefined || compareKeys(previous, sk) !== 0
        })
        const tests: [SortCondition, (sk: KeyValue) => boolean][] = [
          [{ eq: a }, (sk) => compareKeys(sk, a) === 0],
          [{ lt: a }, (sk) => compareKeys(sk, a) < 0],
          [{ lte: a }, (sk) => compareKeys(sk, a) <= 0],
          [{ gt: a }, (sk) => compareKeys(sk, a) > 0],
          [{ gte: a }, (sk) => compareKeys(sk, a) >= 0],
          [{ between: [a, b] }, (sk) => compareKeys(sk, a) >= 0 && compareKeys(sk, b) <= 0],
        ]
        if (typeof a === 'string')
          tests.push([{ beginsWith: a }, (sk) => typeof sk === 'string' && sk.startsWith(a)])
        for (const [sk, fits] of tests) {
          const query: RangeQuery = { pk: 'p', sk, reverse, limit }
          const found = await allPages((after) => table.range({ ...query, ...(after && { after }) }))
          const expected = sorted.filter(fits)
          expect(found.map((record) => record.sk)).toEqual(reverse ? expected.toReversed() : expected)
        }
      },
    ),
    seeded(60),
  )
})

async function sortTable(type: 'S' | 'N' | 'B'): Promise<StoreTable> {
  const definition = defineTable({
    base: 'sorted',
    key: { pk: 'pk', sk: { name: 'sk', type } },
    deployment: { tier: 'test', flag: 'Enable' },
  })
  const store = SqliteStore.open({ path: ':memory:', tableName })
  await store.createTable(definition)
  return store.table(definition)
}

test('text keys with NUL stay apart and in order', async () => {
  const { table } = await openStore()
  const keys = ['a', 'a\0', 'a\0\0', 'a\0b', 'a\x01', 'a\x01\x01', 'a\x02', 'ab']
  await Promise.all(keys.map((sk) => table.write({ type: 'put', record: { pk: 'p\0', sk } })))
  const { records } = await table.range({ pk: 'p\0' })
  expect(records.map(({ sk }) => sk)).toEqual(keys.toSorted(compareText))
  expect((await table.range({ pk: 'p\0', sk: { beginsWith: 'a\0' } })).records).toHaveLength(3)
  expect((await table.range({ pk: 'p' })).records).toEqual([])
  expect(Buffer.compare(Buffer.from('a\0'), Buffer.from('a\x01'))).toBeLessThan(0)
})
