import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UnavailableError, ValidationError } from '../../../../../src/common/data/errors.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import { openDatabase, type Database } from '../../../../../src/common/data/store/sqlite/driver.ts'
import { layoutTable } from '../../../../../src/common/data/store/sqlite/layout.ts'
import { prepareMeta } from '../../../../../src/common/data/store/sqlite/meta.ts'
import { PageReader } from '../../../../../src/common/data/store/sqlite/page-reader.ts'
import { createTable } from '../../../../../src/common/data/store/sqlite/schema.ts'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import type { SortCondition } from '../../../../../src/common/data/store/store.ts'
import { openStore, temporaryFile } from './fixture.ts'
import { tableName, things } from './things.ts'

const deployment = { tier: 'test', flag: 'Enable' }
const plain = defineTable({ base: 'grown', key: { pk: 'id' }, deployment })
const grown = defineTable({
  base: 'grown',
  key: { pk: 'id' },
  indexes: { byName: { pk: 'Name' }, byname: { pk: 'name', sk: { name: 'age', type: 'N' } } },
  deployment,
})

describe('a declaration that changes', () => {
  test('an index that is added has the records from before', async () => {
    const { store } = await openStore()
    await store.createTable(plain)
    const before = store.table(plain)
    await before.write({ type: 'put', record: { id: 'a', Name: 'upper', name: 'lower', age: 10 } })
    await before.write({ type: 'put', record: { id: 'b', name: 'lower', age: 9 } })
    await before.write({ type: 'put', record: { id: 'c', name: 'lower', age: 'does not fit' } })

    expect(await store.createTable(grown)).toBe(false)
    const after = store.table(grown)
    const ids = async (pk: string, index: string): Promise<unknown[]> =>
      (await after.range({ pk, index })).records.map(({ id }) => id)
    expect(await ids('lower', 'byname')).toEqual(['b', 'a'])
    expect(await ids('upper', 'byName')).toEqual(['a'])
    expect(await ids('lower', 'byName')).toEqual([])
  })

  test('an index that was dropped and comes back is whole', async () => {
    const { store } = await openStore()
    await store.createTable(grown)
    await store.createTable(plain)
    await store.table(plain).write({ type: 'put', record: { id: 'a', name: 'x', age: 1 } })
    await store.createTable(grown)
    expect(await store.table(grown).count({ index: 'byname' })).toEqual({ matched: 1, read: 1 })
  })

  test('another key is refused, and so is a name that SQLite cannot tell apart', async () => {
    const { store } = await openStore()
    await store.createTable(plain)
    const otherType = defineTable({ base: 'grown', key: { pk: { name: 'id', type: 'N' } }, deployment })
    const withSort = defineTable({ base: 'grown', key: { pk: 'id', sk: 'sk' }, deployment })
    const otherCase = defineTable({ base: 'Grown', key: { pk: 'id' }, deployment })
    for (const table of [otherType, withSort, otherCase]) {
      await expect(store.createTable(table)).rejects.toThrow(ValidationError)
    }
  })
})

test('a table that was never created is named as such, and its neighbours go on', async () => {
  const { store, table } = await openStore()
  const missing = store.table(plain)
  await expect(missing.get({ id: 'a' })).rejects.toThrow(UnavailableError)
  const results = await Promise.allSettled([
    missing.write({ type: 'put', record: { id: 'a' } }),
    table.write({ type: 'put', record: { pk: 'p', sk: 's' } }),
  ])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

test('every read seeks along its key or index and sorts nothing', () => {
  const plans = queryPlans()
  expect(plans.length).toBeGreaterThan(40)
  for (const plan of plans) {
    expect(plan).not.toContain('TEMP B-TREE')
    expect(plan).toMatch(/^(SEARCH|SCAN) dev_things( USING |$)/)
  }
  expect(plans).toContain(
    'SEARCH dev_things USING INDEX dev_things:by^Group (k_group=? AND (k_rank,pk,sk)>(?,?,?) AND k_rank<?)',
  )
  expect(plans).toContain('SEARCH dev_things USING PRIMARY KEY (pk=? AND sk>? AND sk<?)')
  expect(plans).toContain('SEARCH dev_things USING PRIMARY KEY ((pk,sk)>(?,?))')
})

/** How SQLite runs the statements of all shapes of query, as their reader prepares them. */
function queryPlans(): string[] {
  const database = openDatabase(':memory:')
  const layout = layoutTable('dev_things', things)
  prepareMeta(database)
  createTable(database, layout)
  const statements: string[] = []
  const spy: Database = {
    ...database,
    prepare: (sql) => {
      statements.push(sql)
      return database.prepare(sql)
    },
  }
  const position = { pk: 'p', sk: 's', group: 'g', rank: 1, kind: 'k', time: 't' }
  for (const path of [layout.primary, ...layout.indexes.values()]) {
    const reader = new PageReader(spy, layout, path)
    const value = path.sort?.attribute.type === 'N' ? 1 : 's'
    reader.page({})
    reader.page({ after: position })
    const conditions: (SortCondition | undefined)[] = [undefined]
    if (path.sort) conditions.push({ eq: value }, { lt: value }, { gt: value }, { between: [value, value] })
    for (const sk of conditions) {
      for (const reverse of [false, true]) {
        const query = { pk: 'x', reverse, ...(sk && { sk }) }
        reader.page(query)
        reader.page({ ...query, after: position })
        reader.count(query)
      }
    }
  }
  return statements.map((sql) => {
    const rows = database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(Array<null>(sql.split('?').length - 1).fill(null))
    return rows
      .map((row) => String(row[3]))
      .filter((step) => !/^(CO-ROUTINE|SCAN \()/.test(step))
      .join('; ')
  })
}

test('a file that is no database, and one of another format, are refused', async () => {
  const path = temporaryFile()
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'no database at all '.repeat(100))
  expect(() => SqliteStore.open({ path, tableName })).toThrow(UnavailableError)

  const newer = temporaryFile()
  const { store } = await openStore(newer)
  await store.close()
  const database = openDatabase(newer)
  database.exec(`UPDATE ":meta" SET value = CAST('99' AS BLOB) WHERE name = 'format'`)
  database.close()
  expect(() => SqliteStore.open({ path: newer, tableName })).toThrow('format 99')
})
