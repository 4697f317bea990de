import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, it } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import { defaulted, integer } from '../../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { dateTime } from '../../../../src/common/data/model/stored-kinds.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { capabilities, generic, type Capabilities } from './fixture.ts'

/* Users, their todos and their orders in one table: the example of RestMachine's DynamoDB backend, with its values. */

const userModel = defineModel({
  name: 'user',
  table: generic,
  attributes: {
    id: Type.String({ minLength: 1 }),
    email: Type.String(),
    name: Type.String(),
    age: defaulted(integer(), 0),
    status: defaulted(Type.String(), 'active'),
  },
  key: { pk: 'USER#{id}', sk: 'PROFILE' },
  indexes: { byAge: { index: 'gsi0', pk: 'STATUS#{status}', sk: '{age:int}#{id}' } },
})

const todoModel = defineModel({
  name: 'todo',
  table: generic,
  attributes: {
    userId: Type.String(),
    createdAt: defaulted(dateTime(), () => new Date().toISOString()),
    todoId: Type.String(),
    title: Type.String({ minLength: 1 }),
  },
  key: { pk: 'USER#{userId}', sk: 'TODO#{createdAt}#{todoId}' },
})

const orderModel = defineModel({
  name: 'order',
  table: generic,
  attributes: { userId: Type.String(), orderId: Type.String(), total: Type.Number() },
  key: { pk: 'USER#{userId}', sk: 'ORDER#{orderId}' },
})

let record: Capabilities['record']
let users: TableDataService<typeof userModel>
let todos: TableDataService<typeof todoModel>
let orders: TableDataService<typeof orderModel>

beforeEach(async () => {
  const all = await capabilities()
  record = all.record
  users = new TableDataService(userModel, all.context)
  todos = new TableDataService(todoModel, all.context)
  orders = new TableDataService(orderModel, all.context)
})

const user = { id: 'user-123', email: 'alice@example.com', name: 'Alice' }
const createdAt = '2025-01-15T10:30:00.000Z'

/** So many users, aged 20, 21, …, with ids in the same order. */
async function seed(count: number): Promise<void> {
  const inputs = Array.from({ length: count }, (_, n) => ({
    ...user,
    id: String(n).padStart(2, '0'),
    age: 20 + n,
  }))
  await users.batchWrite(inputs.map((input) => users.prepare(input)))
}

