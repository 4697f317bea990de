import assert from 'node:assert/strict'
import { ValidationError } from '../errors.ts'
import type { RangeQuery, SortCondition, StoreTable } from '../store/store.ts'
import { NumericText, type KeyValue, type StoredRecord } from '../store/value.ts'
import {
  assertRecords,
  onTable,
  put,
  putAll,
  ranges,
  rejects,
  textOf,
  walk,
  type ConformanceCase,
} from './conformance-case.ts'
import { bytesTable, numberTable, textTable } from './conformance-tables.ts'

/** In the order of their UTF-8 bytes, which is not JavaScript's where characters above U+FFFF come in. */
const TEXTS: readonly string[] = [
  '\u0000',
  '\u0000\u0000',
  '\u0000a',
  '\u0001',
  ' ',
  '#',
  '#a',
  '-1',
  '10',
  '9',
  'A',
  'A#1',
  'A1',
  'Z',
  '_',
  'a',
  'a\u0000',
  'a\u0000b',
  'a ',
  'a#',
  'a#b',
  'aa',
  'a\u{10FFFF}',
  'b',
  '~',
  '\u007F',
  '\u0080',
  'é',
  '\u07FF',
  '\u0800',
  '\uD7FF',
  '\uE000',
  '\uE000a',
  '\uFF01',
  '\uFFFF',
  '\u{10000}',
  '\u{1F600}',
  '\u{1F600}a',
  '\u{10FFFF}',
]

const NUMBERS: readonly (number | NumericText)[] = [
  -9e125,
  new NumericText('-12345678901234567890123456789012345678'),
  new NumericText('-12345678901234567890123456789012345677.5'.slice(0, 39)),
  -1e20,
  new NumericText('-9007199254740993'),
  -9007199254740991,
  -100,
  -99.5,
  -10,
  -2,
  -1.5,
  -1,
  -0.5,
  -0.05,
  -1e-130,
  0,
  1e-130,
  1e-100,
  0.05,
  0.5,
  1,
  1.5,
  2,
  9,
  10,
  99.5,
  100,
  9007199254740991,
  9007199254740992,
  new NumericText('9007199254740993'),
  1e20,
  new NumericText('12345678901234567890123456789012345678'),
  new NumericText('12345678901234567890123456789012345679'),
  1e100,
  9e125,
]

const BYTES: readonly Uint8Array[] = [
  [0],
  [0, 0],
  [0, 255],
  [1],
  [1, 2],
  [2],
  [127],
  [128],
  [255],
  [255, 0],
  [255, 255],
].map((values) => Uint8Array.from(values))

const textRecords = (pk: string): StoredRecord[] => TEXTS.map((sk, i) => ({ pk, sk, i }))
const numberRecords = (pk: string): StoredRecord[] => NUMBERS.map((sk, i) => ({ pk, sk, i }))
const byteRecords = (id: string): StoredRecord[] => BYTES.map((sk, i) => ({ pk: Buffer.from(id), sk, i }))

/** The places in the key order that each condition on the sort key leaves, from and to. */
function placesOf(keys: readonly KeyValue[], low: number, high: number): [SortCondition, number, number][] {
  const [from, to] = [keys[low], keys[high]] as [KeyValue, KeyValue]
  const end = keys.length
  return [
    [{ eq: from }, low, low + 1],
    [{ lt: from }, 0, low],
    [{ lte: from }, 0, low + 1],
    [{ gt: from }, low + 1, end],
    [{ gte: from }, low, end],
    [{ between: [from, to] }, low, high + 1],
    [{ between: [from, from] }, low, low + 1],
    [{ between: [to, from] }, 0, low === high ? 1 : 0],
  ]
}

async function checkOrder(
  table: StoreTable,
  pk: KeyValue,
  records: readonly StoredRecord[],
  sortKeys: readonly KeyValue[],
): Promise<void> {
  // Written in another order than that of the keys.
  await putAll(
    table,
    records.toSorted((a, b) => ((Number(a.i) * 7919) % 101) - ((Number(b.i) * 7919) % 101)),
  )
  const read = ranges(table)
  assertRecords(await walk(read, { pk }), records, 'forward')
  assertRecords(await walk(read, { pk, reverse: true }), records.toReversed(), 'backward')
  for (let low = 0; low < sortKeys.length; low += 3) {
    const high = Math.min(low + 4, sortKeys.length - 1)
    for (const [sk, from, to] of placesOf(sortKeys, low, high)) {
      const label = `${Object.keys(sk).join('')} at ${low}`
      assertRecords(await walk(read, { pk, sk }), records.slice(from, to), label)
      const { matched } = await table.count({ pk, sk })
      assert.equal(matched, to - from, `count of ${label}`)
    }
  }
}

