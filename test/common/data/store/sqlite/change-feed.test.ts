import { expect, onTestFinished, test } from 'vitest'
import type { ChangeRecord } from '../../../../../src/common/data/changes/change-record.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import type { ChangeFeed, FeedPosition } from '../../../../../src/common/data/store/change-feed.ts'
import { openDatabase } from '../../../../../src/common/data/store/sqlite/driver.ts'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { temporaryFile } from './fixture.ts'
import { tableName } from './things.ts'

const plain = { base: 'items', key: { pk: 'id' }, deployment: { tier: 'test', flag: 'Enable' } } as const
const items = defineTable({ ...plain, ttl: 'expires', stream: 'NEW_AND_OLD_IMAGES' })
const unstreamed = defineTable(plain)

async function openItems(path = temporaryFile()) {
  const store = SqliteStore.open({ path, tableName })
  onTestFinished(() => store.close())
  await store.createTable(items)
  const raw = openDatabase(path)
  onTestFinished(() => {
    raw.close()
  })
  const put = (id: string, more: object = {}) =>
    store.table(items).write({ type: 'put', record: { id, ...more } })
  return { store, path, raw, put, table: store.table(items), feed: store.changes([items]) }
}

async function readAll(feed: ChangeFeed, from?: FeedPosition): Promise<ChangeRecord[]> {
  const changes: ChangeRecord[] = []
  for (let position = from; ;) {
    const batch = await feed.read(position)
    changes.push(...batch.changes)
    position = batch.next
    if (batch.isEnd) return changes
  }
}

const textOf = (changes: readonly ChangeRecord[]) =>
  changes.map(({ kind, keys, isExpiry }) => `${kind} ${keys.id as string}${isExpiry ? ' expired' : ''}`)

test('a table that is streamed later has changes from then on, and one that is not any more has none', async () => {
  const { store, raw, put } = await openItems()
  const triggers = () => raw.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all([]).length
  await store.createTable(unstreamed)
  await put('a')
  expect(triggers()).toBe(0)
  await store.createTable(items)
  await store.createTable(items)
  expect(triggers()).toBe(3)
  await put('b')
  await store.createTable(unstreamed)
  await put('c')
  expect(textOf(await readAll(store.changes([items])))).toEqual(['insert b'])
})

test('a table that never was streamed pays nothing: no log, no trigger', async () => {
  const path = temporaryFile()
  const store = SqliteStore.open({ path, tableName })
  onTestFinished(() => store.close())
  await store.createTable(unstreamed)
  const raw = openDatabase(path)
  expect(raw.prepare('SELECT name FROM sqlite_master').all([])).toEqual([
    ['":meta"'.slice(1, -1)],
    ['dev_items'],
  ])
  raw.close()
})

test('a view of keys or one image shows no more', async () => {
  const { store, put, table } = await openItems()
  await put('a', { n: 1 })
  await put('a', { n: 2 })
  await table.write({ type: 'delete', key: { id: 'a' } })
  const images = async (stream: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE') =>
    (await readAll(store.changes([defineTable({ ...plain, stream })]))).map(({ kind, before, after }) => [
      kind,
      before?.n,
      after?.n,
    ])
  expect(await images('KEYS_ONLY')).toEqual([
    ['insert', undefined, undefined],
    ['modify', undefined, undefined],
    ['remove', undefined, undefined],
  ])
  expect(await images('NEW_IMAGE')).toEqual([
    ['insert', undefined, 1],
    ['modify', undefined, 2],
    ['remove', undefined, undefined],
  ])
  expect(await images('OLD_IMAGE')).toEqual([
    ['insert', undefined, undefined],
    ['modify', 1, undefined],
    ['remove', 2, undefined],
  ])
})

test('the removal of an item whose time was over is an expiry', async () => {
  const { put, table, feed } = await openItems()
  const now = Math.floor(Date.now() / 1000)
  await put('over', { expires: now - 10 })
  await put('alive', { expires: now + 1000 })
  await put('no time', { expires: 'never' })
  for (const id of ['over', 'alive', 'no time']) await table.write({ type: 'delete', key: { id } })
  expect(textOf(await readAll(feed)).slice(3)).toEqual([
    'remove over expired',
    'remove alive',
    'remove no time',
  ])
})

test('what another process writes, through the store or past it, wakes a reader soon', async () => {
  const { path, raw, feed } = await openItems()
  const other = SqliteStore.open({ path, tableName })
  onTestFinished(() => other.close())
  const watch = feed.watch()
  await watch.next()
  await other.table(items).write({ type: 'put', record: { id: 'a' } })
  raw.exec(
    `UPDATE dev_items SET data = '{"id":"a","n":1}'; UPDATE dev_items SET data = data; DELETE FROM dev_items`,
  )
  const before = performance.now()
  await watch.next()
  watch.close()
  expect(performance.now() - before).toBeLessThan(1000)
  expect(textOf(await readAll(feed))).toEqual(['insert a', 'modify a', 'remove a'])
  expect(raw.prepare('SELECT count(*) FROM ":changes"').get([])).toEqual([3])
})

test('a row that cannot be read is reported, and the others are read', async () => {
  const { put, raw, feed } = await openItems()
  for (const id of ['a', 'b', 'c', 'd', 'e']) await put(id)
  raw.exec(`UPDATE ":changes" SET after = '{"id"' WHERE sequence = 1`)
  raw.exec(`UPDATE ":changes" SET after = '{"id":5}' WHERE sequence = 2`)
  raw.exec(`UPDATE ":changes" SET after = NULL WHERE sequence = 3`)
  raw.exec(`UPDATE ":changes" SET before = '{"id":"other"}' WHERE sequence = 4`)
  const { changes, malformed, isEnd } = await feed.read()
  expect([textOf(changes), isEnd]).toEqual([['insert e'], true])
  expect(malformed.map(({ id }) => id)).toEqual([1, 2, 3, 4].map((n) => `dev_items:${n}`))
  await expect(feed.read('-1')).rejects.toThrow('Not a position')
})

test('changes are kept until every consumer has passed them, and no longer than a day', async () => {
  const { put, raw, feed } = await openItems()
  const age = (modifier: string) => {
    raw.exec(`UPDATE ":changes" SET time = strftime('%Y-%m-%dT%H:%M:%fZ', time, '${modifier}')`)
  }
  await put('a')
  const first = (await feed.read()).next
  await put('b')
  const second = (await feed.read()).next
  await put('c')
  expect(await feed.trim([first, second])).toEqual({ removed: 0, lost: 0 })
  age('-1 hour')
  expect(await feed.trim([])).toEqual({ removed: 0, lost: 0 })
  expect(await feed.trim([first, second])).toEqual({ removed: 1, lost: 0 })
  expect(textOf(await readAll(feed))).toEqual(['insert b', 'insert c'])
  age('-1 day')
  expect(await feed.trim([second])).toEqual({ removed: 2, lost: 1 })
  expect(await readAll(feed)).toEqual([])
  await put('d')
  // Numbers are never given twice, also when the log was empty.
  expect(textOf(await readAll(feed, second))).toEqual(['insert d'])
})

test('a process that only writes keeps its log short', async () => {
  const { put, raw, store } = await openItems()
  await put('old')
  raw.exec(`UPDATE ":changes" SET time = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-25 hours')`)
  for (let i = 0; i < 1000; i++) await put('new', { i })
  await store.close()
  expect(raw.prepare('SELECT min(sequence) FROM ":changes"').get([])).toEqual([2])
})