describe('users, todos and orders in one table', () => {
  it('14 keys are made by templates, and stored under the names of the table', async () => {
    await todos.create({ userId: 'alice', todoId: 'todo-1', createdAt, title: 'Test' })
    expect(await record('USER#alice', 'TODO#2025-01-15T10:30:00.000Z#todo-1')).toMatchObject({
      title: 'Test',
      _type: 'todo',
    })
    await orders.create({ userId: 'user-1', orderId: 'order-1', total: 9.5 })
    expect(await record('USER#user-1', 'ORDER#order-1')).toMatchObject({ total: 9.5, _type: 'order' })
  })

  it('26 a second create is refused by name, and changes nothing', async () => {
    await users.create(user)
    expect(await record('USER#user-123', 'PROFILE')).toMatchObject({
      ...user,
      pk: 'USER#user-123',
      sk: 'PROFILE',
      _type: 'user',
    })
    await expect(users.create({ ...user, name: 'Mallory' })).rejects.toThrow('User already exists: user-123')
    expect(await users.get('user-123')).toMatchObject(user)
  })

  it('27 a save twice is one item, with the second values; an update of nobody is an error', async () => {
    expect(await users.upsert(user)).toMatchObject({ created: true })
    expect(await users.upsert({ ...user, name: 'Alicia' })).toMatchObject({
      created: false,
      entity: { name: 'Alicia' },
    })
    expect(await users.count()).toBe(1)
    await expect(users.update('nobody', { set: { name: 'x' } })).rejects.toThrow('User not found: nobody')
  })

  it('34 delete says whether it was there', async () => {
    await users.create(user)
    expect(await users.delete('user-123')).toBe(true)
    expect(await users.delete('user-123')).toBe(false)
    expect(await users.get('INVALID')).toBeNull()
  })

  it('5 a title that is empty breaks its schema, by its path', async () => {
    const failure = await todos
      .create({ userId: 'a', todoId: '1', title: '' })
      .catch((error: unknown) => error)
    expect((failure as ValidationError).issues).toMatchObject([{ path: '/title' }])
  })

  it('45 a batch get answers in order, with null for what is not there, any number of ids', async () => {
    expect(await users.batchGet([])).toEqual([])
    await seed(10)
    const found = await users.batchGet(['01', '09', '01', 'nope'])
    expect(found.map((each) => each?.id ?? null)).toEqual(['01', '09', '01', null])
    const many = await users.batchGet(Array.from({ length: 250 }, (_, n) => String(n % 10).padStart(2, '0')))
    expect(many.filter((each) => each !== null)).toHaveLength(250)
  })

  it('45 an id without a part of its key is refused by name; a new item fills the part in', async () => {
    await expect(todos.batchGet([{ userId: 'a', todoId: '1' } as never])).rejects.toThrow(
      'missing key field createdAt',
    )
    await expect(todos.get('a' as never)).rejects.toThrow(ValidationError)
    const created = await todos.create({ userId: 'a', todoId: '1', title: 'Test' })
    expect(await todos.batchGet([created])).toEqual([created])
  })

  it('36 a batch of ten is ten', async () => {
    await seed(10)
    expect(await users.count()).toBe(10)
  })

  it('42 pages are full, disjoint and complete, and the last one knows that it is the last', async () => {
    await seed(10)
    const first = await users.list({ limit: 3 })
    const second = await users.list({ limit: 3, cursor: first.nextCursor ?? '' })
    const ids = [...first.items, ...second.items].map(({ id }) => id)
    expect([first.items.length, second.items.length, new Set(ids).size]).toEqual([3, 3, 6])
    expect(first.nextCursor).toMatch(/^[\w-]+$/)

    const rest = await users.query({ age: { gte: 25 } }, { limit: 3 })
    const last = await users.query({ age: { gte: 25 } }, { limit: 3, cursor: rest.nextCursor ?? '' })
    expect([rest.items.length, last.items.length, last.nextCursor]).toEqual([3, 2, null])
    expect(await users.query({ age: 99 })).toMatchObject({ items: [], nextCursor: null })
  })

  it('42 fifteen in pages of four are four pages with each once', async () => {
    await seed(15)
    const seen: string[] = []
    let pages = 0
    for (let cursor: string | undefined; ; pages++) {
      const page = await users.list({ limit: 4, cursor })
      seen.push(...page.items.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect([pages + 1, seen.length, new Set(seen).size]).toEqual([4, 15, 15])
  })

  it('43 the first and last by age; of nobody, null', async () => {
    await seed(5)
    expect(await users.last({ status: 'active' })).toMatchObject({ age: 24 })
    expect(await users.first({ status: 'active' })).toMatchObject({ age: 20 })
    expect([await users.first({ status: 'gone' }), await users.last({ status: 'gone' })]).toEqual([
      null,
      null,
    ])
  })

  it('40 filters are plain data, combined by and, or and not, each once in its own brackets', async () => {
    await seed(4)
    const ages = async (where: Parameters<typeof users.query>[0]) =>
      (await users.query(where)).items.map(({ age }) => age)
    expect(await ages({ and: [{ age: { gte: 22 } }, { status: 'active' }] })).toEqual([22, 23])
    // `(a or b) and c`, where the source's backends disagreed.
    expect(await ages({ or: [{ age: 20 }, { age: 21 }], name: 'Nobody' })).toEqual([])
    expect(await ages({ not: { or: [{ age: { lt: 21 } }, { age: { gt: 22 } }] } })).toEqual([21, 22])
    expect(await ages({ age: { in: [20, 23] } })).toEqual([20, 23])
    expect(await ages({ age: { between: [21, 22] } })).toEqual([21, 22])
    expect(await ages({ email: { contains: '@example', beginsWith: 'alice' }, age: { ne: 20 } })).toEqual([
      21, 22, 23,
    ])
    expect(await ages({})).toHaveLength(4)
    await expect(users.query({ email: { endsWith: '.com' } } as never)).rejects.toThrow(ValidationError)
    await expect(users.query({ emial: 'x' } as never)).rejects.toThrow('emial is not an attribute')
  })

  it('39 a query filters before it counts its limit', async () => {
    await seed(7)
    const { items } = await users.query({ age: { gte: 24 } }, { limit: 3 })
    expect(items.map(({ age }) => age)).toEqual([24, 25, 26])
    const two = await users.query({ age: { gt: 24 }, name: 'Alice' }, { limit: 10 })
    expect(two.items).toHaveLength(2)
  })
})
