import { describe, expect, it } from 'vitest'
import { onEveryBackend } from '../../support/test-app.ts'
import {
  answered,
  aUser,
  clientOf,
  creditOf,
  everyPage,
  pathOf,
  type Client,
  type TodoDto,
} from './account-client.ts'

interface Item {
  readonly type: string
  readonly item: { readonly orderId?: string; readonly title?: string; readonly userId: string }
}
interface BatchItem {
  readonly status: number
  readonly todo: TodoDto | null
  readonly problem: { readonly detail: string } | null
}
type Answer = Record<'create' | 'complete' | 'delete', BatchItem[]>

const todo = async (client: Client, userId: string, title: string): Promise<TodoDto> =>
  answered(await client.post(pathOf(userId, 'todos'), { title }), 201)

await onEveryBackend((app) => {
  const client = clientOf(app)

  describe('the item collection of a user', () => {
    it('is the profile, the todos and the orders, in the order of their keys, typed, page by page', async () => {
      const user = await aUser(client, { credit: 100 })
      const { userId } = user
      const lines = [{ product: 'oil', quantity: 1, unitPrice: 1 }]
      const oil = await todo(client, userId, 'oil')
      await todo(client, userId, 'wick')
      for (const orderId of ['b', 'a'])
        answered(await client.post(pathOf(userId, 'orders'), { orderId, lines }), 201)
      // A story of the same owner stands in the same partition.
      await client.post(`/api/v1/stories/${userId}`, { title: 'T', content: 'C' })
      const items = await everyPage<Item>(client, `${pathOf(userId, 'collection')}?limit=2`)
      expect(items.map(({ type, item }) => [type, item.orderId ?? item.title ?? item.userId])).toEqual([
        ['order', 'a'],
        ['order', 'b'],
        ['user', userId],
        ['todo', 'oil'],
        ['todo', 'wick'],
      ])
      expect(items[3]?.item).toEqual(oil)
      expect(items[2]?.item).toMatchObject({ email: user.email, credit: 98, status: 'active' })
      expect((await client.get(pathOf('nobody', 'collection'))).statusCode).toBe(404)
    })

    it('goes with the user; the stories of the same name stay', async () => {
      const { userId } = await aUser(client, { credit: 10 })
      await todo(client, userId, 'oil')
      await client.post(`/api/v1/stories/${userId}`, { title: 'T', content: 'C' })
      expect((await client.delete(pathOf(userId))).statusCode).toBe(204)
      expect((await client.get(pathOf(userId, 'collection'))).statusCode).toBe(404)
      expect(
        answered<{ items: unknown[] }>(await client.get(`/api/v1/stories/${userId}`)).items,
      ).toHaveLength(1)
    })
  })

  describe('a batch of todos', () => {
    it('creates, completes and deletes, and answers each in its place', async () => {
      const { userId } = await aUser(client)
      const [oil, wick] = [await todo(client, userId, 'oil'), await todo(client, userId, 'wick')]
      const url = pathOf(userId, 'todos', 'batch')
      const answer = answered<Answer>(
        await client.post(url, {
          create: [{ title: 'a' }, { title: 'b', note: 'n' }],
          complete: ['never', oil.todoId],
          delete: [wick.todoId, '00000000-0000-7000-8000-000000000000'],
        }),
      )
      expect(answer.create).toMatchObject([
        { status: 201, todo: { title: 'a', state: 'open' }, problem: null },
        { status: 201, todo: { title: 'b', note: 'n' }, problem: null },
      ])
      expect(answer.complete).toMatchObject([
        { status: 404, todo: null, problem: { status: 404, detail: 'Todo not found: never' } },
        { status: 200, todo: { title: 'oil', state: 'done' }, problem: null },
      ])
      expect(answer.delete.map(({ status }) => status)).toEqual([204, 404])
      const left = await everyPage<TodoDto>(client, `${pathOf(userId, 'todos')}?order=oldest`)
      expect(left.map(({ title }) => title)).toEqual(['oil', 'a', 'b'])
    })

    it('creates all that one transaction holds, once for an Idempotency-Key', async () => {
      const { userId } = await aUser(client)
      const create = Array.from({ length: 50 }, (_, at) => ({ title: `t${at}`, note: '😀'.repeat(500) }))
      const headers = { 'idempotency-key': 'b' }
      const url = pathOf(userId, 'todos', 'batch')
      const first = answered<Answer>(await client.post(url, { create }, headers))
      expect(answered(await client.post(url, { create }, headers))).toEqual(first)
      const all = await everyPage<TodoDto>(client, `${pathOf(userId, 'todos')}?order=oldest&limit=20`)
      expect(all).toEqual(first.create.map((each) => each.todo))
    })

    it('is refused for nobody, and where it names a todo twice or too many', async () => {
      const { userId } = await aUser(client)
      const { todoId } = await todo(client, userId, 'oil')
      const url = pathOf(userId, 'todos', 'batch')
      expect((await client.post(pathOf('nobody', 'todos', 'batch'), { complete: [todoId] })).statusCode).toBe(
        404,
      )
      expect((await client.post(url, { complete: [todoId], delete: [todoId] })).statusCode).toBe(400)
      expect((await client.post(url, { delete: Array.from({ length: 51 }, String) })).statusCode).toBe(400)
      expect(await creditOf(client, userId)).toBe(0)
    })
  })
})
