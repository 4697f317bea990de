import { randomUUID } from 'node:crypto'
import { Value } from '@sinclair/typebox/value'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataContext } from '../../src/common/data/data-context.ts'
import { entitiesTable } from '../../src/common/data/entities-table.ts'
import { pageQuery } from '../../src/common/http/pagination.ts'
import { OrderDataService } from '../../src/features/accounts/service/orders/order-data-service.ts'
import { TodoDataService } from '../../src/features/accounts/service/todos/todo-data-service.ts'
import { UserDataService } from '../../src/features/accounts/service/users/user-data-service.ts'
import { UserDeletion } from '../../src/features/accounts/service/users/user-deletion.ts'
import { NotificationDataService } from '../../src/features/notifications/service/notification-data-service.ts'
import { StoryDataService } from '../../src/features/stories/service/story-data-service.ts'
import { onEveryStore } from '../support/every-store.ts'

/*
 * Three features share one table and never see each other. Whatever their ids contain, each list holds what was put there
 * and nothing else: not the items of another model, nor those of an owner with a similar name.
 */

const SEED = Number(process.env.FC_SEED ?? 20_661_121)

const parts = ['#', '~', ' ', '$', '$23', '%', '_', '\\', '/', 'a', 'A', 'é', '😀', '\uffff', '€']
const lookalikes = [
  'USER#',
  'PROFILE',
  'TODO#open',
  'ORDER#o',
  'STORY#',
  'USERS',
  'ACCOUNT#',
  'a#STORY#b',
  '{userId}',
]
/** Two that resemble each other: often one is the beginning of the other. Now and then as long as ids may be. */
const names = fc
  .tuple(
    fc.oneof(
      fc.array(fc.constantFrom(...parts, ...lookalikes), { minLength: 1, maxLength: 4 }),
      // About the longest that every feature takes.
      fc.constantFrom(['€'.repeat(112)], ['# '.repeat(56)], ['😀'.repeat(56)]),
    ),
    fc.constantFrom('', '#', '$', ' ', '~', 'a', '😀', '#PROFILE', '\uffff'),
  )
  .map(([start, end]): [string, string] => [start.join(''), `${start.join('')}${end}`])

const servicesOf = (context: DataContext) => ({
  users: new UserDataService(context),
  deletion: new UserDeletion(context),
  todos: new TodoDataService(context),
  orders: new OrderDataService(context),
  stories: new StoryDataService(context),
  notifications: new NotificationDataService(context),
})
type Services = ReturnType<typeof servicesOf>

const lines = [{ product: 'oil', quantity: 1, unitPrice: 1 }]
const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted()

/** Puts one item of each model and id under an owner. */
async function fill(services: Services, owner: string, ids: readonly string[]): Promise<void> {
  const { users, todos, orders, stories, notifications } = services
  await users.create({ userId: owner, email: `${randomUUID()}@example.org`, name: 'N' })
  await users.deposit(owner, 100)
  await todos.create(
    owner,
    ids.map((title) => ({ title })),
  )
  for (const id of ids) {
    await orders.place(owner, { orderId: id, lines })
    await stories.create({ owner, storyId: id, title: id, content: owner })
    await notifications.add({
      ...{ accountId: owner, notificationId: id, notificationName: id, notificationType: 'USERS' },
      message: owner,
    })
  }
}

/** What each list of an owner holds. */
async function listed(services: Services, owner: string) {
  const { users, todos, orders, stories, notifications } = services
  const limit = 500
  const [ofTodos, ofOrders, ofStories, ofNotifications, collection] = [
    await todos.list(owner, { state: 'open', limit }),
    await orders.list(owner, { limit }),
    await stories.ofOwner(owner, { limit }),
    await notifications.ofAccount(owner, { limit }),
    await users.collection(owner, { limit }),
  ]
  return {
    todos: ofTodos.items.map(({ title }) => title).toSorted(),
    orders: ofOrders.items.map(({ orderId }) => orderId).toSorted(),
    stories: ofStories.items.map(({ storyId }) => storyId).toSorted(),
    notifications: ofNotifications.items.map(({ notificationId }) => notificationId).toSorted(),
    collection: collection.items.map(({ type, item }) => `${type} of ${item.userId}`).toSorted(),
  }
}

