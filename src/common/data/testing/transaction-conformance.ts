import assert from 'node:assert/strict'
import {
  ConditionFailedError,
  ConflictError,
  TooLargeError,
  TransactionFailedError,
  ValidationError,
} from '../errors.ts'
import type { Store, StoreTable, TransactionWrite } from '../store/store.ts'
import type { StoredRecord } from '../store/value.ts'
import { assertSame, onTable, put, putAll, rejects, type ConformanceCase } from './conformance-case.ts'
import { genericTable, simpleTable, textTable } from './conformance-tables.ts'

const table = simpleTable
const needs = ['transactions'] as const
const exists = { op: 'exists', path: ['id'] } as const
const missing = { op: 'missing', path: ['id'] } as const

const transactionCase = (
  name: string,
  run: (simple: StoreTable, id: string, store: Store) => Promise<void>,
) => onTable(simpleTable, name, run, { needs })

/** All or none. */
export const transactionConformance: readonly ConformanceCase[] = [
  transactionCase('a transaction does all of its writes, on any tables', async (simple, id, store) => {
    await putAll(simple, [{ id: `${id}1` }, { id: `${id}2`, n: 1 }, { id: `${id}3` }])
    await store.transact([
      { table, type: 'put', record: { id, a: 1 }, condition: missing },
      { table, type: 'delete', key: { id: `${id}1` }, condition: exists },
      {
        table,
        type: 'update',
        key: { id: `${id}2` },
        update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
      },
      { table, type: 'check', key: { id: `${id}3` }, condition: exists },
      { table: textTable, type: 'put', record: { pk: id, sk: 'a' } },
      {
        table: genericTable,
        type: 'update',
        key: { pk: id, sk: 'a' },
        update: [
          { action: 'set', path: ['gsi0_pk'], value: id },
          { action: 'set', path: ['gsi0_sk'], value: 'g' },
        ],
      },
    ])
    assertSame(await simple.get({ id }), { id, a: 1 })
    assertSame(await simple.get({ id: `${id}1` }), undefined)
    assertSame(await simple.get({ id: `${id}2` }), { id: `${id}2`, n: 2 })
    assertSame(await store.table(textTable).get({ pk: id, sk: 'a' }), { pk: id, sk: 'a' })
    assert.equal((await store.table(genericTable).range({ index: 'gsi0', pk: id })).records.length, 1)
  }),

  transactionCase(
    'a transaction does nothing when one condition fails, and says which',
    async (simple, id, store) => {
      await putAll(simple, [{ id: `${id}1`, a: 1 }, { id: `${id}3` }])
      const writes: TransactionWrite[] = [
        { table, type: 'put', record: { id } },
        { table, type: 'put', record: { id: `${id}1`, a: 2 }, condition: missing },
        { table, type: 'check', key: { id: `${id}2` }, condition: exists },
        { table, type: 'delete', key: { id: `${id}3` } },
      ]
      const { reasons } = await rejects(store.transact(writes), TransactionFailedError)
      assert.equal(reasons.length, 4)
      const [first, second, third, fourth] = reasons
      assert.equal(first, null)
      assert.ok(second instanceof ConditionFailedError)
      assertSame(second.current as StoredRecord, { id: `${id}1`, a: 1 })
      assert.ok(third instanceof ConditionFailedError)
      assert.equal(third.current, undefined)
      assert.equal(fourth, null)
      assertSame(await simple.get({ id }), undefined)
      assertSame(await simple.get({ id: `${id}1` }), { id: `${id}1`, a: 1 })
      assertSame(await simple.get({ id: `${id}3` }), { id: `${id}3` })
    },
  ),

  transactionCase('conditions see the state before the transaction', async (simple, id, store) => {
    await store.transact([
      { table, type: 'put', record: { id: `${id}1` } },
      { table, type: 'check', key: { id: `${id}2` }, condition: missing },
    ])
    const move = store.transact([
      { table, type: 'delete', key: { id: `${id}1` }, condition: exists },
      { table, type: 'put', record: { id: `${id}2` }, condition: missing },
    ])
    await move
    assertSame(await simple.get({ id: `${id}2` }), { id: `${id}2` })
  }),

  transactionCase(
    'a transaction takes conditions that are always or never true',
    async (simple, id, store) => {
      await store.transact([
        { table, type: 'check', key: { id: `${id}1` }, condition: { op: 'and', conditions: [] } },
        { table, type: 'put', record: { id }, condition: { op: 'and', conditions: [] } },
        { table, type: 'update', key: { id: `${id}2` }, update: [] },
      ])
      assertSame(await simple.get({ id: `${id}2` }), { id: `${id}2` })
      const { reasons } = await rejects(
        store.transact([
          { table, type: 'update', key: { id: `${id}2` }, update: [], condition: missing },
          { table, type: 'delete', key: { id }, condition: { op: 'or', conditions: [] } },
        ]),
        TransactionFailedError,
      )
      assert.ok(reasons.every((reason) => reason instanceof ConditionFailedError))
      assertSame(await simple.get({ id }), { id })
    },
  ),

  transactionCase(
    'a transaction refuses an update that does not fit, and does nothing',
    async (simple, id, store) => {
      await put(simple, { id, text: 'x' })
      const failing = store.transact([
        { table, type: 'put', record: { id: `${id}1` } },
        {
          table,
          type: 'update',
          key: { id },
          update: [{ action: 'increment', path: ['text'], by: 1, initial: 0 }],
        },
      ])
      const error = await rejects(failing, TransactionFailedError, ValidationError)
      if (error instanceof TransactionFailedError) {
        assert.equal(error.reasons[0], null)
        assert.ok(error.reasons[1] instanceof ValidationError)
      }
      assertSame(await simple.get({ id: `${id}1` }), undefined)
    },
  ),

  transactionCase('a transaction refuses two writes of one record', async (simple, id, store) => {
    const twice: TransactionWrite[] = [
      { table, type: 'put', record: { id } },
      { table, type: 'check', key: { id }, condition: missing },
    ]
    await rejects(store.transact(twice), ValidationError)
    assertSame(await simple.get({ id }), undefined)
  }),

  transactionCase(
    'a transaction of nothing does nothing, one over the limit is refused',
    async (simple, id, store) => {
      await store.transact([])
      const writes = (count: number): TransactionWrite[] =>
        Array.from({ length: count }, (_, i) => ({ table, type: 'put', record: { id: `${id}${i}` } }))
      await rejects(store.transact(writes(store.limits.transaction + 1)), TooLargeError)
      assertSame(await simple.get({ id: `${id}0` }), undefined)
      await store.transact(writes(store.limits.transaction))
      assertSame(await simple.get({ id: `${id}${store.limits.transaction - 1}` }), {
        id: `${id}${store.limits.transaction - 1}`,
      })
    },
  ),

  transactionCase('concurrent transfers keep the sum', async (simple, id, store) => {
    const accounts = ['a', 'b', 'c'].map((name) => `${id}${name}`)
    await putAll(
      simple,
      accounts.map((account) => ({ id: account, balance: 100 })),
    )
    const add = (account: string, by: number, condition = true): TransactionWrite => ({
      table,
      type: 'update',
      key: { id: account },
      update: [{ action: 'increment', path: ['balance'], by, initial: 0 }],
      ...(condition && { condition: { op: 'gte', path: ['balance'], value: -by } }),
    })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => {
        const [from = '', to = ''] = [accounts[i % 3], accounts[(i + 1) % 3]]
        return store.transact([add(from, -30), add(to, 30, false)])
      }),
    )
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof TransactionFailedError)
    }
    const balances: number[] = []
    for (const account of accounts) {
      balances.push(Number((await simple.get({ id: account }, { consistent: true }))?.balance))
    }
    assert.equal(
      balances.reduce((sum, balance) => sum + balance, 0),
      300,
    )
    assert.ok(balances.every((balance) => balance >= 0))
  }),

  transactionCase('a refusal is of one moment, whatever comes meanwhile', async (simple, id, store) => {
    for (let round = 0; round < 20; round++) {
      const [order, credit] = [`${id}order${round}`, `${id}credit${round}`]
      await put(simple, { id: credit, n: 1 })
      const place = () =>
        store.transact([
          { table, type: 'put', record: { id: order }, condition: missing },
          {
            table,
            type: 'update',
            key: { id: credit },
            update: [{ action: 'increment', path: ['n'], by: -1, initial: 0 }],
            condition: { op: 'gte', path: ['n'], value: 1 },
          },
        ])
      const outcomes = await Promise.allSettled([place(), place(), place(), place(), place(), place()])
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue
        // Whoever takes the last credit places the order, so that neither is ever seen without the other.
        const { reasons } = outcome.reason as TransactionFailedError
        assert.ok(
          reasons.every(
            (reason) => reason instanceof ConflictError || reason instanceof ConditionFailedError,
          ),
        )
      }
    }
  }),
]
