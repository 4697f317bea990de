import assert from 'node:assert/strict'
import { defineTable } from '../model/table.ts'
import { onTable, put, type ConformanceCase } from './conformance-case.ts'
import { genericTable, simpleTable } from './conformance-tables.ts'

/** The store itself and its tables. */
export const tableConformance: readonly ConformanceCase[] = [
  onTable(simpleTable, 'answers a ping', async (_table, _id, store) => {
    await store.ping()
  }),

  onTable(simpleTable, 'names its limits', async (_table, _id, { limits }) => {
    for (const limit of [limits.batchGet, limits.batchWrite, limits.transaction]) {
      assert.ok(Number.isSafeInteger(limit) && limit > 0)
    }
  }),

  onTable(simpleTable, 'creates a table once, and keeps what is in it', async (_table, id, store) => {
    const definition = defineTable({
      base: `conformance_${id}`,
      key: { pk: 'id' },
      indexes: { byKind: { pk: 'kind' } },
      ttl: 'expires',
      deployment: { tier: 'backend', flag: 'EnableConformanceTables' },
    })
    assert.equal(await store.createTable(definition), true)
    await put(store.table(definition), { id: 'a', kind: 'k' })
    assert.equal(await store.createTable(definition), false)
    assert.deepEqual(await store.table(definition).get({ id: 'a' }), { id: 'a', kind: 'k' })
    assert.equal((await store.table(definition).range({ index: 'byKind', pk: 'k' })).records.length, 1)
  }),

  onTable(genericTable, 'gives a handle that knows its definition', async (table) => {
    assert.equal(table.definition, genericTable)
  }),

  onTable(simpleTable, 'two callers may create the same table at once', async (_table, id, store) => {
    const definition = defineTable({
      base: `conformance_${id}`,
      key: { pk: 'id' },
      deployment: { tier: 'backend', flag: 'EnableConformanceTables' },
    })
    const created = await Promise.all([store.createTable(definition), store.createTable(definition)])
    assert.deepEqual(created.toSorted(), [false, true])
    await put(store.table(definition), { id: 'a' })
  }),
]
