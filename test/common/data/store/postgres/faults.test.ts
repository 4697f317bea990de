import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import {
  ConditionFailedError,
  TransactionFailedError,
  UnavailableError,
} from '../../../../../src/common/data/errors.ts'
import { wasCommitted } from '../../../../../src/common/data/store/postgres/commit-outcome.ts'
import { Database } from '../../../../../src/common/data/store/postgres/database.ts'
import { startOwnPostgres } from '../../../../support/postgres-server.ts'
import { startFaultyProxy, type Fault } from './faulty-proxy.ts'
import { describeOn, openStore, openThings, runSql, things } from './fixture.ts'

const started = await startOwnPostgres()
const key = { pk: 'p', sk: 'a' }
const increment = {
  type: 'update',
  key,
  update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
  returns: 'after',
} as const

/** Calls until the promise is kept; a store that has lost its server recovers by itself. */
async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      expect(error).toBeInstanceOf(UnavailableError)
      if (attempt === 100) throw error
      await sleep(20)
    }
  }
}

/** A server that takes connections and says nothing; the port. */
async function listenMutely(): Promise<number> {
  const sockets = new Set<Socket>()
  const mute = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(
    0,
    '127.0.0.1',
  )
  await new Promise((resolve) => mute.once('listening', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    mute.close()
  })
  return (mute.address() as AddressInfo).port
}

