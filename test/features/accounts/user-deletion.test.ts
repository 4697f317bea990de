import { describe, expect, it, vi } from 'vitest'
import type { DataContext } from '../../../src/common/data/data-context.ts'
import { entitiesTable } from '../../../src/common/data/entities-table.ts'
import { DataError, UnavailableError } from '../../../src/common/data/errors.ts'
import type { StoredRecord } from '../../../src/common/data/store/value.ts'
import { ChangeConsumer } from '../../../src/common/streams/change-consumer.ts'
import { ChangeRouter } from '../../../src/common/streams/change-router.ts'
import { userModel } from '../../../src/features/accounts/index.ts'
import { OrderDataService } from '../../../src/features/accounts/service/orders/order-data-service.ts'
import { TodoDataService } from '../../../src/features/accounts/service/todos/todo-data-service.ts'
import { UserDataService } from '../../../src/features/accounts/service/users/user-data-service.ts'
import { UserDeletion } from '../../../src/features/accounts/service/users/user-deletion.ts'
import { interferedStore, type Interference } from '../../support/interfered-store.ts'
import { onEveryStore } from '../../support/every-store.ts'

const servicesOf = (context: DataContext) => ({
  users: new UserDataService(context),
  todos: new TodoDataService(context),
  orders: new OrderDataService(context),
  deletion: new UserDeletion(context),
})
type Services = ReturnType<typeof servicesOf>

const times = (length: number): number[] => Array.from({ length }, (_, at) => at)
const lines = [{ product: 'oil', quantity: 1, unitPrice: 1 }]
let users = 0

async function aUser({ users: service, todos, orders }: Services, { todos: many = 3, orders: few = 2 } = {}) {
  const userId = `gone-${(users += 1)}`
  await service.create({ userId, email: `${userId}@example.org`, name: 'G' })
  await service.deposit(userId, 1000)
  for (let left = many; left > 0; left -= 50)
    await todos.create(
      userId,
      times(Math.min(left, 50)).map((at) => ({ title: `t${at}` })),
    )
  for (const at of times(few)) await orders.place(userId, { orderId: `o${at}`, lines })
  return userId
}

/** Everything that is stored of a user, the e-mail address included. */
async function leftOf({ store }: DataContext, userId: string): Promise<readonly StoredRecord[]> {
  const table = store.table(entitiesTable)
  const { records } = await table.range({ pk: `USER#${userId}`, consistent: true })
  const email = await table.get({ pk: `EMAIL#${userId}@example.org`, sk: 'USER' })
  return [...records, ...(email ? [email] : [])]
}

/** Lets so many calls pass; the next one is not done, or done and not answered. */
function failingAfter(
  passed: number,
  isDone: boolean,
): { interfere: Interference; hasFailed: () => boolean } {
  let calls = 0
  return {
    interfere: async (_, call) => {
      if (calls++ !== passed) return call()
      if (isDone) await call()
      throw new UnavailableError('The line went dead')
    },
    hasFailed: () => calls > passed,
  }
}

