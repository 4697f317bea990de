import { expect, test } from 'vitest'
import { ConditionFailedError, TransactionFailedError } from '../../../../../src/common/data/errors.ts'
import type { TransactionWrite } from '../../../../../src/common/data/store/store.ts'
import { startPostgres } from '../../../../support/postgres-server.ts'
import { describeOn, openStore, openThings, things } from './fixture.ts'

const started = await startPostgres()
const keyOf = (sk: string) => ({ pk: 'p', sk })
const absent = { op: 'missing', path: ['pk'] } as const

describeOn(started, 'concurrent writers on PostgreSQL', (server) => {
  /** Processes with connections of their own: nothing but the database keeps them apart. */
  async function openStores(count: number) {
    const { store, schema } = await openThings(server, { pool: { max: 8 } })
    const others = Array.from(
      { length: count - 1 },
      () => openStore(server, { schema, pool: { max: 8 } }).store,
    )
    const stores = [store, ...others].map((each) => ({ store: each, table: each.table(things) }))
    return (i: number) => stores[i % count] ?? { store, table: store.table(things) }
  }

  test('32 clients in 4 processes increment one record 320 times', async () => {
    const storeOf = await openStores(4)
    const clients = Array.from({ length: 32 }, (_, i) => storeOf(i))
    const sums = await Promise.all(
      clients.map(async (client) => {
        const seen: number[] = []
        for (let i = 0; i < 10; i++) {
          const result = await client.table.write({
            type: 'update',
            key: keyOf('counter'),
            update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
            returns: 'after',
          })
          seen.push(Number(result.record?.n))
        }
        return seen
      }),
    )
    expect(sums.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 320 }, (_, i) => i + 1))
  })

  test('of 32 creators exactly one wins, and all others see its record', async () => {
    const storeOf = await openStores(4)
    for (let round = 0; round < 10; round++) {
      const key = keyOf(`created-${round}`)
      const outcomes = await Promise.allSettled(
        Array.from({ length: 32 }, (_, writer) =>
          storeOf(writer).table.write({ type: 'put', record: { ...key, writer }, condition: absent }),
        ),
      )
      const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []))
      expect(winners).toHaveLength(1)
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue
        expect(outcome.reason).toBeInstanceOf(ConditionFailedError)
        expect((outcome.reason as ConditionFailedError).current).toEqual({ ...key, writer: winners[0] })
      }
    }
  })

  test('a record that is created and deleted all the time never breaks a condition', async () => {
    const storeOf = await openStores(2)
    const [first, second] = [storeOf(0), storeOf(1)]
    const key = keyOf('flickering')
    let [created, deleted] = [0, 0]
    const attempt = async (work: Promise<unknown>, count: () => void) => {
      await work.then(count, (error: unknown) => {
        expect(error).toBeInstanceOf(ConditionFailedError)
      })
    }
    await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const { table } = i % 2 ? first : second
        if (i % 4 < 2) {
          await attempt(table.write({ type: 'put', record: key, condition: absent }), () => created++)
        } else {
          const condition = { op: 'exists', path: ['pk'] } as const
          await attempt(table.write({ type: 'delete', key, condition }), () => deleted++)
        }
      }),
    )
    const left = (await first.table.get(key)) === undefined ? 0 : 1
    expect(created - deleted).toBe(left)
    expect(created).toBeGreaterThan(0)
  })

  test('transactions over the same records in every order all finish, and the sum holds', async () => {
    const storeOf = await openStores(4)
    const accounts = Array.from({ length: 8 }, (_, i) => `account-${i}`)
    await storeOf(0).table.batchWrite(
      accounts.map((sk) => ({ type: 'put', record: { ...keyOf(sk), balance: 100 } })),
    )
    const add = (sk: string, by: number): TransactionWrite => ({
      table: things,
      type: 'update',
      key: keyOf(sk),
      update: [{ action: 'increment', path: ['balance'], by, initial: 0 }],
    })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 160 }, (_, i) => {
        const shuffled = accounts.toSorted((a, b) => hash(`${a}${i}`) - hash(`${b}${i}`)).slice(0, 5)
        const writes = shuffled.map((sk, place) => add(sk, place === 0 ? -4 : 1))
        return storeOf(i).store.transact(writes)
      }),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
    const { records } = await storeOf(0).table.range({ pk: 'p' })
    expect(records.reduce((sum, record) => sum + Number(record.balance), 0)).toBe(800)
  })

  test('two transactions that each rely on the absence of what the other writes never both happen', async () => {
    const storeOf = await openStores(2)
    const [first, second] = [storeOf(0), storeOf(1)]
    for (let round = 0; round < 40; round++) {
      const [a, b] = [keyOf(`a${round}`), keyOf(`b${round}`)]
      const exclusive = (mine: typeof a, others: typeof a): TransactionWrite[] => [
        { table: things, type: 'check', key: others, condition: absent },
        { table: things, type: 'put', record: mine },
      ]
      const outcomes = await Promise.allSettled([
        first.store.transact(exclusive(a, b)),
        second.store.transact(exclusive(b, a)),
      ])
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const refused = outcomes.find((outcome) => outcome.status === 'rejected')
      expect(refused?.reason).toBeInstanceOf(TransactionFailedError)
      const found = await first.table.batchGet([a, b])
      expect(found.records).toHaveLength(1)
    }
  })

  test('batches over the same records in opposite orders all finish', async () => {
    const storeOf = await openStores(4)
    const keys = Array.from({ length: 25 }, (_, i) => keyOf(`batch-${i}`))
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const writes = keys.map((key, place) =>
          (place + i) % 3 === 0
            ? { type: 'delete' as const, key }
            : { type: 'put' as const, record: { ...key, i } },
        )
        return storeOf(i).table.batchWrite(i % 2 ? writes : writes.toReversed())
      }),
    )
    expect((await storeOf(0).table.count({ pk: 'p' })).matched).toBeLessThanOrEqual(25)
  })
})

function hash(text: string): number {
  let state = 7
  for (const character of text) state = (state * 31 + (character.codePointAt(0) ?? 0)) % 1009
  return state
}
