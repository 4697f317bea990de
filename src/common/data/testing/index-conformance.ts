import assert from 'node:assert/strict'
import { ValidationError } from '../errors.ts'
import type { RangeQuery, StoreTable } from '../store/store.ts'
import { NumericText, type StoredRecord } from '../store/value.ts'
import {
  assertRecords,
  assertSame,
  onTable,
  put,
  putAll,
  ranges,
  rejects,
  scans,
  textOf,
  walk,
  type ConformanceCase,
} from './conformance-case.ts'
import { genericTable, scanTable } from './conformance-tables.ts'

const keyText = (record: StoredRecord) => `${textOf(record, 'pk')} ${textOf(record, 'sk')}`

const byKey = (records: readonly StoredRecord[]) =>
  records.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1))

const found = async (table: StoreTable, query: RangeQuery) => (await table.range(query)).records

/** Indexes and scans. */
export const indexConformance: readonly ConformanceCase[] = [
  onTable(genericTable, 'a global index has its own key order', async (table, id) => {
    const records = ['c', 'a', 'b'].map((sk, i) => ({
      pk: `${id}${sk}`,
      sk: 'x',
      gsi0_pk: id,
      gsi0_sk: sk,
      i,
    }))
    await putAll(table, records)
    const [c = {}, a = {}, b = {}]: readonly StoredRecord[] = records
    assertRecords(await found(table, { index: 'gsi0', pk: id }), [a, b, c])
    assertRecords(await found(table, { index: 'gsi0', pk: id, reverse: true }), [c, b, a])
    assertRecords(await found(table, { index: 'gsi0', pk: id, sk: { gt: 'a' } }), [b, c])
    assertRecords(await found(table, { index: 'gsi0', pk: id, sk: { beginsWith: 'b' } }), [b])
    assert.equal((await table.count({ index: 'gsi0', pk: id, sk: { lte: 'b' } })).matched, 2)
  }),

  onTable(genericTable, 'an index gives what it projects', async (table, id) => {
    const record = {
      pk: id,
      sk: 'a',
      gsi0_pk: id,
      gsi0_sk: 'g',
      gsi1_pk: id,
      gsi1_sk: -1.5,
      gsi2_pk: Number.parseInt(id.slice(0, 8), 16),
      lsi0_sk: new NumericText('9007199254740993'),
      shown: { a: 1 },
      hidden: true,
    }
    await put(table, record)
    assertRecords(await found(table, { index: 'gsi0', pk: id }), [record])
    const { pk, sk, gsi1_pk, gsi1_sk, gsi2_pk, shown } = record
    assertRecords(await found(table, { index: 'gsi1', pk: id }), [{ pk, sk, gsi1_pk, gsi1_sk }])
    assertRecords(await found(table, { index: 'gsi2', pk: gsi2_pk }), [{ pk, sk, gsi2_pk, shown }])
    assertRecords(await found(table, { index: 'lsi0', pk: id }), [record])
  }),

  onTable(genericTable, 'a local index sorts one partition by another key', async (table, id) => {
    const order = [5, -3, 0.5, 10, -0.5]
    const records = order.map((lsi0_sk, i) => ({ pk: id, sk: `s${i}`, lsi0_sk }))
    await putAll(table, [...records, { pk: id, sk: 'without' }])
    const sorted = records.toSorted((a, b) => a.lsi0_sk - b.lsi0_sk)
    assertRecords(await found(table, { index: 'lsi0', pk: id }), sorted)
    assertRecords(await found(table, { index: 'lsi0', pk: id, consistent: true }), sorted)
    assertRecords(await found(table, { index: 'lsi0', pk: id, sk: { between: [-1, 5] } }), sorted.slice(1, 4))
    assertRecords(await walk(ranges(table), { index: 'lsi0', pk: id, limit: 2 }), sorted)
    assert.equal((await found(table, { pk: id })).length, 6)
  }),

  onTable(
    genericTable,
    'a sparse index holds a record just as long as it has the keys',
    async (table, id) => {
      const key = { pk: id, sk: 'a' }
      const query = { index: 'gsi0', pk: id }
      const entries = async () => (await found(table, query)).length
      await put(table, key)
      assert.equal(await entries(), 0)
      await put(table, { ...key, gsi0_pk: id })
      assert.equal(await entries(), 0, 'half a key')
      await put(table, { ...key, gsi0_pk: id, gsi0_sk: 'a' })
      assert.equal(await entries(), 1)
      const update = { type: 'update', key } as const
      await table.write({ ...update, update: [{ action: 'set', path: ['gsi0_sk'], value: 'b' }] })
      assertRecords(await found(table, query), [{ ...key, gsi0_pk: id, gsi0_sk: 'b' }], 'moved')
      await table.write({ ...update, update: [{ action: 'remove', path: ['gsi0_sk'] }] })
      assert.equal(await entries(), 0, 'removed by an update')
      await table.write({ ...update, update: [{ action: 'set', path: ['gsi0_sk'], value: 'c' }] })
      assert.equal(await entries(), 1, 'back')
      await table.write({ ...update, update: [{ action: 'set', path: ['gsi0_pk'], value: `${id}other` }] })
      assert.equal(await entries(), 0, 'in another partition')
      assert.equal((await found(table, { index: 'gsi0', pk: `${id}other` })).length, 1)
      await table.batchWrite([{ type: 'put', record: { ...key, gsi0_pk: id, gsi0_sk: 'd' } }])
      assert.equal(await entries(), 1, 'put by a batch')
      await table.write({ type: 'delete', key })
      assert.equal(await entries(), 0, 'deleted')
    },
  ),

  onTable(genericTable, 'refuses to put an index key of a wrong type', async (table, id) => {
    const key = { pk: id, sk: 'a' }
    await rejects(put(table, { ...key, gsi1_pk: id, gsi1_sk: 'text' }), ValidationError)
    await rejects(put(table, { ...key, gsi1_sk: null }), ValidationError)
    assertSame(await table.get(key), undefined)
  }),

  onTable(
    genericTable,
    'refuses to set an index key of a wrong type',
    async (table, id) => {
      const key = { pk: id, sk: 'a' }
      await put(table, key)
      const update = [{ action: 'set', path: ['gsi0_pk'], value: 1 }] as const
      await rejects(table.write({ type: 'update', key, update }), ValidationError)
      assertSame(await table.get(key), key)
    },
    { notOn: { 'dynamodb-local': 'checks the type of an index key only in a put' } },
  ),

  onTable(
    genericTable,
    'refuses an empty index key',
    async (table, id) => {
      const key = { pk: id, sk: 'a' }
      await rejects(put(table, { ...key, gsi0_pk: '', gsi0_sk: 'a' }), ValidationError)
      assertSame(await table.get(key), undefined)
    },
    { notOn: { dynalite: 'takes an empty text as an index key' } },
  ),

  onTable(
    genericTable,
    'a walk of an index sees each record once, also where index keys are equal',
    async (table, id) => {
      const records = Array.from({ length: 20 }, (_, i) => ({
        pk: `${id}${i % 7}`,
        sk: `s${i}`,
        gsi0_pk: id,
        gsi0_sk: i % 2 ? 'same' : 'other',
      }))
      await putAll(table, records)
      for (const limit of [1, 3, 7]) {
        const seen = await walk(ranges(table), { index: 'gsi0', pk: id, limit })
        assertRecords(byKey(seen), byKey(records), `limit ${limit}`)
        const backward = await walk(ranges(table), { index: 'gsi0', pk: id, limit, reverse: true })
        assertRecords(byKey(backward), byKey(records), `limit ${limit} backward`)
      }
    },
  ),

  onTable(genericTable, 'a position in an index has the keys of both', async (table, id) => {
    await putAll(
      table,
      [1, 2, 3].map((i) => ({ pk: id, sk: `s${i}`, gsi1_pk: id, gsi1_sk: i })),
    )
    const { next } = await table.range({ index: 'gsi1', pk: id, limit: 2 })
    assertSame(next, { pk: id, sk: 's2', gsi1_pk: id, gsi1_sk: 2 })
  }),

  onTable(genericTable, 'a global index cannot be read consistently', async (table, id) => {
    await rejects(table.range({ index: 'gsi0', pk: id, consistent: true }), ValidationError)
    await rejects(table.count({ index: 'gsi0', pk: id, consistent: true }), ValidationError)
    await rejects(table.scan({ index: 'gsi0', consistent: true }), ValidationError)
  }),

  onTable(scanTable, 'a scan sees every record once, whole or in segments', async (table, id) => {
    const records = Array.from({ length: 40 }, (_, i) => ({ id: `${id}-${i}`, i }))
    await putAll(table, records)
    const own = { op: 'beginsWith', path: ['id'], prefix: id } as const
    const expected = records.map((record) => record.id).toSorted()
    const ids = (found: readonly StoredRecord[]) => found.map((record) => textOf(record, 'id')).toSorted()
    assert.deepEqual(ids(await walk(scans(table), { filter: own })), expected)
    assert.deepEqual(ids(await walk(scans(table), { filter: own, limit: 7, consistent: true })), expected)
    const parts: StoredRecord[] = []
    for (let index = 0; index < 4; index++) {
      parts.push(...(await walk(scans(table), { filter: own, limit: 9, segment: { index, total: 4 } })))
    }
    assert.deepEqual(ids(parts), expected)
    let [matched, after]: [number, Parameters<StoreTable['scan']>[0]] = [0, {}]
    for (;;) {
      const page = await table.count({ filter: own, limit: 11, ...after })
      matched += page.matched
      if (!page.next) break
      after = { after: page.next }
    }
    assert.equal(matched, 40)
  }),

  onTable(scanTable, 'a scan of a sparse index sees only what is in it', async (table, id) => {
    const records = Array.from({ length: 12 }, (_, i) => ({
      id: `${id}-${i}`,
      ...(i % 3 === 0 && { openSince: `${id}-2026-01-${10 + i}` }),
    }))
    await putAll(table, records)
    const filter = { op: 'beginsWith', path: ['id'], prefix: id } as const
    const seen = await walk(scans(table), { index: 'open', limit: 2, filter })
    assert.deepEqual(
      seen.map((record) => textOf(record, 'id')).toSorted(),
      records
        .filter((_, i) => i % 3 === 0)
        .map((record) => record.id)
        .toSorted(),
    )
  }),

  onTable(scanTable, 'refuses a scan that does not fit the table', async (table) => {
    await rejects(table.scan({ index: 'absent' }), ValidationError)
    await rejects(table.scan({ limit: 0 }), ValidationError)
    await rejects(table.scan({ segment: { index: 2, total: 2 } }), ValidationError)
  }),
]
