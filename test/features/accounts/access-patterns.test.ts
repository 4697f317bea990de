import { describe, expect, it } from 'vitest'
import { entitiesTable } from '../../../src/common/data/entities-table.ts'
import { OrderDataService } from '../../../src/features/accounts/service/orders/order-data-service.ts'
import { runTodoBatch } from '../../../src/features/accounts/service/todos/todo-batch.ts'
import { TodoDataService } from '../../../src/features/accounts/service/todos/todo-data-service.ts'
import { UserDataService } from '../../../src/features/accounts/service/users/user-data-service.ts'
import { UserDeletion } from '../../../src/features/accounts/service/users/user-deletion.ts'
import { memoryContext } from '../../support/data-context.ts'
import { interferedStore } from '../../support/interfered-store.ts'

describe('accounts', () => {
  it('are served by keys and indexes: no operation reads the table, and each list is one query', async () => {
    const calls: string[] = []
    const memory = await memoryContext(entitiesTable)
    const store = interferedStore(memory.store, async (operation, call) => {
      calls.push(operation)
      return call()
    })
    const context = { ...memory, store }
    const [users, todos, orders] = [
      new UserDataService(context),
      new TodoDataService(context),
      new OrderDataService(context),
    ]
    const asked = async (operation: Promise<unknown>): Promise<string[]> => {
      await operation
      return calls.splice(0)
    }
    const user = { userId: 'u', email: 'u@example.org', name: 'U' }
    const lines = [{ product: 'oil', quantity: 1, unitPrice: 1 }]
    expect(await asked(users.create(user))).toEqual(['transact'])
    expect(await asked(users.deposit('u', 100))).toEqual(['get', 'write'])
    expect(await asked(users.update('u', { name: 'V' }))).toEqual(['write'])
    expect(await asked(users.update('u', { email: 'v@example.org' }))).toEqual(['get', 'transact'])
    expect(await asked(users.get('u'))).toEqual(['get'])
    expect(await asked(users.list({ prefix: 'u' }))).toEqual(['range'])
    expect(await asked(users.list())).toEqual(['range'])
    const [todo] = await todos.create('u', [{ title: 'a' }])
    const todoId = todo?.todoId ?? ''
    expect(calls.splice(0)).toEqual(['transact'])
    expect(await asked(todos.get('u', todoId))).toEqual(['get'])
    expect(await asked(todos.list('u'))).toEqual(['range'])
    const createdAt = { gte: '2026-01-01T00:00:00Z', lt: '2036-01-01T00:00:00Z' }
    expect(await asked(todos.list('u', { createdAt, oldestFirst: true }))).toEqual(['range'])
    expect(await asked(todos.list('u', { state: 'open', createdAt }))).toEqual(['range'])
    expect(await asked(todos.update('u', todoId, { title: 'b' }))).toEqual(['write'])
    expect(await asked(orders.place('u', { orderId: 'o', lines }))).toEqual(['transact'])
    expect(await asked(orders.get('u', 'o'))).toEqual(['get'])
    expect(await asked(orders.list('u'))).toEqual(['range'])
    expect(await asked(orders.cancel('u', 'o'))).toEqual(['get', 'transact'])
    expect(await asked(users.collection('u'))).toEqual(['range'])
    expect(await asked(runTodoBatch(todos, 'u', { create: [{ title: 'c' }], delete: [todoId] }))).toEqual([
      'write',
      'transact',
    ])
    expect(await asked(new UserDeletion(context).run('u'))).toEqual([
      'write',
      'range',
      'transact',
      'transact',
    ])
    expect(memory.events).toEqual([])
  })
})