async function checkPrefix(table: StoreTable, pk: string, records: readonly StoredRecord[], prefix: string) {
  const expected = records.filter((record) => textOf(record, 'sk').startsWith(prefix))
  assertRecords(
    await walk(ranges(table), { pk, sk: { beginsWith: prefix } }),
    expected,
    `prefix ${JSON.stringify(prefix)}`,
  )
}

const numbered = (pk: string, count: number): StoredRecord[] =>
  Array.from({ length: count }, (_, i) => ({ pk, sk: `s${String(i).padStart(4, '0')}`, i, odd: i % 2 === 1 }))

/** Reading one partition of a table. */
export const rangeConformance: readonly ConformanceCase[] = [
  onTable(
    textTable,
    'text sort keys are in the order of their bytes',
    async (table, pk) => {
      await checkOrder(table, pk, textRecords(pk), TEXTS)
    },
    { notOn: { dynalite: 'compares the bounds of a BETWEEN by UTF-16 units' } },
  ),

  onTable(numberTable, 'number sort keys are in the order of their values', async (table, pk) => {
    await checkOrder(table, pk, numberRecords(pk), NUMBERS)
  }),

  onTable(bytesTable, 'byte sort keys are in the order of their bytes', async (table, id) => {
    await checkOrder(table, Buffer.from(id), byteRecords(id), BYTES)
  }),

  onTable(
    textTable,
    'a prefix of the sort key finds what begins with it',
    async (table, pk) => {
      const records = textRecords(pk)
      await putAll(table, records)
      for (const prefix of [
        '',
        '\u0000',
        ' ',
        '#',
        'A',
        'a',
        'a#',
        'a\u{10FFFF}',
        '\uE000',
        '\u{1F600}',
        '\u{10FFFF}',
        'x',
      ]) {
        await checkPrefix(table, pk, records, prefix)
      }
    },
    { notOn: { dynoxide: 'finds a prefix of ASCII letters in either case' } },
  ),

  onTable(
    textTable,
    'a number or a text that looks like an expression is only a value',
    async (table, pk) => {
      const records = [':v0', 'attribute_exists(pk)', "' OR 1=1 --", '#n0 = :v0', '%', '_']
        .toSorted()
        .map((sk) => ({ pk, sk }))
      await putAll(table, records)
      for (const { sk } of records) {
        assertRecords((await table.range({ pk, sk: { eq: sk } })).records, [{ pk, sk }])
        assertRecords((await table.range({ pk, sk: { beginsWith: sk } })).records, [{ pk, sk }])
      }
    },
  ),

  onTable(textTable, 'an empty partition has an empty page without a next', async (table, pk) => {
    assert.deepEqual(await table.range({ pk }), { records: [], read: 0 })
    assert.deepEqual(await table.count({ pk }), { matched: 0, read: 0 })
  }),

  onTable(textTable, 'partitions do not run into each other', async (table, id) => {
    const keys = [id, `${id}\u0000`, `${id}#`, `${id}a`]
    await putAll(
      table,
      keys.map((pk) => ({ pk, sk: 'a' })),
    )
    for (const pk of keys) assertRecords((await table.range({ pk })).records, [{ pk, sk: 'a' }])
  }),

  onTable(
    textTable,
    'a limit is of records read, and pages go on exactly after the last',
    async (table, pk) => {
      const records = numbered(pk, 23)
      await putAll(table, records)
      for (const limit of [1, 2, 5, 22, 23, 24]) {
        for (const reverse of [false, true]) {
          const expected = reverse ? records.toReversed() : records
          assertRecords(await walk(ranges(table), { pk, limit, reverse }), expected, `limit ${limit}`)
          const sk = { between: ['s0003', 's0017'] } as const
          const inner = expected.filter(({ i }) => Number(i) >= 3 && Number(i) <= 17)
          assertRecords(
            await walk(ranges(table), { pk, sk, limit, reverse }),
            inner,
            `limit ${limit} between`,
          )
        }
      }
      const first = await table.range({ pk, limit: 5 })
      assert.equal(first.read, 5)
      assert.deepEqual(first.next, { pk, sk: 's0004' })
    },
  ),

  onTable(textTable, 'a filter is applied after the limit', async (table, pk) => {
    const records = numbered(pk, 20)
    await putAll(table, records)
    const filter = { op: 'eq', path: ['odd'], value: true } as const
    const odd = records.filter((record) => record.odd === true)
    const first = await table.range({ pk, limit: 5, filter })
    assertRecords(first.records, odd.slice(0, 2))
    assert.equal(first.read, 5)
    assert.deepEqual(first.next, { pk, sk: 's0004' })
    assertRecords(await walk(ranges(table), { pk, limit: 3, filter }), odd)
    const none = await table.range({ pk, limit: 3, filter: { op: 'eq', path: ['i'], value: 19 } })
    assert.deepEqual([none.records.length, none.read, none.next], [0, 3, { pk, sk: 's0002' }])
    const counted = await table.count({ pk, limit: 5, filter })
    assert.deepEqual(counted, { matched: 2, read: 5, next: { pk, sk: 's0004' } })
  }),

  onTable(textTable, 'a filter may be about the key', async (table, pk) => {
    const records = numbered(pk, 10)
    await putAll(table, records)
    const filter = {
      op: 'and',
      conditions: [
        { op: 'ne', path: ['sk'], value: 's0003' },
        { op: 'eq', path: ['odd'], value: true },
      ],
    } as const
    const expected = records.filter(({ sk, odd }) => odd === true && sk !== 's0003')
    assertRecords(await walk(ranges(table), { pk, filter, limit: 4 }), expected)
    assert.deepEqual(await table.count({ pk, filter }), { matched: 4, read: 10 })
  }),

  onTable(textTable, 'a position need not be that of a record', async (table, pk) => {
    const records = numbered(pk, 6)
    await putAll(table, records)
    const after = { pk, sk: 's0002x' }
    assertRecords((await table.range({ pk, after })).records, records.slice(3))
    assertRecords((await table.range({ pk, after, reverse: true })).records, records.slice(0, 3).toReversed())
    assertRecords((await table.range({ pk, after: { pk, sk: 's0005' } })).records, [])
  }),

  onTable(textTable, 'a walk sees each record once while others write', async (table, pk) => {
    const records = numbered(pk, 30)
    for (const reverse of [false, true]) {
      await putAll(table, records)
      let round = 0
      const seen = await walk(ranges(table), { pk, limit: 3, reverse }, async ({ next }) => {
        const last = next?.sk as string
        // Before and after the position, the position itself, and one further on that is gone when it is reached.
        await put(table, { pk, sk: `${last}-new`, i: -1 })
        await put(table, { pk, sk: `a${round}`, i: -1 })
        await table.write({ type: 'delete', key: { pk, sk: last } })
        if (round++ === 2) await table.write({ type: 'delete', key: { pk, sk: 's0015' } })
      })
      const keys = seen.map((record) => textOf(record, 'sk'))
      assert.equal(new Set(keys).size, keys.length, 'no record twice')
      assert.deepEqual(keys, reverse ? keys.toSorted().toReversed() : keys.toSorted(), 'in order')
      const stable = records.map((record) => textOf(record, 'sk')).filter((sk) => sk !== 's0015')
      assert.ok(
        stable.every((sk) => keys.includes(sk)),
        'no record missed',
      )
      assert.ok(!keys.includes('s0015'))
      for (const record of await walk(ranges(table), { pk })) {
        await table.write({ type: 'delete', key: { pk, sk: textOf(record, 'sk') } })
      }
    }
  }),

  onTable(textTable, 'pages of large records have a next, and lose none', async (table, pk) => {
    const text = 'x'.repeat(250 * 1024)
    const records = Array.from({ length: 6 }, (_, i) => ({ pk, sk: `s${i}`, text }))
    for (const record of records) await put(table, record)
    assertRecords(await walk(ranges(table), { pk }), records)
  }),

  onTable(
    textTable,
    'a count over large records counts each once',
    async (table, pk) => {
      const text = 'x'.repeat(250 * 1024)
      for (let i = 0; i < 6; i++) await put(table, { pk, sk: `s${i}`, text })
      let [matched, read] = [0, 0]
      let query: RangeQuery = { pk }
      for (;;) {
        const page = await table.count(query)
        matched += page.matched
        read += page.read
        if (!page.next) break
        query = { pk, after: page.next }
      }
      assert.deepEqual([matched, read], [6, 6])
    },
    { notOn: { dynoxide: 'counts the record that no longer fits into a page as read by it' } },
  ),

  onTable(
    textTable,
    'refuses a key of a wrong type',
    async (table, pk) => {
      await rejects(table.range({ pk: 1 }), ValidationError)
      await rejects(table.range({ pk, sk: { eq: 1 } }), ValidationError)
      await rejects(table.range({ pk, sk: { between: [1, 2] } }), ValidationError)
    },
    { notOn: { dynoxide: 'takes a key of any type in a query' } },
  ),

  onTable(textTable, 'refuses a range that does not fit the table', async (table, pk) => {
    await rejects(table.range({ pk, index: 'absent' }), ValidationError)
    await rejects(table.range({ pk, limit: 0 }), ValidationError)
    await rejects(table.count({ pk, index: 'absent' }), ValidationError)
  }),
]
