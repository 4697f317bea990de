import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConditionFailedError } from '../../../../../src/common/data/errors.ts'
import type { Condition } from '../../../../../src/common/data/expressions/condition.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import { DynamoDbStore } from '../../../../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { clientOf, startDynamoDbServer } from '../../../../support/dynamodb-servers.ts'
import { startLossyProxy } from '../../../../support/lossy-proxy.ts'

const server = await startDynamoDbServer()
const canTell = server.capabilities.has('item in refusal')
if (!canTell) console.info(`Skipping lost replies: ${server.name} does not show the item in a refusal`)

const definition = defineTable({
  base: `lost_${randomUUID()}`,
  key: { pk: 'id' },
  deployment: { tier: 'backend', flag: 'EnableLostTable' },
})
const absent: Condition = { op: 'missing', path: ['id'] }

describe.skipIf(!canTell)(`a write whose reply is lost has one effect (${server.name})`, async () => {
  const proxy = await startLossyProxy(server.endpoint)
  const store = new DynamoDbStore({ client: clientOf(proxy), tableName: (base) => base })
  const table = store.table(definition)

  beforeAll(async () => {
    await store.createTable(definition)
  })
  afterAll(async () => {
    await store.close()
    await proxy.stop()
    await server.stop()
  })

  const sent = (operation: string) => proxy.operations.filter((each) => each === operation).length

  test('create', async () => {
    const id = randomUUID()
    const before = sent('PutItem')
    proxy.loseReplyTo('PutItem')
    expect(await table.write({ type: 'put', record: { id, a: 1 }, condition: absent })).toEqual({})
    expect(sent('PutItem') - before).toBe(2)
    expect(await table.get({ id })).toEqual({ id, a: 1 })
  })

  test('create over an item of another is still refused', async () => {
    const id = randomUUID()
    await table.write({ type: 'put', record: { id, a: 1 }, condition: absent })
    proxy.loseReplyTo('PutItem')
    const again = table.write({ type: 'put', record: { id, a: 2 }, condition: absent })
    await expect(again).rejects.toBeInstanceOf(ConditionFailedError)
    await expect(again).rejects.toMatchObject({ current: { id, a: 1 } })
  })

  test('put over a version', async () => {
    const id = randomUUID()
    const versionIs = (version: number): Condition => ({ op: 'eq', path: ['version'], value: version })
    await table.write({ type: 'put', record: { id, version: 1 }, condition: absent })
    for (const version of [1, 2, 3]) {
      proxy.loseReplyTo('PutItem')
      await table.write({ type: 'put', record: { id, version: version + 1 }, condition: versionIs(version) })
    }
    expect(await table.get({ id })).toEqual({ id, version: 4 })
  })

  test('put that asks for the record before does not take its own for it', async () => {
    const id = randomUUID()
    proxy.loseReplyTo('PutItem')
    expect(await table.write({ type: 'put', record: { id, a: 1 }, returns: 'before' })).toEqual({})
  })

  test('increment', async () => {
    const id = randomUUID()
    for (const sum of [1, 2, 3]) {
      proxy.loseReplyTo('UpdateItem')
      const { record } = await table.write({
        type: 'update',
        key: { id },
        update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
        returns: 'after',
      })
      expect(record).toEqual({ id, n: sum })
    }
    expect(await table.get({ id })).toEqual({ id, n: 3 })
  })

  test('append, and removal of a list element', async () => {
    const id = randomUUID()
    const key = { id }
    proxy.loseReplyTo('UpdateItem')
    await table.write({
      type: 'update',
      key,
      update: [{ action: 'append', path: ['l'], values: ['a', 'b', 'c'] }],
    })
    proxy.loseReplyTo('UpdateItem')
    await table.write({ type: 'update', key, update: [{ action: 'remove', path: ['l', 0] }] })
    expect(await table.get(key)).toEqual({ id, l: ['b', 'c'] })
  })

  test('delete', async () => {
    const id = randomUUID()
    const remove = () =>
      table.write({ type: 'delete', key: { id }, condition: { op: 'exists', path: ['id'] } })
    await table.write({ type: 'put', record: { id } })
    proxy.loseReplyTo('DeleteItem')
    expect(await remove()).toEqual({})
    expect(await table.get({ id })).toBeUndefined()
    await expect(remove()).rejects.toBeInstanceOf(ConditionFailedError)
  })

  test.skipIf(!server.capabilities.has('transactions'))('transaction', async () => {
    const id = randomUUID()
    const before = sent('TransactWriteItems')
    proxy.loseReplyTo('TransactWriteItems')
    await store.transact([
      { table: definition, type: 'put', record: { id: `${id}a` }, condition: absent },
      {
        table: definition,
        type: 'update',
        key: { id },
        update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
      },
    ])
    expect(sent('TransactWriteItems') - before).toBe(2)
    expect(await table.get({ id })).toEqual({ id, n: 1 })
  })

  // The SDK has a budget for repetitions, of which this stays within.
  test('20 concurrent increments of 20 items, every first reply lost', async () => {
    const ids = Array.from({ length: 20 }, () => randomUUID())
    const before = sent('UpdateItem')
    await Promise.all(
      ids.map((id) => {
        proxy.loseReplyTo('UpdateItem')
        const update = [{ action: 'increment', path: ['n'], by: 1, initial: 0 }] as const
        return table.write({ type: 'update', key: { id }, update })
      }),
    )
    expect(sent('UpdateItem') - before).toBe(40)
    const { records } = await table.batchGet(ids.map((id) => ({ id })))
    expect(records.map(({ n }) => n)).toEqual(ids.map(() => 1))
  })
})
