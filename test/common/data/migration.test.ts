import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, test } from 'vitest'
import { defaulted } from '../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { migrate } from '../../../src/common/data/migration.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { memoryContext, type TestContext } from '../../support/data-context.ts'
import { entitiesTable } from '../../support/story-model.ts'

/* 12: an older shape of the model is found, and brought to the present one while the service runs. */

const shape = { table: entitiesTable, key: { pk: 'BOOK#{id}' }, schemaVersion: true } as const
const id = Type.String()
const oldModel = defineModel({
  ...shape,
  name: 'book',
  attributes: { id, title: Type.String() },
  version: { start: 1 },
})
const newModel = defineModel({
  ...shape,
  name: 'book',
  attributes: { id, title: Type.String(), words: defaulted(Type.Integer(), 0) },
  version: { start: 1 },
})
const upgrade = (stored: Readonly<Record<string, unknown>>) => {
  const title = String(stored.title)
  if (title === 'bad') throw new Error('has no words')
  return { id: JSON.stringify(stored.id).slice(1, -1), title, words: title.split(' ').length }
}

let context: TestContext
let books: TableDataService<typeof newModel>

beforeEach(async () => {
  context = await memoryContext(entitiesTable)
  const oldBooks = new TableDataService(oldModel, context)
  for (const [n, title] of ['a b', 'c', 'd e f'].entries()) await oldBooks.create({ id: String(n), title })
  books = new TableDataService(newModel, context)
  await books.create({ id: 'new', title: 'x y', words: 2 })
})

describe('12: migration', () => {
  test('a dry run finds what is old and writes nothing', async () => {
    expect(await migrate(newModel, context, { upgrade, dryRun: true })).toMatchObject({
      found: 3,
      migrated: 3,
      failed: [],
    })
    expect(await migrate(newModel, context, { upgrade, dryRun: true })).toMatchObject({ found: 3 })
  })

  test('old items are rewritten over their version, present ones are left alone, and a second run finds nothing', async () => {
    expect(await migrate(newModel, context, { upgrade })).toEqual({
      found: 3,
      migrated: 3,
      passed: 0,
      failed: [],
    })
    expect(await books.batchGet(['0', '1', '2', 'new'])).toMatchObject([
      { words: 2, version: 2 },
      { words: 1, version: 2 },
      { words: 3, version: 2 },
      { words: 2, version: 1 },
    ])
    expect(await migrate(newModel, context, { upgrade })).toMatchObject({ found: 0 })
  })

  test('an item that changes meanwhile is passed over, not overwritten', async () => {
    const oldBooks = new TableDataService(oldModel, context)
    let isFirst = true
    const slow = (stored: Readonly<Record<string, unknown>>) => upgrade(stored)
    const report = await migrate(newModel, context, {
      upgrade: (stored) => {
        if (isFirst) {
          isFirst = false
          // On SQLite in memory the write is under way before the migration's own.
          void oldBooks.update(JSON.stringify(stored.id).slice(1, -1), {
            set: { title: 'changed by another' },
          })
        }
        return slow(stored)
      },
    })
    expect(report).toMatchObject({ found: 3, migrated: 2, passed: 1 })
    expect(await migrate(newModel, context, { upgrade })).toMatchObject({ found: 1, migrated: 1 })
    expect((await books.list()).items.map(({ words }) => words).toSorted()).toEqual([1, 2, 3, 3])
  })

  test('an item that cannot be upgraded is named and stays as it is', async () => {
    await new TableDataService(oldModel, context).create({ id: 'z', title: 'bad' })
    const report = await migrate(newModel, context, { upgrade })
    expect(report).toMatchObject({
      found: 4,
      migrated: 3,
      failed: [{ key: { pk: 'BOOK#z' }, reason: 'has no words' }],
    })
  })

  test('a model that stamps nothing cannot be migrated', async () => {
    const plain = defineModel({ name: 'p', table: entitiesTable, attributes: { id }, key: { pk: 'P#{id}' } })
    await expect(migrate(plain, context)).rejects.toThrow('set schemaVersion')
  })
})
