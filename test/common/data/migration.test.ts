import { Type } from '@sinclair/typebox'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ThrottledError } from '../../../src/common/data/errors.ts'
import type { MigrationFailure, Upgrade } from '../../../src/common/data/item-migration.ts'
import {
  defineMigration,
  migrate,
  type MigrationOptions,
  type MigrationReport,
} from '../../../src/common/data/migration.ts'
import { defaulted } from '../../../src/common/data/model/attributes.ts'
import { defineModel, type Model } from '../../../src/common/data/model/model.ts'
import type { Key, StoredRecord } from '../../../src/common/data/store/value.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import type { DataContext } from '../../../src/common/data/data-context.ts'
import { memoryContext } from '../../support/data-context.ts'
import { startDynamoDbServer } from '../../support/dynamodb-servers.ts'
import { dynamoDbContext } from '../../support/every-store.ts'
import { entitiesTable } from '../../support/story-model.ts'

/* An older shape of the model is found, and brought to the present one while the service runs. */

const shape = { table: entitiesTable, key: { pk: 'BOOK#{id}' }, schemaVersion: true } as const
const id = Type.String()
const title = Type.String()
const words = defaulted(Type.Integer({ minimum: 0 }), 0)
const version = { start: 1 }
const oldModel = defineModel({ ...shape, name: 'book', attributes: { id, title }, version })
const newModel = defineModel({ ...shape, name: 'book', attributes: { id, title, words }, version })

const upgrade: Upgrade = ({ title: text, ...rest }) => {
  if (text === 'bad') throw new Error('has no words')
  return { ...rest, title: text, words: String(text).split(' ').length }
}
const migration = defineMigration(newModel, upgrade)

let context: DataContext
let oldBooks: TableDataService<typeof oldModel>
let books: TableDataService<typeof newModel>

const record = (key: Key): Promise<StoredRecord | undefined> => context.store.table(entitiesTable).get(key)
const nameOf = ({ key }: MigrationFailure): string => JSON.stringify(key)
const none: MigrationReport = { read: 0, found: 0, migrated: 0, passed: 0, failed: 0 }

/** Runs the migration and tells what it says: the report without the number read, and the failures. */
async function run(model: Model, how?: Upgrade, options: MigrationOptions = {}) {
  const failures: MigrationFailure[] = []
  const onFailure = (failure: MigrationFailure): void => void failures.push(failure)
  const report = await migrate(defineMigration(model, how), context, { onFailure, ...options })
  return { ...report, read: 0, failures }
}

const server = await startDynamoDbServer()
afterAll(() => server.stop())
const STORES = [
  ['SQLite', true, () => memoryContext(entitiesTable)],
  [
    `DynamoDB (${server.name})`,
    server.capabilities.has('transactions'),
    () => dynamoDbContext(server.endpoint, entitiesTable),
  ],
] as const

