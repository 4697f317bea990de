import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { ChangeRecord } from '../../../../../src/common/data/changes/change-record.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import type { ChangeFeed, FeedPosition } from '../../../../../src/common/data/store/change-feed.ts'
import type { PostgresStore } from '../../../../../src/common/data/store/postgres/postgres-store.ts'
import { startPostgres, type PostgresServer } from '../../../../support/postgres-server.ts'
import { deployment, describeOn, openStore, runSql } from './fixture.ts'

const started = await startPostgres()
const plain = { base: 'items', key: { pk: 'id' }, deployment } as const
const items = defineTable({ ...plain, stream: 'NEW_AND_OLD_IMAGES' })
const unstreamed = defineTable(plain)

const feedOf = (store: PostgresStore): ChangeFeed => store.changes([items])

async function openItems(server: PostgresServer) {
  const { store, schema } = openStore(server)
  await store.createTable(items)
  const { connectionString } = server
  const sql = (text: string) => runSql(connectionString, text.replaceAll('items', `"${schema}"."dev_items"`))
  const log = (text: string) => runSql(connectionString, text.replaceAll('LOG', `"${schema}".":changes"`))
  return { store, schema, table: store.table(items), feed: feedOf(store), sql, log }
}

/** Reads on until the end. */
async function readAll(
  feed: ChangeFeed,
  from?: FeedPosition,
  limit?: number,
): Promise<{ changes: ChangeRecord[]; next: FeedPosition }> {
  const changes: ChangeRecord[] = []
  for (let position = from; ;) {
    const batch = await feed.read(position, limit)
    changes.push(...batch.changes)
    position = batch.next
    if (batch.isEnd) return { changes, next: position }
  }
}

const textOf = (changes: readonly ChangeRecord[]) =>
  changes.map(({ kind, keys, after }) => `${kind} ${keys.id as string} ${Number(after?.n ?? 0)}`)

