import { describe, expect, it } from 'vitest'
import { onEveryBackend } from '../../support/test-app.ts'
import { answered, aUser, clientOf, creditOf, everyPage, pathOf, type OrderDto } from './account-client.ts'

const lines = (unitPrice: number, quantity = 1) => [{ product: 'oil', quantity, unitPrice }]
const times = (length: number): number[] => Array.from({ length }, (_, at) => at)

await onEveryBackend((app) => {
  const client = clientOf(app)
  const ordersOf = (userId: string): string => pathOf(userId, 'orders')
  const cancel = (userId: string, orderId: string) =>
    client.post(pathOf(userId, 'orders', orderId, 'cancel'), {})

  describe('orders', () => {
    it('are paid from the credit, read and listed, the newest first', async () => {
      const { userId } = await aUser(client, { credit: 10_000 })
      const response = await client.post(ordersOf(userId), {
        orderId: 'a/b #1',
        lines: [...lines(1250, 2), ...lines(100)],
      })
      const order = answered<OrderDto>(response, 201)
      expect(order).toMatchObject({
        userId,
        orderId: 'a/b #1',
        total: 2600,
        status: 'placed',
        cancelledAt: null,
      })
      expect(await creditOf(client, userId)).toBe(7400)
      const url = pathOf(userId, 'orders', 'a/b #1')
      expect(response.headers.location).toBe(url)
      const read = await client.get(url)
      expect(read.json()).toEqual(order)
      expect((await client.get(url, { 'if-none-match': String(read.headers.etag) })).statusCode).toBe(304)
      const later: string[] = []
      for (const unitPrice of [1, 2, 3]) {
        await new Promise((resolve) => setTimeout(resolve, 3))
        later.unshift(
          answered<OrderDto>(await client.post(ordersOf(userId), { lines: lines(unitPrice) }), 201).orderId,
        )
      }
      const listed = await everyPage<OrderDto>(client, `${ordersOf(userId)}?limit=3`)
      expect(listed.map(({ orderId }) => orderId)).toEqual([...later, 'a/b #1'])
    })

    it('are refused where the credit is too small, or there is no user', async () => {
      const { userId } = await aUser(client, { credit: 500 })
      expect((await client.post(ordersOf(userId), { lines: lines(501) })).json()).toMatchObject({
        ...{ status: 409, code: 'insufficient_credit', title: 'Insufficient credit' },
        detail: 'The credit of 500 cents does not cover the total of 501 cents',
      })
      expect(answered(await client.get(ordersOf(userId)))).toEqual({ items: [], nextCursor: null })
      expect(await creditOf(client, userId)).toBe(500)
      answered(await client.post(ordersOf(userId), { lines: lines(500) }), 201)
      expect(await creditOf(client, userId)).toBe(0)
      expect((await client.post(ordersOf('nobody'), { lines: lines(1) })).json()).toMatchObject({
        ...{ status: 404, detail: 'User not found: nobody' },
      })
      expect((await client.get(ordersOf('nobody'))).statusCode).toBe(404)
      for (const bad of [[], lines(0), lines(1.5), lines(1, 0), lines(-1)])
        expect((await client.post(ordersOf(userId), { lines: bad })).statusCode).toBe(400)
    })

    it('are placed for as much credit as there is, by 32 at once', async () => {
      const { userId } = await aUser(client, { credit: 1000 })
      const answers = await Promise.all(
        times(32).map(() => client.post(ordersOf(userId), { lines: lines(100) })),
      )
      const statuses = answers.map(({ statusCode }) => statusCode)
      expect(statuses.filter((status) => status === 201)).toHaveLength(10)
      for (const answer of answers.filter(({ statusCode }) => statusCode !== 201))
        expect(answer.json(), answer.body).toMatchObject({ status: 409, code: 'insufficient_credit' })
      expect(await creditOf(client, userId)).toBe(0)
      expect(await everyPage(client, ordersOf(userId))).toHaveLength(10)
    })

    it('are placed once for an Idempotency-Key and for an orderId, also by many at once', async () => {
      const { userId } = await aUser(client, { credit: 250 })
      const keyed = () =>
        client.post(ordersOf(userId), { lines: lines(100) }, { 'idempotency-key': `key-${userId}` })
      const named = () => client.post(ordersOf(userId), { orderId: 'o', lines: lines(100) })
      const answers = await Promise.all(times(12).map((at) => (at % 2 === 0 ? keyed() : named())))
      const ids = answers.map((each) => {
        expect([200, 201], each.body).toContain(each.statusCode)
        return each.json<OrderDto>().orderId
      })
      expect(new Set(ids).size).toBe(2)
      expect(await creditOf(client, userId)).toBe(50)
      // Later, when the credit would not do for another one.
      expect((await keyed()).headers['idempotent-replayed']).toBe('true')
      expect((await named()).statusCode).toBe(200)
      expect((await client.post(ordersOf(userId), { orderId: 'o', lines: lines(101) })).json()).toMatchObject(
        {
          status: 409,
          code: 'already_exists',
        },
      )
    })

    it('give the total back once when they are cancelled, by however many', async () => {
      const { userId } = await aUser(client, { credit: 1000 })
      answered(await client.post(ordersOf(userId), { orderId: 'o', lines: lines(400) }), 201)
      answered(await client.post(ordersOf(userId), { orderId: 'p', lines: lines(100) }), 201)
      const answers = await Promise.all(times(16).map(() => cancel(userId, 'o')))
      for (const answer of answers)
        expect(answered(answer)).toMatchObject({ orderId: 'o', status: 'cancelled' })
      const [first, ...others] = answers.map((each) => each.json<OrderDto>())
      for (const other of others) expect(other).toEqual(first)
      expect(await creditOf(client, userId)).toBe(900)
      expect((await cancel(userId, 'never')).json()).toMatchObject({
        status: 404,
        detail: 'Order not found: never',
      })
      // The id stays that of the cancelled order.
      const again = await client.post(ordersOf(userId), { orderId: 'o', lines: lines(400) })
      expect(answered(again)).toEqual(first)
    })
  })
})