describe.each(STORES)('12 migration of items of an older shape, on %s', (_name, hasTransactions, open) => {
  beforeEach(async () => {
    context = await open()
    oldBooks = new TableDataService(oldModel, context)
    for (const [n, text] of ['a b', 'c', 'd e f'].entries())
      await oldBooks.create({ id: String(n), title: text })
    books = new TableDataService(newModel, context)
    await books.create({ id: 'new', title: 'x y', words: 2 })
  })
  afterEach(() => context.store.close())

  test('a dry run finds and checks what is old and writes nothing', async () => {
    await oldBooks.create({ id: 'z', title: 'bad' })
    const found = { ...none, found: 4, migrated: 3, failed: 1 }
    expect(await run(newModel, upgrade, { dryRun: true })).toMatchObject(found)
    expect(await run(newModel, upgrade, { dryRun: true })).toMatchObject(found)
    expect((await oldBooks.get('0'))?.version).toBe(1)
  })

  test('old items are rewritten over their version, present ones left alone, and a second run finds nothing', async () => {
    expect(await migrate(migration, context)).toEqual({ ...none, read: 4, found: 3, migrated: 3 })
    expect(await books.batchGet(['0', '1', '2', 'new'])).toMatchObject([
      { words: 2, version: 2 },
      { words: 1, version: 2 },
      { words: 3, version: 2 },
      { words: 2, version: 1 },
    ])
    expect(await migrate(migration, context)).toEqual({ ...none, read: 4 })
  })

  test('without an upgrade the attributes stay as they are', async () => {
    expect(await run(newModel)).toMatchObject({ migrated: 3 })
    expect(await books.get('0')).toEqual({ id: '0', title: 'a b', words: 0, version: 2 })
  })

  test('an item that changes meanwhile is read again, and nothing of the change is lost', async () => {
    let changes = 0
    const report = await run(newModel, async (attributes, stored) => {
      const given = await upgrade(attributes, stored)
      if (attributes.id === '1' && changes++ < 2)
        await oldBooks.update('1', { set: { title: `changed ${changes} times` } })
      return given
    })
    expect(report).toMatchObject({ ...none, found: 3, migrated: 3, failures: [] })
    expect(await books.get('1')).toMatchObject({ title: 'changed 2 times', words: 3, version: 4 })
  })

  test('an item that is deleted, or migrated by another, meanwhile is passed', async () => {
    const report = await run(newModel, async (attributes, stored) => {
      const given = await upgrade(attributes, stored)
      if (attributes.id === '0') await oldBooks.delete('0')
      if (attributes.id === '1') await books.save({ id: '1', title: 'by another', words: 2 })
      return given
    })
    expect(report).toMatchObject({ ...none, found: 3, migrated: 1, passed: 2, failures: [] })
    expect(await books.get('0')).toBeNull()
    expect(await books.get('1')).toMatchObject({ title: 'by another', version: 2 })
  })

  test('without versions, every attribute must be as it was read', async () => {
    const plain = { ...shape, name: 'plain' } as const
    const attributes = { id, title, note: Type.Optional(Type.String()) }
    const before = new TableDataService(defineModel({ ...plain, attributes }), context)
    const after = defineModel({ ...plain, attributes: { ...attributes, words } })
    await before.create({ id: 'p', title: 'first' })
    const changes = [{ title: 'second one' }, { note: 'was not there' }]
    const report = await run(after, async (given, stored) => {
      const next = await upgrade(given, stored)
      const set = changes.shift()
      if (set) await before.update('p', { set })
      return next
    })
    expect(report).toMatchObject({ ...none, found: 1, migrated: 1 })
    expect(await new TableDataService(after, context).get('p')).toEqual({
      id: 'p',
      title: 'second one',
      note: 'was not there',
      words: 2,
    })
  })

  test('an item that cannot be upgraded, or would not be valid, is named and stays as it is', async () => {
    await oldBooks.create({ id: 'z', title: 'bad' })
    await oldBooks.create({ id: 'y', title: 'negative' })
    const report = await run(newModel, (attributes, stored) =>
      attributes.title === 'negative' ? { ...attributes, words: -1 } : upgrade(attributes, stored),
    )
    expect(report).toMatchObject({ ...none, found: 5, migrated: 3, failed: 2 })
    expect(report.failures.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))).toEqual([
      { key: { pk: 'BOOK#y', sk: 'METADATA' }, reason: expect.stringContaining('words') as string },
      { key: { pk: 'BOOK#z', sk: 'METADATA' }, reason: 'has no words' },
    ])
    expect(await oldBooks.get('z')).toEqual({ id: 'z', title: 'bad', version: 1 })
  })

  test('what the model no longer has is dropped, its index keys too; the time of creation stays', async () => {
    const common = { ...shape, name: 'dated', key: { pk: 'DATED#{id}' }, timestamps: true } as const
    const ranked = defineModel({
      ...common,
      attributes: { id, title, rank: Type.String() },
      indexes: { byRank: { index: 'gsi0', pk: 'RANK#{rank}', sk: '{id}' } },
    })
    const unranked = defineModel({ ...common, attributes: { id, title } })
    const { createdAt } = await new TableDataService(ranked, context).create({
      id: '1',
      title: 't',
      rank: 'r',
      createdAt: '2020-01-01T00:00:00.000Z',
    })
    const report = await run(unranked, (attributes, stored) => ({
      ...attributes,
      title: `was ${typeof stored.rank}`,
    }))
    expect(report).toMatchObject({ migrated: 1 })
    const stored = (await record({ pk: 'DATED#1', sk: 'METADATA' })) ?? {}
    expect(Object.keys(stored).toSorted()).toEqual(
      ['_schema', '_type', 'createdAt', 'id', 'pk', 'sk', 'title', 'updatedAt'].toSorted(),
    )
    expect(stored).toMatchObject({ createdAt, title: 'was string' })
  })

  test.skipIf(!hasTransactions)(
    'a new key: the item moves in one transaction, unless its new place is taken',
    async () => {
      const moved = defineModel({
        ...shape,
        name: 'book',
        key: { pk: 'SHELF#{title}', sk: '{id}' },
        attributes: { id, title },
        version,
      })
      await context.store
        .table(entitiesTable)
        .write({ type: 'put', record: { pk: 'SHELF#c', sk: '1', _type: 'other' } })
      const report = await run(moved)
      expect(report).toMatchObject({ ...none, found: 4, migrated: 3, failed: 1 })
      expect(report.failures).toEqual([
        {
          key: { pk: 'BOOK#1', sk: 'METADATA' },
          reason: 'its new key {"pk":"SHELF#c","sk":"1"} belongs to another item',
        },
      ])
      expect(await record({ pk: 'BOOK#0', sk: 'METADATA' })).toBeUndefined()
      expect(await record({ pk: 'BOOK#1', sk: 'METADATA' })).toMatchObject({ title: 'c' })
      expect(await new TableDataService(moved, context).get({ id: '0', title: 'a b' })).toEqual({
        id: '0',
        title: 'a b',
        version: 2,
      })
    },
  )

  test('a rate holds it back, and tells how far it is', async () => {
    const seen: number[] = []
    const started = performance.now()
    await run(newModel, upgrade, { rate: 20, onProgress: ({ migrated }) => void seen.push(migrated) })
    expect(performance.now() - started).toBeGreaterThan(150)
    expect(seen).toEqual([3])
    await expect(migrate(migration, context, { rate: 0 })).rejects.toThrow('rate must be positive')
  })

  test('a failure of the store stops it: it is not the item’s fault', async () => {
    const throttled = run(newModel, () => {
      throw new ThrottledError('slow down')
    })
    await expect(throttled).rejects.toThrow('slow down')
  })

  test('a model that stamps nothing cannot be migrated', () => {
    const plain = defineModel({ name: 'p', table: entitiesTable, attributes: { id }, key: { pk: 'P#{id}' } })
    expect(() => defineMigration(plain)).toThrow('set schemaVersion')
  })
})