/** Transactions of somebody else, each on a connection of its own. */
async function openTransaction(server: PostgresServer, schema: string) {
  const client = new Client({ connectionString: server.connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('BEGIN')
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id() id')
  const record = (id: string, n: number): string => JSON.stringify({ id, n })
  const table = `"${schema}"."dev_items"`
  return {
    id: BigInt(rows[0]?.id ?? 0),
    put: (id: string, n: number) =>
      client.query(
        `INSERT INTO ${table} (pk, data) VALUES ($1, $2) ON CONFLICT (pk) DO UPDATE SET data = excluded.data`,
        [id, record(id, n)],
      ),
    commit: () => client.query('COMMIT'),
    rollback: () => client.query('ROLLBACK'),
  }
}

describeOn(started, 'the change feed of PostgreSQL', (server) => {
  test('a transaction that commits late is neither skipped nor waited for', async () => {
    const { table, feed, schema } = await openItems(server)
    const late = await openTransaction(server, schema)
    await late.put('late', 1)
    await table.write({ type: 'put', record: { id: 'a', n: 1 } })
    const first = await readAll(feed)
    expect(textOf(first.changes)).toEqual(['insert a 1'])
    await table.write({ type: 'put', record: { id: 'b', n: 1 } })
    const second = await readAll(feed, first.next)
    expect(textOf(second.changes)).toEqual(['insert b 1'])
    await late.commit()
    const third = await readAll(feed, second.next)
    expect(textOf(third.changes)).toEqual(['insert late 1'])
    expect((await readAll(feed, third.next)).changes).toEqual([])
  })

  test('a change of an older transaction that waited for a younger one comes after it', async () => {
    const { feed, schema, table } = await openItems(server)
    await table.write({ type: 'put', record: { id: 'a', n: 0 } })
    const { next } = await readAll(feed)
    const older = await openTransaction(server, schema)
    // What holds the horizon of finished transactions between the two.
    const between = await openTransaction(server, schema)
    const younger = await openTransaction(server, schema)
    expect([older.id < between.id, between.id < younger.id]).toEqual([true, true])
    await younger.put('a', 1)
    const waiting = older.put('a', 2)
    await sleep(50)
    await younger.commit()
    await waiting
    await older.commit()
    const seen = await readAll(feed, next)
    expect(textOf(seen.changes)).toEqual(['modify a 1', 'modify a 2'])
    await between.rollback()
    expect((await readAll(feed, seen.next)).changes).toEqual([])
  })

  test('readers of every batch size see each change of 24 concurrent clients once, those of an item in order', async () => {
    const { store, schema, feed } = await openItems(server)
    const stores = [store, ...Array.from({ length: 3 }, () => openStore(server, { schema }).store)]
    let isDone = false
    const reader = async (limit: number) => {
      const changes: ChangeRecord[] = []
      for (let position: FeedPosition | undefined; ;) {
        const wasDone = isDone
        const part = await readAll(feed, position, limit)
        changes.push(...part.changes)
        position = part.next
        if (wasDone) return changes
      }
    }
    const readers = Promise.all([reader(1), reader(7), reader(100)])
    await Promise.all(
      Array.from({ length: 24 }, async (_, client) => {
        const own = stores[client % 4] ?? store
        for (let i = 0; i < 15; i++) {
          const update = [{ action: 'increment', path: ['n'], by: 1, initial: 0 }] as const
          const ids = [`i${(client + i) % 5}`, `j${(client * 7 + i) % 3}`]
          await own.transact(ids.map((id) => ({ table: items, type: 'update', key: { id }, update })))
        }
      }),
    )
    isDone = true
    for (const changes of await readers) {
      expect(changes).toHaveLength(24 * 15 * 2)
      expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length)
      const last = new Map<unknown, number>()
      for (const { keys, after } of changes) {
        expect(after?.n).toBe((last.get(keys.id) ?? 0) + 1)
        last.set(keys.id, Number(after?.n))
      }
    }
  })

  test('a change by another process wakes a reader before the next poll', async () => {
    const { schema, feed } = await openItems(server)
    const other = openStore(server, { schema }).store
    const watch = feed.watch()
    const waits: number[] = []
    // The connection that listens comes up in the meantime.
    await sleep(300)
    for (let i = 0; i < 5; i++) {
      await watch.next()
      const woken = watch.next()
      const before = performance.now()
      await other.table(items).write({ type: 'put', record: { id: `i${i}` } })
      await woken
      waits.push(performance.now() - before)
      await sleep(50)
    }
    watch.close()
    expect(Math.min(...waits)).toBeLessThan(100)
  })

  test('what goes past the store is a change as well', async () => {
    const { table, feed, sql } = await openItems(server)
    await table.write({ type: 'put', record: { id: 'a', n: 1 } })
    const { next } = await readAll(feed)
    await sql(`UPDATE items SET data = '{"id":"a","n":2}'`)
    await sql(`UPDATE items SET data = data`)
    await sql(`DELETE FROM items`)
    expect(textOf((await readAll(feed, next)).changes)).toEqual(['modify a 2', 'remove a 0'])
  })

  test('a table that is streamed later has changes from then on, and one that is not any more has none', async () => {
    const { store, schema } = openStore(server)
    await store.createTable(unstreamed)
    const write = (n: number) => store.table(items).write({ type: 'put', record: { id: 'a', n } })
    await write(1)
    expect(await store.createTable(items)).toBe(false)
    await write(2)
    expect(await store.createTable(items)).toBe(false)
    await write(3)
    await store.createTable(unstreamed)
    await write(4)
    expect(textOf((await readAll(feedOf(store))).changes)).toEqual(['modify a 2', 'modify a 3'])
    const triggers = `SELECT tgname FROM pg_trigger WHERE tgrelid = '"${schema}"."dev_items"'::regclass`
    expect(await runSql(server.connectionString, triggers)).toEqual([])
  })

  test('a row that cannot be read is reported, and the others are read', async () => {
    const { table, feed, log } = await openItems(server)
    for (const id of ['a', 'b', 'c', 'd']) await table.write({ type: 'put', record: { id } })
    await log(`UPDATE LOG SET after = '[1]' WHERE sequence = 1`)
    await log(`UPDATE LOG SET after = '{"id":5}' WHERE sequence = 2`)
    await log(`UPDATE LOG SET after = NULL WHERE sequence = 3`)
    const { changes, malformed } = await feed.read()
    expect(textOf(changes)).toEqual(['insert d 0'])
    expect(malformed.map(({ id }) => id)).toEqual(['dev_items:1', 'dev_items:2', 'dev_items:3'])
    await expect(feed.read('nonsense')).rejects.toThrow('Not a position')
  })

  test('changes are kept until every consumer has passed them, and no longer than a day', async () => {
    const { table, feed, log } = await openItems(server)
    const put = (id: string) => table.write({ type: 'put', record: { id } })
    const ids = async () => (await readAll(feed)).changes.map(({ keys }) => keys.id)
    await put('a')
    const first = (await readAll(feed)).next
    await put('b')
    const second = (await readAll(feed, first)).next
    await put('c')
    expect(await feed.trim([first, second])).toEqual({ removed: 0, lost: 0 })
    await log(`UPDATE LOG SET time = time - interval '1 hour'`)
    expect(await feed.trim([])).toEqual({ removed: 0, lost: 0 })
    expect(await feed.trim([first, second])).toEqual({ removed: 1, lost: 0 })
    expect(await ids()).toEqual(['b', 'c'])
    await log(`UPDATE LOG SET time = time - interval '1 day'`)
    expect(await feed.trim([second])).toEqual({ removed: 2, lost: 1 })
    expect(await ids()).toEqual([])
    await put('d')
    expect(textOf((await readAll(feed, second)).changes)).toEqual(['insert d 0'])
  })
})
