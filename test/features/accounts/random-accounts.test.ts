import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataContext } from '../../../src/common/data/data-context.ts'
import { entitiesTable } from '../../../src/common/data/entities-table.ts'
import { DataError } from '../../../src/common/data/errors.ts'
import { OrderDataService } from '../../../src/features/accounts/service/orders/order-data-service.ts'
import { TodoDataService } from '../../../src/features/accounts/service/todos/todo-data-service.ts'
import { UserDataService } from '../../../src/features/accounts/service/users/user-data-service.ts'
import { UserDeletion } from '../../../src/features/accounts/service/users/user-deletion.ts'
import { onEveryStore } from '../../support/every-store.ts'

/*
 * Random programs on the accounts, beside the plainest model of them: maps in memory that know nothing of tables, keys and
 * transactions. After each step the answers are the same, and after each program so is everything that is stored.
 */

const SEED = Number(process.env.FC_SEED ?? 20_661_121)
const RUNS = Number(process.env.FC_RUNS ?? 40)

interface PlainUser {
  email: string
  name: string
  credit: number
  /** In the order of their making. */
  readonly todos: { title: string; state: 'open' | 'done' }[]
  readonly orders: Map<string, { total: number; status: string }>
}
type Plain = Map<string, PlainUser>

const userId = fc.constantFrom('a', 'a#', 'A', '~ 😀')
const address = fc.constantFrom('x@x.org', 'X@x.org', 'y@x.org', 'z@x.org')
const orderId = fc.constantFrom('1', '#1', '1 ')
const at = fc.nat({ max: 3 })
const operation = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), userId, email: address }),
  fc.record({
    kind: fc.constant('rename' as const),
    userId,
    email: fc.option(address),
    name: fc.string({ minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('deposit' as const), userId, amount: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('place' as const), userId, orderId, price: fc.constantFrom(50, 100, 200) }),
  fc.record({ kind: fc.constant('cancel' as const), userId, orderId }),
  fc.record({ kind: fc.constant('todo' as const), userId, title: fc.string({ minLength: 1, maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('change' as const),
    userId,
    at,
    state: fc.constantFrom('open' as const, 'done' as const),
  }),
  fc.record({ kind: fc.constant('drop' as const), userId, at }),
  fc.record({ kind: fc.constant('delete' as const), userId }),
)
type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never

const servicesOf = (context: DataContext) => ({
  users: new UserDataService(context),
  deletion: new UserDeletion(context),
  todos: new TodoDataService(context),
  orders: new OrderDataService(context),
})
type Services = ReturnType<typeof servicesOf>

/** The code of the error, or `done`. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (error instanceof DataError) return error.code
    throw error
  }
}

async function run(services: Services, operation: Operation): Promise<string> {
  const { users, deletion, todos, orders } = services
  const { userId } = operation
  const todoAt = async (index: number): Promise<string> =>
    (await todos.list(userId, { oldestFirst: true })).items[index]?.todoId ?? 'never'
  switch (operation.kind) {
    case 'create':
      return outcome(() => users.create({ userId, email: operation.email, name: 'N' }))
    case 'rename': {
      const { email, name } = operation
      return outcome(() => users.update(userId, { name, ...(email !== null && { email }) }))
    }
    case 'deposit':
      return outcome(() => users.deposit(userId, operation.amount))
    case 'place': {
      const lines = [{ product: 'oil', quantity: 1, unitPrice: operation.price }]
      return outcome(() => orders.place(userId, { orderId: operation.orderId, lines }))
    }
    case 'cancel':
      return outcome(() => orders.cancel(userId, operation.orderId))
    case 'todo':
      return outcome(() => todos.create(userId, [{ title: operation.title }]))
    case 'change':
      return outcome(async () => todos.update(userId, await todoAt(operation.at), { state: operation.state }))
    case 'drop':
      return String(await todos.delete(userId, await todoAt(operation.at)))
    case 'delete':
      return outcome(() => deletion.run(userId))
  }
}

/** What the operation means. */
function expected(plain: Plain, operation: Operation): string {
  const { userId } = operation
  const user = plain.get(userId)
  const isTaken = (email: string): boolean =>
    [...plain].some(([id, other]) => id !== userId && other.email === email.toLowerCase())
  if (operation.kind === 'create') {
    if (user || isTaken(operation.email)) return 'already_exists'
    plain.set(userId, {
      email: operation.email.toLowerCase(),
      name: 'N',
      credit: 0,
      todos: [],
      orders: new Map(),
    })
    return 'done'
  }
  if (!user) return operation.kind === 'drop' ? 'false' : 'not_found'
  return changed(plain, user, operation, isTaken)
}

function changed(
  plain: Plain,
  user: PlainUser,
  operation: Exclude<Operation, { kind: 'create' }>,
  isTaken: (email: string) => boolean,
): string {
  switch (operation.kind) {
    case 'rename':
      return renamed(user, operation, isTaken)
    case 'deposit':
      user.credit += operation.amount
      return 'done'
    case 'place':
      return placed(user, operation.orderId, operation.price)
    case 'cancel': {
      const order = user.orders.get(operation.orderId)
      if (!order) return 'not_found'
      if (order.status === 'placed') user.credit += order.total
      order.status = 'cancelled'
      return 'done'
    }
    case 'todo':
      user.todos.push({ title: operation.title, state: 'open' })
      return 'done'
    case 'change': {
      const todo = user.todos[operation.at]
      if (todo) todo.state = operation.state
      return todo ? 'done' : 'not_found'
    }
    case 'drop':
      return String(user.todos.splice(operation.at, 1).length > 0)
    case 'delete':
      plain.delete(operation.userId)
      return 'done'
  }
}

function renamed(
  user: PlainUser,
  { email, name }: { readonly email: string | null; readonly name: string },
  isTaken: (email: string) => boolean,
): string {
  if (email !== null && isTaken(email)) return 'already_exists'
  user.name = name
  if (email !== null) user.email = email.toLowerCase()
  return 'done'
}

function placed(user: PlainUser, orderId: string, total: number): string {
  const before = user.orders.get(orderId)
  if (before) return before.total === total ? 'done' : 'already_exists'
  if (user.credit < total) return 'condition_failed'
  user.credit -= total
  user.orders.set(orderId, { total, status: 'placed' })
  return 'done'
}

/** Everything that the services tell, in the form of the plain model. */
async function told({ users, todos, orders }: Services, userId: string): Promise<PlainUser | undefined> {
  const user = await users.get(userId)
  const ofOrders = (await orders.list(userId)).items
  const open = (await todos.list(userId, { state: 'open', oldestFirst: true })).items
  const done = (await todos.list(userId, { state: 'done', oldestFirst: true })).items
  const all = (await todos.list(userId, { oldestFirst: true })).items
  expect([...open, ...done].toSorted((a, b) => (a.todoId < b.todoId ? -1 : 1))).toEqual(all)
  const collection = (await users.collection(userId)).items
  expect(collection).toHaveLength(all.length + ofOrders.length + (user ? 1 : 0))
  if (!user) return undefined
  const { email, name, credit } = user
  return {
    ...{ email, name, credit },
    todos: all.map(({ title, state }) => ({ title, state })),
    orders: new Map(ofOrders.map(({ orderId, total, status }) => [orderId, { total, status }])),
  }
}

await onEveryStore([entitiesTable], (context) => {
  describe('random programs on accounts', () => {
    it('give the answers of the plain model, and leave what it holds', async () => {
      const services = servicesOf(context())
      const ids = ['a', 'a#', 'A', '~ 😀']
      const property = fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (program) => {
        for (const id of ids) await outcome(() => services.deletion.run(id))
        const plain: Plain = new Map()
        for (const [step, each] of program.entries()) {
          const want = expected(plain, each)
          expect(await run(services, each), `step ${step}: ${each.kind}`).toBe(want)
        }
        for (const id of ids) expect(await told(services, id)).toEqual(plain.get(id))
        const listed = (await services.users.list()).items.map((user) => user.userId)
        expect(listed.toSorted()).toEqual([...plain.keys()].toSorted())
        // Nothing else is in the table: no address, todo or order of anybody who is gone.
        const { records } = await context().store.table(entitiesTable).scan({})
        const items = [...plain.values()].map(({ todos, orders }) => 2 + todos.length + orders.size)
        expect(records).toHaveLength(items.reduce((sum, count) => sum + count, 0))
      })
      await fc.assert(property, {
        numRuns: context().store.backend === 'dynamodb' ? RUNS / 2 : RUNS,
        seed: SEED,
      })
    }, 300_000)
  })
})