describeOn(started, 'faults of PostgreSQL', (server) => {
  const { connectionString } = server

  test('an idle connection that the server ends is replaced without a sign', async () => {
    const pool = { applicationName: 'idle-victim' }
    const { table } = await openThings(server, { pool })
    await table.write({ type: 'put', record: key })
    const sql = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1'
    for (let round = 0; round < 5; round++) {
      expect(await runSql(connectionString, sql, [pool.applicationName])).not.toEqual([])
      await sleep(20)
      expect(await table.get(key)).toEqual(key)
    }
  })

  test('a server that stops in the middle loses nothing it acknowledged, and the store recovers', async () => {
    const { store, table } = await openThings(server)
    await table.write(increment)
    let acknowledged = 1
    let failed = 0
    let isOver = false
    const clients = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        await table.write(increment).then(
          () => acknowledged++,
          async (error: unknown) => {
            expect(error).toBeInstanceOf(UnavailableError)
            failed++
            await sleep(5)
          },
        )
      }
    })
    await sleep(150)
    await server.end('crash')
    await expect(store.ping()).rejects.toThrow(UnavailableError)
    await expect(table.get(key)).rejects.toThrow(UnavailableError)
    await expect(table.write({ type: 'put', record: key })).rejects.toThrow(UnavailableError)
    await expect(store.transact([{ ...increment, table: things }])).rejects.toThrow(UnavailableError)
    await server.start()
    await untilAnswered(() => store.ping())
    await sleep(100)
    isOver = true
    await Promise.all(clients)
    const stored = Number((await table.get(key))?.n)
    expect(failed).toBeGreaterThan(0)
    expect(stored).toBeGreaterThanOrEqual(acknowledged)
    // A write whose commit could not be asked about in time may have been done.
    expect(stored - acknowledged).toBeLessThanOrEqual(failed)
  })

  test('a commit is known through an orderly restart, and not taken for known after a crash', async () => {
    const database = new Database(connectionString)
    onTestFinished(() => database.close())
    const commit = () =>
      database.session(async ({ send, serverLife }) => {
        const [result] = await send([{ text: 'SELECT pg_current_xact_id()' }])
        return { transactionId: String(result?.rows[0]?.[0]), serverLife: await serverLife() }
      })
    const first = await commit()
    expect(await wasCommitted(database, first)).toBe(true)
    await server.end('shutdown')
    await server.start()
    expect(await wasCommitted(database, first)).toBe(true)
    await server.end('crash')
    await server.start()
    expect(await wasCommitted(database, first)).toBeUndefined()
    expect(await wasCommitted(database, await commit())).toBe(true)
    // As on a standby that took over.
    expect(await wasCommitted(database, { ...first, transactionId: '123456789012' })).toBe(false)
  })

  test('a commit that a mute server cannot be asked about is given up long before each question is', async () => {
    const port = await listenMutely()
    const database = new Database(`postgres://someone:secret@127.0.0.1:${port}/postgres`, {
      // Longer than a test may take.
      connectionTimeout: 300_000,
    })
    expect(await wasCommitted(database, { transactionId: '1', serverLife: '' })).toBeUndefined()
  })

  async function openBehindProxy() {
    const proxy = await startFaultyProxy(server.port)
    onTestFinished(() => proxy.close())
    const { schema } = await openThings(server)
    const address = connectionString.replace(`:${server.port}`, `:${proxy.port}`)
    const { store } = openStore(server, { connectionString: address, schema })
    return {
      store,
      table: store.table(things),
      failNext: (fault: Fault) => {
        proxy.failNext(fault)
      },
    }
  }

  test('a write whose answer is lost is done once, and answers as if nothing had happened', async () => {
    const { store, table, failNext } = await openBehindProxy()
    for (let n = 1; n <= 5; n++) {
      failNext('answer lost')
      expect((await table.write(increment)).record?.n).toBe(n)
    }
    failNext('answer lost')
    const absent = { op: 'missing', path: ['pk'] } as const
    await table.write({ type: 'put', record: { ...key, sk: 'created' }, condition: absent })
    failNext('answer lost')
    const { record } = await table.write({
      type: 'delete',
      key: { ...key, sk: 'created' },
      returns: 'before',
    })
    expect(record).toEqual({ ...key, sk: 'created' })
    failNext('answer lost')
    await store.transact([
      { ...increment, table: things },
      { table: things, type: 'put', record: { ...key, sk: 'b' } },
    ])
    expect((await table.range({ pk: 'p' })).records).toEqual([
      { ...key, n: 6 },
      { ...key, sk: 'b' },
    ])
  })

  test('a write whose commit never arrived is reported, and was not done', async () => {
    const { store, table, failNext } = await openBehindProxy()
    await table.write(increment)
    failNext('request lost')
    await expect(table.write(increment)).rejects.toThrow(/connection .* lost: the write was not done/)
    failNext('request lost')
    await expect(store.transact([{ ...increment, table: things }])).rejects.toThrow(UnavailableError)
    expect(await table.get(key)).toEqual({ ...key, n: 1 })
    expect((await table.write(increment)).record?.n).toBe(2)
  })

  test('a statement that waits too long is given up, and its connection is usable again', async () => {
    const { table, schema } = await openThings(server, { pool: { statementTimeout: 200, max: 1 } })
    await table.write({ type: 'put', record: key })
    const held = runSql(
      connectionString,
      `DO $$ BEGIN PERFORM 1 FROM "${schema}".dev_things FOR UPDATE; PERFORM pg_sleep(1); END $$`,
    )
    await sleep(100)
    await expect(table.write(increment)).rejects.toThrow(/time limit/)
    await expect(table.write({ type: 'put', record: key })).rejects.toThrow(UnavailableError)
    expect(await table.get(key)).toEqual(key)
    await held
    expect((await table.write(increment)).record?.n).toBe(1)
  })

  test('a server that takes connections and says nothing is given up', async () => {
    const port = await listenMutely()
    const { store } = openStore(server, {
      connectionString: `postgres://someone:secret@127.0.0.1:${port}/postgres`,
      schema: 'public',
      pool: { connectionTimeout: 200 },
    })
    const started = Date.now()
    await expect(store.ping()).rejects.toThrow(UnavailableError)
    expect(Date.now() - started).toBeLessThan(2000)
  })

  test('a refused write leaves neither a lock nor a transaction', async () => {
    const { store, table } = await openThings(server, { pool: { max: 1 } })
    await table.write({ type: 'put', record: key })
    const condition = { op: 'missing', path: ['pk'] } as const
    const refused = { type: 'put', record: key, condition } as const
    for (let i = 0; i < 3; i++) {
      await expect(table.write(refused)).rejects.toThrow(ConditionFailedError)
      await expect(store.transact([{ ...refused, table: things }])).rejects.toThrow(TransactionFailedError)
    }
    const other = await openThings(server)
    await other.table.write(increment)
    expect((await table.write(increment)).record?.n).toBe(1)
  })
})
