import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'

const table = defineTable({ base: 'things', key: { pk: 'id' }, deployment: { tier: 'test', flag: 'Enable' } })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-store-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const open = (): SqliteStore =>
  SqliteStore.open({ path: join(folder, 'deep', 'store.sqlite'), tableName: (base) => `dev_${base}` })

test('what was written is there after the store was closed and opened again', async () => {
  const first = open()
  expect(await first.createTable(table)).toBe(true)
  await first.table(table).write({ type: 'put', record: { id: 'a', n: 1 } })
  await first.close()

  const second = open()
  expect(await second.createTable(table)).toBe(false)
  expect(await second.table(table).get({ id: 'a' })).toEqual({ id: 'a', n: 1 })
  await second.close()
})
