import assert from 'node:assert/strict'
import { UnavailableError } from '../errors.ts'
import { defineTable } from '../model/table.ts'
import { onTable, put, rejects, type ConformanceCase } from './conformance-case.ts'
import { genericTable, simpleTable } from './conformance-tables.ts'

const deployment = { tier: 'backend', flag: 'EnableConformanceTables' }

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
      deployment,
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
      deployment,
    })
    const created = await Promise.all([store.createTable(definition), store.createTable(definition)])
    assert.deepEqual(created.toSorted(), [false, true])
    await put(store.table(definition), { id: 'a' })
  }),

  onTable(simpleTable, 'describes a table as it was made', async (_table, id, store) => {
    const definition = defineTable({ ...wide, base: `conformance_${id}` })
    assert.equal(await store.describeTable(definition), undefined)
    await store.createTable(definition)
    const described = await store.describeTable({ base: definition.base })
    assert.ok(described)
    assert.ok(described.name.endsWith(definition.base))
    assert.equal(described.status, 'active')
    assert.equal(described.approximateItems, 0)
    assert.deepEqual(described.key, definition.key)
    assert.deepEqual(described.indexes, definition.indexes)
  }),

  onTable(
    simpleTable,
    'makes a table with its expiry and its stream',
    async (_table, id, store) => {
      const definition = defineTable({ ...wide, base: `conformance_${id}` })
      await store.createTable(definition)
      const described = await store.describeTable(definition)
      assert.equal(described?.ttl, 'expires')
      assert.equal(described.stream, 'NEW_AND_OLD_IMAGES')
    },
    { notOn: { dynalite: 'has no expiry' } },
  ),

  onTable(simpleTable, 'says about how many items there are', async (_table, id, store) => {
    const definition = defineTable({ base: `conformance_${id}`, key: { pk: 'id' }, deployment })
    await store.createTable(definition)
    await put(store.table(definition), { id: 'a' })
    const { approximateItems = 0 } = (await store.describeTable(definition)) ?? {}
    // DynamoDB's own number may be hours old.
    assert.ok(store.backend === 'dynamodb' ? approximateItems <= 1 : approximateItems === 1)
  }),

  onTable(simpleTable, 'deletes a table with all that is in it', async (_table, id, store) => {
    const definition = defineTable({ ...wide, base: `conformance_${id}` })
    assert.equal(await store.deleteTable(definition), false)
    await store.createTable(definition)
    const table = store.table(definition)
    await put(table, { id: 'a', n: 1, kind: 'k', at: 1 })
    assert.equal((await table.range({ index: 'byKind', pk: 'k' })).records.length, 1)
    assert.equal(await store.deleteTable(definition), true)
    assert.equal(await store.describeTable(definition), undefined)
    await rejects(table.get({ id: 'a', n: 1 }), UnavailableError)
    await rejects(put(table, { id: 'a', n: 1 }), UnavailableError)
    assert.equal(await store.deleteTable(definition), false)
    const other = defineTable({ base: definition.base, key: { pk: 'name' }, deployment })
    assert.equal(await store.createTable(other), true)
    assert.deepEqual((await store.describeTable(other))?.key, other.key)
    assert.deepEqual((await store.table(other).scan({})).records, [])
    await put(store.table(other), { name: 'b' })
    assert.deepEqual(await store.table(other).get({ name: 'b' }), { name: 'b' })
  }),
]

const wide = {
  key: { pk: 'id', sk: { name: 'n', type: 'N' } },
  indexes: {
    byKind: { pk: 'kind', sk: { name: 'at', type: 'N' }, projection: 'KEYS_ONLY' },
    byOwner: { pk: { name: 'owner', type: 'B' }, projection: ['title'] },
    byTitle: { kind: 'local', pk: 'id', sk: 'title' },
  },
  ttl: 'expires',
  stream: 'NEW_AND_OLD_IMAGES',
  deployment,
} as const
