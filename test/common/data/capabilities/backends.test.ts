import { Type } from '@sinclair/typebox'
import { expect, test } from 'vitest'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { discoverTable } from '../../../../src/common/data/discover-table.ts'
import { genericTable } from '../../../../src/common/data/model/generic-table.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { observedStore, type StoreCall } from '../../../../src/common/data/store/observed-store.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { transact, transactGet } from '../../../../src/common/data/transaction.ts'
import { onEveryStore } from '../../../support/every-store.ts'
import { deployment, generic, thing } from './fixture.ts'

await onEveryStore([generic], (context: () => DataContext) => {
  test('23: the indexes of a table are discovered from the table itself', async () => {
    const { store } = context()
    const known = { isShared: true, deployment }
    const found = await discoverTable(store, generic.base, known)
    expect(found).toEqual(generic)
    expect(Object.keys(found?.indexes ?? {}).toSorted()).toEqual(Object.keys(generic.indexes).toSorted())
    expect(await discoverTable(store, 'nobody_made_this', known)).toBeUndefined()

    if (!found) throw new Error('not found')
    const alarm = defineModel({
      name: 'alarm',
      table: found,
      attributes: { account: Type.String(), at: Type.String(), kind: Type.String() },
      key: { pk: '{account}', sk: '{at}' },
      indexes: { byKind: { index: 'gsi19', pk: '{kind}', sk: '{at}' } },
      storeAliases: false,
    })
    const alarms = new TableDataService(alarm, context())
    await alarms.create({ account: 'a', at: '1', kind: 'fire' })
    expect((await alarms.query({ kind: 'fire' })).items).toEqual([{ account: 'a', at: '1', kind: 'fire' }])
    expect(alarms.explain({ kind: 'fire' })).toMatchObject({ kind: 'range', index: { index: 'gsi19' } })
    await alarms.delete({ account: 'a', at: '1' })
  })

  test('44: a count is exact, an approximate one is the table’s own', async () => {
    const things = new TableDataService(thing, context())
    await things.batchWrite(Array.from({ length: 30 }, (_, n) => things.prepare({ id: String(n) })))
    expect(await things.count()).toBe(30)
    const { store } = context()
    expect(await things.approximateCount()).toEqual(store.backend === 'sqlite' ? 30 : expect.any(Number))
  })

  test('51: each call is told with the capacity that it used, where there is such a thing', async () => {
    const calls: StoreCall[] = []
    const store = observedStore(context().store, (call) => calls.push(call))
    const things = new TableDataService(thing, { ...context(), store })
    await things.create({ id: 'c1', text: 'x'.repeat(5000) })
    await things.get('c1')
    await things.get('c1', { consistent: false })
    await things.list({ limit: 5 })
    await things.batchGet(['c1', 'c2'])
    await things.batchWrite([things.prepare({ id: 'c2' })])
    await transact(store, [things.planDelete('c1'), things.planDelete('c2')])
    await transactGet(store, [things.planGet('c1'), things.planGet('c2')])
    await expect(things.update('c1', { set: { text: 'y' } })).rejects.toThrow('not found')
    if (store.backend !== 'dynamodb') {
      expect(calls.every(({ capacity }) => capacity === undefined)).toBe(true)
      return
    }
    const used = calls.map(({ operation, capacity }) => [operation, capacity])
    expect(used.slice(0, 3)).toEqual([
      ['put', { read: 0, write: 5 }],
      ['get', { read: 2, write: 0 }],
      ['get', { read: 1, write: 0 }],
    ])
    expect(used.map(([operation]) => operation)).toEqual([
      ...['put', 'get', 'get', 'scan', 'batchGet', 'batchWrite', 'transact', 'transactGet', 'update'],
    ])
    const [scan, batchGet, batchWrite, , , refused] = calls.slice(3)
    expect(scan?.capacity?.read).toBeGreaterThan(0)
    expect(batchGet?.capacity?.read).toBeGreaterThanOrEqual(2)
    expect(batchWrite?.capacity?.write).toBeGreaterThanOrEqual(1)
    expect(calls[6]?.capacity?.write).toBeGreaterThanOrEqual(4)
    expect(calls[7]?.capacity?.read).toBeGreaterThanOrEqual(2)
    expect(refused).toMatchObject({ error: 'condition_failed', capacity: undefined })
  })

  test('55: tables are made with expiry and stream, exist, are described, and deleted', async () => {
    const { store } = context()
    const table = genericTable({
      base: 'made',
      globalIndexes: 1,
      ttl: 'expiresAt',
      stream: 'NEW_AND_OLD_IMAGES',
      deployment,
    })
    expect(await store.describeTable(table)).toBeUndefined()
    expect(await store.createTable(table)).toBe(true)
    expect(await store.createTable(table)).toBe(false)
    expect(await store.describeTable(table)).toMatchObject({
      status: 'active',
      key: { pk: { name: 'pk', type: 'S' }, sk: { name: 'sk', type: 'S' } },
      indexes: { gsi0: { kind: 'global', projection: 'ALL', pk: { name: 'gsi0_pk', type: 'S' } } },
      ttl: 'expiresAt',
      stream: 'NEW_AND_OLD_IMAGES',
    })
    expect(await store.deleteTable(table)).toBe(true)
    expect(await store.deleteTable(defineTable({ base: 'made', key: { pk: 'id' }, deployment }))).toBe(false)
    expect(await store.describeTable({ base: 'made' })).toBeUndefined()
  })
})