await onEveryStore([entitiesTable], (context) => {
  describe('deleting a user', () => {
    it('removes everything, in steps where there is much, and sets the address free', async () => {
      const services = servicesOf(context())
      const { deletion } = services
      const userId = await aUser(services, { todos: 130, orders: 4 })
      expect(await deletion.run(userId, { maxItems: 100 })).toBe(false)
      expect(await services.users.get(userId)).toMatchObject({ deletion: expect.any(String) as string })
      expect(await deletion.run(userId, { maxItems: 100 })).toBe(true)
      expect(await leftOf(context(), userId)).toEqual([])
      await expect(deletion.run(userId)).rejects.toThrow(`User not found: ${userId}`)
      const heir = await services.users.create({ userId, email: `${userId}@example.org`, name: 'H' })
      expect(heir).toMatchObject({ credit: 0, deletion: null })
    })

    it.each([
      ['a call that is not done', false],
      ['a call whose answer is lost', true],
    ])('interrupted at any step by %s, and repeated, leaves nothing', async (_, isDone) => {
      let steps = 0
      for (let hasFailed = true; hasFailed; steps++) {
        const services = servicesOf(context())
        const userId = await aUser(services)
        const fault = failingAfter(steps, isDone)
        const broken = servicesOf({ ...context(), store: interferedStore(context().store, fault.interfere) })
        await broken.deletion.run(userId).catch((error: unknown) => {
          if (!(error instanceof UnavailableError)) throw error
        })
        hasFailed = fault.hasFailed()
        // The last step may have been done without an answer.
        if (await services.users.get(userId)) expect(await services.deletion.run(userId)).toBe(true)
        expect(await leftOf(context(), userId), `after step ${steps}`).toEqual([])
      }
      // The mark, the page of items, their removal, the profile; then once without a fault.
      expect(steps).toBeGreaterThanOrEqual(5)
    })

    it('races with new todos, orders, cancels and credit, and leaves no orphan', async () => {
      for (const round of times(6)) {
        const services = servicesOf(context())
        const { todos, orders, deletion } = services
        const userId = await aUser(services, { todos: 5, orders: 3 })
        const writers = times(24).map(async (at) => {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 8 * (round + 1)))
          if (at % 4 === 0) await orders.place(userId, { lines })
          else if (at % 4 === 1) await orders.cancel(userId, `o${at % 3}`)
          else if (at % 4 === 2) await services.users.deposit(userId, 1)
          else await todos.create(userId, [{ title: 'late' }])
        })
        const deletions = times(2).map(() => deletion.run(userId))
        for (const outcome of await Promise.allSettled([...writers, ...deletions])) {
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DataError)
        }
        if (await services.users.get(userId)) await deletion.run(userId)
        expect(await leftOf(context(), userId)).toEqual([])
      }
    })

    it('is not fooled by a user who gets the id while it sleeps', async () => {
      const services = servicesOf(context())
      const userId = await aUser(services)
      let calls = 0
      // Between the read of the old items and their removal the old user goes, and a new one comes.
      const interfere: Interference = async (operation, call) => {
        const result = await call()
        if (operation === 'range' && ++calls === 1) {
          await services.deletion.run(userId)
          await aUserAgain(services, userId)
        }
        return result
      }
      const slow = servicesOf({ ...context(), store: interferedStore(context().store, interfere) })
      expect(await slow.deletion.run(userId)).toBe(true)
      expect(await services.users.get(userId)).toMatchObject({ credit: 4, deletion: null })
      expect(await services.orders.get(userId, 'o0')).toMatchObject({ status: 'placed' })
      expect((await services.todos.list(userId)).items).toHaveLength(1)
    })

    it('removes items that cannot be read, and leaves those of others', async () => {
      const services = servicesOf(context())
      const userId = await aUser(services)
      const table = context().store.table(entitiesTable)
      const pk = `USER#${userId}`
      const story = { pk, sk: 'STORY#1', _type: 'story', owner: userId }
      await table.write({ type: 'put', record: { pk, sk: 'TODO#x', _type: 'todo' } })
      await table.write({ type: 'put', record: story })
      expect(await services.deletion.run(userId)).toBe(true)
      expect(await leftOf(context(), userId)).toEqual([story])
    })

    it('is brought to its end, step by step, by whoever acts on changes, also one that comes later', async () => {
      const services = servicesOf(context())
      const { deletion } = services
      const userId = await aUser(services, { todos: 130, orders: 4 })
      expect(await deletion.run(userId, { maxItems: 30 })).toBe(false)
      const { store, tableName } = context()
      let events = 0
      const router = new ChangeRouter({ tableName }).on(userModel, async (event) => {
        if (event.kind !== 'modify' || event.after.userId !== userId) return
        await deletion.resume(event.after, { maxItems: 30 })
        // Delivered again, as after a crash before the place was kept.
        await deletion.resume(event.after, { maxItems: 30 })
        if (++events % 2 === 0) throw new Error('Once more')
      })
      const consumer = new ChangeConsumer({ store, name: 'later', router, maxAttempts: 20, retryMs: 1 })
      consumer.start()
      await vi.waitFor(async () => {
        expect(await leftOf(context(), userId)).toEqual([])
      }, 15_000)
      await consumer.stop()
    })

    it('resumed late leaves a user alone who has the id by then', async () => {
      const services = servicesOf(context())
      const { deletion } = services
      const userId = await aUser(services, { todos: 3, orders: 0 })
      expect(await deletion.run(userId, { maxItems: 1 })).toBe(false)
      const marked = await services.users.getOrThrow(userId)
      expect(await deletion.run(userId)).toBe(true)
      await aUserAgain(services, userId)
      const before = await leftOf(context(), userId)
      await deletion.resume(marked)
      await deletion.resume(await services.users.getOrThrow(userId))
      expect(await leftOf(context(), userId)).toEqual(before)
    })

    it('stops whatever would add to the user from its first moment', async () => {
      const services = servicesOf(context())
      const userId = await aUser(services, { todos: 3, orders: 1 })
      await services.deletion.run(userId, { maxItems: 1 })
      const refused = `User is being deleted: ${userId}`
      await expect(services.todos.create(userId, [{ title: 'a' }])).rejects.toThrow(refused)
      await expect(services.orders.place(userId, { lines })).rejects.toThrow(refused)
      await expect(services.users.deposit(userId, 1)).rejects.toThrow(refused)
      await expect(services.users.update(userId, { name: 'x' })).rejects.toThrow(refused)
      await expect(services.users.update(userId, { email: 'x@y.org' })).rejects.toThrow(refused)
    })
  })
})

async function aUserAgain({ users: service, todos, orders }: Services, userId: string): Promise<void> {
  await service.create({ userId, email: `${userId}@example.org`, name: 'New' })
  await service.deposit(userId, 5)
  await orders.place(userId, { orderId: 'o0', lines })
  await todos.create(userId, [{ title: 'new' }])
}
