import { describe, expect, test } from 'vitest'
import {
  ConditionFailedError,
  TooLargeError,
  TransactionFailedError,
  UnavailableError,
  ValidationError,
} from '../../../../../src/common/data/errors.ts'
import type { StoredRecord } from '../../../../../src/common/data/store/value.ts'
import { openStore, temporaryFile } from './fixture.ts'
import { things } from './things.ts'

const item = (sk: string, more: StoredRecord = {}): StoredRecord => ({ pk: 'p', sk, ...more })

describe.each([
  ['in memory', () => ':memory:'],
  ['in a file', temporaryFile],
])('%s', (_place, path) => {
  test('an item is put, read, changed and deleted', async () => {
    const { table } = await openStore(path())
    const key = { pk: 'p', sk: 'a' }
    expect(await table.get(key)).toBeUndefined()
    expect(await table.write({ type: 'put', record: item('a', { n: 1 }), returns: 'before' })).toEqual({})
    expect(
      await table.write({
        type: 'update',
        key,
        update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
        returns: 'after',
      }),
    ).toEqual({ record: item('a', { n: 2 }) })
    expect(await table.get(key)).toEqual(item('a', { n: 2 }))
    expect(await table.write({ type: 'delete', key, returns: 'before' })).toEqual({
      record: item('a', { n: 2 }),
    })
    expect(await table.write({ type: 'delete', key, returns: 'before' })).toEqual({})
    expect(await table.get(key)).toBeUndefined()
  })

  test('of reads at once each gets its own item, or its own error', async () => {
    const { table } = await openStore(path())
    const names = Array.from({ length: 40 }, (_, index) => `s${index}`)
    await table.batchWrite(names.slice(0, 20).map((sk) => ({ type: 'put', record: item(sk) })))
    const bad = table.get({ pk: 'p', sk: 7 }).catch((error: unknown) => error)
    const found = await Promise.all(names.map((sk) => table.get({ pk: 'p', sk })))
    expect(found).toEqual(names.map((sk, index) => (index < 20 ? item(sk) : undefined)))
    expect(await bad).toBeInstanceOf(ValidationError)
    await table.write({ type: 'put', record: item('s30') })
    expect(await table.get({ pk: 'p', sk: 's30' })).toEqual(item('s30'))
  })

  test('reads under way are answered before the store closes, and later ones refused', async () => {
    const { store, table } = await openStore(path())
    await table.write({ type: 'put', record: item('a') })
    const reads = Promise.all(['a', 'b', 'a', 'b'].map((sk) => table.get({ pk: 'p', sk })))
    await store.close()
    expect(await reads).toEqual([item('a'), undefined, item('a'), undefined])
    await expect(table.get({ pk: 'p', sk: 'a' })).rejects.toThrow(UnavailableError)
  })

  test('a failed condition tells the current item and leaves its neighbours alone', async () => {
    const { table } = await openStore(path())
    await table.write({ type: 'put', record: item('a', { n: 1 }) })
    const results = await Promise.allSettled([
      table.write({ type: 'put', record: item('b') }),
      table.write({ type: 'put', record: item('a', { n: 9 }), condition: { op: 'missing', path: ['pk'] } }),
      table.write({ type: 'put', record: item('c') }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const reason: unknown = results[1].status === 'rejected' ? results[1].reason : undefined
    expect(reason).toBeInstanceOf(ConditionFailedError)
    expect((reason as ConditionFailedError).current).toEqual(item('a', { n: 1 }))
    expect((await table.range({ pk: 'p' })).records).toEqual([item('a', { n: 1 }), item('b'), item('c')])
  })

  test('a transaction is all or nothing and says why', async () => {
    const { store, table } = await openStore(path())
    await table.write({ type: 'put', record: item('a', { n: 1 }) })
    const failed = store.transact([
      { type: 'put', table: things, record: item('b') },
      {
        type: 'check',
        table: things,
        key: { pk: 'p', sk: 'a' },
        condition: { op: 'eq', path: ['n'], value: 2 },
      },
      {
        type: 'update',
        table: things,
        key: { pk: 'p', sk: 'a' + 'x' },
        update: [{ action: 'set', path: ['x', 'y'], value: 1 }],
      },
    ])
    const error: unknown = await failed.catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(TransactionFailedError)
    const { reasons } = error as TransactionFailedError
    expect(reasons[0]).toBeNull()
    expect(reasons[1]).toBeInstanceOf(ConditionFailedError)
    expect(reasons[1]).toHaveProperty('current', item('a', { n: 1 }))
    expect(reasons[2]).toBeInstanceOf(ValidationError)
    expect((await table.range({ pk: 'p' })).records).toEqual([item('a', { n: 1 })])

    await store.transact([
      { type: 'put', table: things, record: item('b') },
      { type: 'delete', table: things, key: { pk: 'p', sk: 'a' } },
    ])
    expect((await table.range({ pk: 'p' })).records).toEqual([item('b')])
  })

  test('batches write and read many items', async () => {
    const { table } = await openStore(path())
    const records = Array.from({ length: 25 }, (_, i) => item(`k${i}`))
    expect(await table.batchWrite(records.map((record) => ({ type: 'put', record })))).toEqual({
      unprocessed: [],
    })
    await table.batchWrite([
      { type: 'delete', key: { pk: 'p', sk: 'k0' } },
      { type: 'put', record: item('k1', { n: 1 }) },
    ])
    const found = await table.batchGet(['k0', 'k1', 'k2'].map((sk) => ({ pk: 'p', sk })))
    expect(found).toEqual({ records: [item('k1', { n: 1 }), item('k2')], unprocessed: [] })
    expect(await table.count({})).toEqual({ matched: 24, read: 24 })
  })

  test('refuses what DynamoDB refuses', async () => {
    const { store, table } = await openStore(path())
    const put = (record: StoredRecord): Promise<unknown> => table.write({ type: 'put', record })
    await expect(put({ pk: 'p' })).rejects.toThrow(ValidationError)
    await expect(put({ pk: '', sk: 'a' })).rejects.toThrow(ValidationError)
    await expect(put({ pk: 1, sk: 'a' })).rejects.toThrow(ValidationError)
    await expect(put({ pk: '\ud800', sk: 'a' })).rejects.toThrow(ValidationError)
    await expect(put({ pk: 'x'.repeat(2049), sk: 'a' })).rejects.toThrow(TooLargeError)
    await expect(put(item('a', { group: 'g', rank: 'not a number' }))).rejects.toThrow(ValidationError)
    await expect(put(item('a', { group: null, rank: 1 }))).rejects.toThrow(ValidationError)
    await expect(put(item('a', { text: 'é'.repeat(210_000) }))).rejects.toThrow(TooLargeError)
    await expect(table.range({ pk: 'p', index: 'none' })).rejects.toThrow(ValidationError)
    await expect(table.scan({ limit: 0 })).rejects.toThrow(ValidationError)
    const twice = { type: 'put' as const, record: item('a') }
    await expect(table.batchWrite([twice, twice])).rejects.toThrow(ValidationError)
    await expect(
      store.transact([
        { ...twice, table: things },
        { ...twice, table: things },
      ]),
    ).rejects.toThrow(ValidationError)
    expect(await table.count({})).toEqual({ matched: 0, read: 0 })
  })

  test('secrets are made once and kept', async () => {
    const { store } = await openStore(path())
    const secret = store.secret('cursor')
    expect(secret).toHaveLength(32)
    expect(store.secret('cursor')).toEqual(secret)
    expect(store.secret('other')).not.toEqual(secret)
  })

  test('close finishes the writes under way, and nothing works after it', async () => {
    const { store, table } = await openStore(path())
    const writes = Array.from({ length: 50 }, (_, i) => table.write({ type: 'put', record: item(`k${i}`) }))
    const closing = store.close()
    expect(await Promise.all(writes)).toHaveLength(50)
    await closing
    await expect(table.write({ type: 'put', record: item('z') })).rejects.toThrow(UnavailableError)
    await expect(table.get({ pk: 'p', sk: 'k0' })).rejects.toThrow(UnavailableError)
    await expect(store.ping()).rejects.toThrow(UnavailableError)
  })
})
