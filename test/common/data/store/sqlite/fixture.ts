import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import type { StoreTable } from '../../../../../src/common/data/store/store.ts'
import { tableName, things } from './things.ts'

/** A path for a database file that is gone after the test. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-store-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return join(folder, 'data', 'store.sqlite')
}

/** A store that is closed after the test, with the table of things. */
export async function openStore(path = ':memory:'): Promise<{ store: SqliteStore; table: StoreTable }> {
  const store = SqliteStore.open({ path, tableName })
  onTestFinished(() => store.close())
  await store.createTable(things)
  return { store, table: store.table(things) }
}
