import assert from 'node:assert/strict'
import { ConditionFailedError, TooLargeError, ValidationError } from '../errors.ts'
import type { Condition } from '../expressions/condition.ts'
import type { StoreTable } from '../store/store.ts'
import type { Key, StoredRecord } from '../store/value.ts'
import { assertSame, onTable, put, putAll, rejects, type ConformanceCase } from './conformance-case.ts'
import { numberTable, simpleTable, textTable } from './conformance-tables.ts'

const absent: Condition = { op: 'missing', path: ['id'] }
const present: Condition = { op: 'exists', path: ['id'] }

/** Single writes, with and without a condition. */
export const writeConformance: readonly ConformanceCase[] = [
  onTable(simpleTable, 'a put replaces the whole record', async (table, id) => {
    await put(table, { id, a: 1, b: 2 })
    await put(table, { id, c: 3 })
    assertSame(await table.get({ id }), { id, c: 3 })
    assertSame(await table.get({ id }, { consistent: true }), { id, c: 3 })
  }),

  onTable(simpleTable, 'a put gives the record before it when asked', async (table, id) => {
    const write = (a: number) => table.write({ type: 'put', record: { id, a }, returns: 'before' })
    assertSame((await write(1)).record, undefined)
    assertSame((await write(2)).record, { id, a: 1 })
    assertSame((await put(table, { id, a: 3 })).record, undefined)
  }),

  onTable(simpleTable, 'a delete tells what was there when asked', async (table, id) => {
    const remove = () => table.write({ type: 'delete', key: { id }, returns: 'before' })
    assertSame((await remove()).record, undefined)
    await put(table, { id, a: 1 })
    assertSame((await remove()).record, { id, a: 1 })
    assertSame(await table.get({ id }), undefined)
    assertSame((await table.write({ type: 'delete', key: { id } })).record, undefined)
  }),

  onTable(
    simpleTable,
    'a conditional put creates once, and shows what is in its way',
    async (table, id) => {
      const create = (a: number) => table.write({ type: 'put', record: { id, a }, condition: absent })
      await create(1)
      const error = await rejects(create(2), ConditionFailedError)
      assertSame(error.current as StoredRecord, { id, a: 1 })
      assertSame(await table.get({ id }), { id, a: 1 })
    },
    { needs: ['item in refusal'] },
  ),

  onTable(
    simpleTable,
    'a refused write of an absent record shows none and writes none',
    async (table, id) => {
      const key = { id }
      for (const write of [
        { type: 'put', record: { id }, condition: present },
        { type: 'delete', key, condition: present },
        { type: 'update', key, update: [{ action: 'set', path: ['a'], value: 1 }], condition: present },
        { type: 'update', key, update: [], condition: present },
      ] as const) {
        const error = await rejects(table.write(write), ConditionFailedError)
        assert.equal(error.current, undefined)
      }
      assertSame(await table.get(key), undefined)
    },
  ),

  onTable(
    simpleTable,
    'a refused delete or update shows the record and leaves it',
    async (table, id) => {
      const key = { id }
      await put(table, { id, version: 2 })
      const condition: Condition = { op: 'eq', path: ['version'], value: 1 }
      for (const write of [
        { type: 'delete', key, condition, returns: 'before' },
        {
          type: 'update',
          key,
          condition,
          update: [{ action: 'remove', path: ['version'] }],
          returns: 'after',
        },
      ] as const) {
        const error = await rejects(table.write(write), ConditionFailedError)
        assertSame(error.current as StoredRecord, { id, version: 2 })
      }
      assertSame(await table.get(key), { id, version: 2 })
    },
    { needs: ['item in refusal'] },
  ),

  onTable(simpleTable, 'a write whose condition holds is done and answers as asked', async (table, id) => {
    const key = { id }
    await put(table, { id, version: 1 })
    const next = (version: number): Condition => ({ op: 'eq', path: ['version'], value: version })
    const replaced = await table.write({
      type: 'put',
      record: { id, version: 2 },
      condition: next(1),
      returns: 'before',
    })
    assertSame(replaced.record, { id, version: 1 })
    const updated = await table.write({
      type: 'update',
      key,
      update: [{ action: 'increment', path: ['version'], by: 1, initial: 0 }],
      condition: next(2),
      returns: 'after',
    })
    assertSame(updated.record, { id, version: 3 })
    const deleted = await table.write({ type: 'delete', key, condition: next(3), returns: 'before' })
    assertSame(deleted.record, { id, version: 3 })
  }),

  onTable(
    simpleTable,
    'a condition that cannot hold refuses every write, one that must hold none',
    async (table, id) => {
      await put(table, { id })
      const never: Condition[] = [
        { op: 'in', path: ['id'], values: [] },
        { op: 'or', conditions: [] },
        { op: 'between', path: ['id'], low: 'b', high: 'a' },
        { op: 'not', condition: { op: 'and', conditions: [] } },
      ]
      for (const condition of never) {
        const error = await rejects(
          table.write({ type: 'put', record: { id, a: 1 }, condition }),
          ConditionFailedError,
        )
        assertSame(error.current as StoredRecord, { id })
        await table.write({ type: 'put', record: { id }, condition: { op: 'not', condition } })
      }
      assertSame(await table.get({ id }), { id })
    },
    { needs: ['item in refusal'] },
  ),

  onTable(simpleTable, 'of many concurrent creators exactly one wins', async (table, id) => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, writer) =>
        table.write({ type: 'put', record: { id, writer }, condition: absent }),
      ),
    )
    const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []))
    assert.equal(winners.length, 1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof ConditionFailedError)
    }
    assertSame(await table.get({ id }, { consistent: true }), { id, writer: winners[0] ?? -1 })
  }),

  onTable(simpleTable, 'of two concurrent writers over one version exactly one wins', async (table, id) => {
    await put(table, { id, version: 0 })
    for (let version = 0; version < 10; version++) {
      const outcomes = await Promise.allSettled(
        [0, 1].map((writer) =>
          table.write({
            type: 'update',
            key: { id },
            update: [
              { action: 'set', path: ['version'], value: version + 1 },
              { action: 'set', path: ['writer'], value: writer },
            ],
            condition: { op: 'eq', path: ['version'], value: version },
          }),
        ),
      )
      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    }
    assertSame((await table.get({ id }, { consistent: true }))?.version, 10)
  }),

  onTable(
    simpleTable,
    '100 concurrent increments add up, and every one sees its own sum',
    async (table, id) => {
      const results = await Promise.all(
        Array.from({ length: 100 }, () =>
          table.write({
            type: 'update',
            key: { id },
            update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
            returns: 'after',
          }),
        ),
      )
      const sums = results.map(({ record }) => Number(record?.n)).toSorted((a, b) => a - b)
      assert.deepEqual(
        sums,
        Array.from({ length: 100 }, (_, i) => i + 1),
      )
      assertSame(await table.get({ id }, { consistent: true }), { id, n: 100 })
    },
  ),

  onTable(textTable, 'refuses a key that does not fit the table', async (table, id) => {
    const keys: Key[] = [
      { pk: id },
      { sk: 'a' },
      { pk: id, sk: 1 },
      { pk: id, sk: '' },
      { pk: '', sk: 'a' },
      { pk: id, sk: 'a', other: 'b' },
    ]
    for (const key of keys) {
      await rejects(table.get(key), ValidationError)
      await rejects(table.write({ type: 'delete', key }), ValidationError)
      await rejects(table.write({ type: 'update', key, update: [] }), ValidationError)
    }
    for (const record of keys.slice(0, 5)) await rejects(put(table, record), ValidationError)
    assert.equal((await table.range({ pk: id })).records.length, 0)
  }),

  onTable(numberTable, 'refuses a text for a number key', async (table, id) => {
    await rejects(put(table, { pk: id, sk: '1' }), ValidationError)
    await rejects(table.get({ pk: id, sk: '1' }), ValidationError)
  }),

  onTable(textTable, 'keeps keys up to the size limits', async (table, id) => {
    const longest = { pk: id.padEnd(2048, 'p'), sk: 'é'.repeat(512) }
    await put(table, longest)
    assertSame(await table.get(longest), longest)
  }),

  onTable(
    textTable,
    'refuses keys over the size limits, which count bytes',
    async (table, id) => {
      for (const key of [
        { pk: 'p'.repeat(2049), sk: 's' },
        { pk: id, sk: 's'.repeat(1025) },
        { pk: id, sk: 'é'.repeat(513) },
      ]) {
        await rejects(put(table, key), TooLargeError, ValidationError)
      }
    },
    { notOn: { dynalite: 'counts characters' } },
  ),

  onTable(simpleTable, 'refuses a record over 400 KB', async (table, id) => {
    await rejects(put(table, { id, text: 'x'.repeat(410 * 1024) }), TooLargeError)
    const half = 'x'.repeat(300 * 1024)
    await put(table, { id, half })
    const grow = table.write({
      type: 'update',
      key: { id },
      update: [{ action: 'set', path: ['other'], value: half }],
    })
    await rejects(grow, TooLargeError)
    assertSame(await table.get({ id }), { id, half })
  }),

  onTable(textTable, 'batches put, delete and get many records', async (table, id, { limits }) => {
    const records = Array.from({ length: Math.min(60, limits.batchGet) }, (_, i) => ({
      pk: id,
      sk: `s${i}`,
      i,
    }))
    await putAll(table, records)
    const keys = records.map(({ pk, sk }) => ({ pk, sk }))
    const { records: read, unprocessed } = await table.batchGet(
      [...keys.slice(1), { pk: id, sk: 'absent' }],
      {
        consistent: true,
      },
    )
    assert.equal(unprocessed.length, 0)
    assertSame(byPosition(read), byPosition(records.slice(1)))
    await table.batchWrite([
      { type: 'delete', key: { pk: id, sk: 's0' } },
      { type: 'delete', key: { pk: id, sk: 'absent' } },
      { type: 'put', record: { pk: id, sk: 's1', i: 'replaced' } },
    ])
    assertSame(await table.get({ pk: id, sk: 's0' }), undefined)
    assertSame(await table.get({ pk: id, sk: 's1' }), { pk: id, sk: 's1', i: 'replaced' })
  }),

  onTable(textTable, 'a batch of nothing does nothing', async (table) => {
    assert.deepEqual(await table.batchGet([]), { records: [], unprocessed: [] })
    assert.deepEqual(await table.batchWrite([]), { unprocessed: [] })
  }),

  onTable(textTable, 'refuses a batch with one key twice, or too large', async (table, id, { limits }) => {
    const key = { pk: id, sk: 'a' }
    await rejects(table.batchGet([key, key]), ValidationError)
    await rejects(
      table.batchWrite([
        { type: 'put', record: key },
        { type: 'delete', key },
      ]),
      ValidationError,
    )
    const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ pk: id, sk: `s${i}` }))
    await rejects(table.batchGet(keys(limits.batchGet + 1)), TooLargeError)
    const writes = keys(limits.batchWrite + 1).map((record) => ({ type: 'put' as const, record }))
    await rejects(table.batchWrite(writes), TooLargeError)
    assert.equal((await table.range({ pk: id })).records.length, 0)
  }),

  onTable(simpleTable, 'a write never shows attributes that the caller did not give', async (table, id) => {
    const record = { id, a: 1 }
    const shown = [
      await conditionalPut(table, record),
      await table.write({
        type: 'update',
        key: { id },
        update: [{ action: 'append', path: ['list'], values: [1] }],
        returns: 'after',
      }),
    ]
    assertSame(shown[1]?.record, { id, a: 1, list: [1] })
    assertSame((await table.range({ pk: id })).records[0], { id, a: 1, list: [1] })
    assertSame((await table.batchGet([{ id }])).records[0], { id, a: 1, list: [1] })
  }),
]

const conditionalPut = (table: StoreTable, record: StoredRecord) =>
  table.write({ type: 'put', record, condition: absent, returns: 'before' })

const byPosition = (records: readonly StoredRecord[]): readonly StoredRecord[] =>
  records.toSorted((a, b) => Number(a.i) - Number(b.i))
