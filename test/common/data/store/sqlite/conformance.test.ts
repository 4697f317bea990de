import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { envTableName } from '../../../../../src/common/data/table-name.ts'
import { runConformance } from '../../../../support/run-conformance.ts'

const tableName = (base: string) => envTableName(base, { namespace: 'kit' })

describe('53, 59 the store port on SQLite in memory', () => {
  const store = SqliteStore.open({ path: ':memory:', tableName })
  afterAll(() => store.close())

  runConformance({ name: 'sqlite' }, () => store)
})

describe('the store port on a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-conformance-'))
  const store = SqliteStore.open({ path: join(folder, 'store.db'), tableName })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  runConformance({ name: 'sqlite' }, () => store)
})
