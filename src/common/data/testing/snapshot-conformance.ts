import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { TooLargeError, ValidationError } from '../errors.ts'
import type { TransactionGet, TransactionWrite } from '../store/store.ts'
import { NumericText } from '../store/value.ts'
import { assertSame, onTable, put, putAll, rejects, type ConformanceCase } from './conformance-case.ts'
import { bytesTable, numberTable, simpleTable, textTable } from './conformance-tables.ts'

const table = simpleTable
const needs = ['transactions'] as const

/** Items that are read together. */
export const snapshotConformance: readonly ConformanceCase[] = [
  onTable(
    simpleTable,
    'reads items of any tables together, in the order asked',
    async (simple, id, store) => {
      const bytes = { pk: Buffer.from(id), sk: Uint8Array.of(0, 255) }
      const big = new NumericText('12345678901234567890')
      await put(simple, { id, a: 1, b: big })
      await put(store.table(textTable), { pk: id, sk: 'a', a: 2 })
      await put(store.table(numberTable), { pk: id, sk: 1.5, a: 3 })
      await put(store.table(bytesTable), { ...bytes, a: 4 })
      const gets: TransactionGet[] = [
        { table: textTable, key: { pk: id, sk: 'a' } },
        { table, key: { id: `${id}?` } },
        { table: bytesTable, key: bytes },
        { table, key: { id } },
        { table: numberTable, key: { pk: id, sk: 1.5 } },
        { table: textTable, key: { pk: id, sk: 'b' } },
      ]
      const records = await store.transactGet(gets)
      assert.equal(records.length, 6)
      assertSame(records[0], { pk: id, sk: 'a', a: 2 })
      assertSame(records[1], undefined)
      assertSame(records[2], { ...bytes, a: 4 })
      assertSame(records[3], { id, a: 1, b: big })
      assertSame(records[4], { pk: id, sk: 1.5, a: 3 })
      assertSame(records[5], undefined)
    },
    { needs },
  ),

  onTable(
    simpleTable,
    'fetches of items read together the attributes that are asked for',
    async (simple, id, store) => {
      await putAll(simple, [
        { id: `${id}1`, a: 1, b: 2, name: 'reserved' },
        { id: `${id}2`, a: 3 },
      ])
      const get = (n: number, ...attributes: string[]) => ({ table, key: { id: `${id}${n}` }, attributes })
      const records = await store.transactGet([get(1, 'b', 'name'), get(2, 'b'), get(3, 'b')])
      assertSame(records[0], { b: 2, name: 'reserved' })
      assertSame(records[1], {})
      assertSame(records[2], undefined)
    },
    { needs, notOn: { dynoxide: 'adds the key to what is asked for' } },
  ),

  onTable(
    simpleTable,
    'reads as many items together as a transaction holds, each once',
    async (simple, id, store) => {
      const most = store.limits.transaction
      const ids = Array.from({ length: most + 1 }, (_id, n) => `${id}${n}`)
      await putAll(
        simple,
        ids.map((each, n) => ({ id: each, n })),
      )
      const gets = ids.map((each) => ({ table, key: { id: each } }))
      const records = await store.transactGet(gets.slice(1).reverse())
      assert.deepEqual(
        records.map((record) => record?.n),
        Array.from({ length: most }, (_n, i) => most - i),
      )
      await rejects(store.transactGet(gets), TooLargeError)
      await rejects(store.transactGet([...gets.slice(0, 2), ...gets.slice(0, 1)]), ValidationError)
      assert.deepEqual(await store.transactGet([]), [])
    },
    { needs },
  ),

  onTable(
    simpleTable,
    'a read of items together refuses what no item can have, and what asks for nothing',
    async (_simple, id, store) => {
      await rejects(store.transactGet([{ table, key: { id: 1 } }]), ValidationError)
      await rejects(store.transactGet([{ table, key: {} }]), ValidationError)
      await rejects(store.transactGet([{ table, key: { id }, attributes: [] }]), ValidationError)
    },
    { needs, notOn: { 'dynamodb-local': 'cancels the whole without a reason' } },
  ),

  onTable(
    simpleTable,
    'items that are read together are as one transaction left them',
    async (simple, id, store) => {
      const keys = ['a', 'b', 'c'].map((name) => ({ id: id + name }))
      await putAll(
        simple,
        keys.map((key) => ({ ...key, balance: 100 })),
      )
      const add = (key: { id: string } | undefined, by: number): TransactionWrite => ({
        table,
        type: 'update',
        key: key ?? { id },
        update: [{ action: 'increment', path: ['balance'], by, initial: 0 }],
      })
      const transfers = Array.from({ length: 30 }, async (_transfer, i) => {
        await store.transact([add(keys[i % 3], -7), add(keys[(i + 1) % 3], 7)])
      })
      const ended = Promise.allSettled(transfers).then(() => 'ended' as const)
      do {
        const records = await store.transactGet(keys.map((key) => ({ table, key })))
        const sum = records.reduce((total, record) => total + Number(record?.balance), 0)
        assert.equal(sum, 300)
      } while ((await Promise.race([ended, setImmediate('going on')])) === 'going on')
    },
    { needs },
  ),
]