const expectedOf = (owner: string, ids: readonly string[]) => ({
  ...{ todos: ids, orders: ids, stories: ids, notifications: ids },
  collection: [
    ...ids.map(() => `order of ${owner}`),
    ...ids.map(() => `todo of ${owner}`),
    `user of ${owner}`,
  ],
})

await onEveryStore([entitiesTable], (context) => {
  describe('the shared table', () => {
    it('gives each list its own items, whatever the ids contain, and loses no other’s with a user', async () => {
      const services = servicesOf(context())
      const { backend } = context().store
      const numRuns = backend === 'dynamodb' ? 15 : 40
      let runs = 0
      const property = fc.asyncProperty(names, names, async (pair, some) => {
        const run = `r${(runs += 1)}`
        const owners = distinct(pair.map((each) => `${run}${each}`))
        // Controls cannot be ids, nor can space around the name of a notification be kept.
        const ids = distinct(some.map((each) => `i${each}`.trimEnd()))
        for (const owner of owners) await fill(services, owner, ids)
        for (const owner of owners) expect(await listed(services, owner)).toEqual(expectedOf(owner, ids))
        const users = await services.users.list({ prefix: run, limit: 500 })
        expect(
          users.items
            .map(({ userId }) => userId)
            .filter((each) => owners.includes(each))
            .toSorted(),
        ).toEqual(owners)
        for (const id of ids) {
          const named = await services.notifications.ofName(id, { limit: 500 })
          const mine = named.items.filter(({ accountId }) => owners.includes(accountId))
          expect(mine.map(({ accountId }) => accountId).toSorted()).toEqual(owners)
          expect(distinct(mine.map(({ notificationName }) => notificationName))).toEqual([id])
        }
        const [gone = '', ...left] = owners
        await services.deletion.run(gone)
        const { stories, notifications } = expectedOf(gone, ids)
        const empty = { todos: [], orders: [], collection: [] }
        expect(await listed(services, gone)).toEqual({ ...empty, stories, notifications })
        for (const owner of left) expect(await listed(services, owner)).toEqual(expectedOf(owner, ids))
      })
      await fc.assert(property, { numRuns, seed: SEED, endOnFailure: true })
    }, 120_000)

    it.each([['€'], ['#'], ['~'], [' ']])(
      'keeps apart ids of 256 characters of %j that differ in the last',
      async (each) => {
        const { users, orders } = servicesOf(context())
        const [first, second] = [`${each.repeat(255)}a`, `${each.repeat(255)}b`]
        for (const userId of [first, second]) {
          await users.create({ userId, email: `${randomUUID()}@example.org`, name: 'N' })
          await users.deposit(userId, 100)
          await orders.place(userId, { orderId: userId, lines })
        }
        await orders.place(first, { orderId: second, lines })
        const ids = async (userId: string) => (await orders.list(userId)).items.map(({ orderId }) => orderId)
        expect((await ids(first)).toSorted()).toEqual([first, second])
        expect(await ids(second)).toEqual([second])
        expect((await users.collection(second)).items).toHaveLength(2)
      },
    )

    it('takes a user id of a kilobyte, and refuses what is too long for a sort key', async () => {
      const { users, orders } = servicesOf(context())
      const ids = ['a', 'b'].map((last) => `${'😀'.repeat(255)}${last}`)
      for (const userId of ids) {
        expect(Buffer.byteLength(userId)).toBeGreaterThan(1000)
        await users.create({ userId, email: `${randomUUID()}@example.org`, name: 'N' })
        await users.deposit(userId, 100)
        await orders.place(userId, { orderId: 'o', lines })
        expect((await users.get(userId))?.userId).toBe(userId)
      }
      for (const userId of ids) expect((await users.collection(userId)).items).toHaveLength(2)
      const { nextCursor } = await users.list({ limit: 1 })
      expect(Value.Check(pageQuery({ max: 1, default: 1 }).cursor, nextCursor)).toBe(true)
      const [userId = ''] = ids
      const tooLong = orders.place(userId, { orderId: '😀'.repeat(256), lines })
      await expect(tooLong).rejects.toMatchObject({
        reasons: expect.arrayContaining([expect.objectContaining({ code: 'too_large' })]) as unknown,
      })
      expect((await orders.list(userId)).items).toHaveLength(1)
    })
  })
})
