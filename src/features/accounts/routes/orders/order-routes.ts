import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { NotFoundError } from '../../../../common/data/errors.ts'
import { notFound } from '../../../../common/http/http-error.ts'
import { sendAnswer, type Answer } from '../../../../common/http/idempotency.ts'
import { sendPage } from '../../../../common/http/pagination.ts'
import { etagOf, notModified } from '../../../../common/http/preconditions.ts'
import type { Order } from '../../model/order-table.ts'
import { asProblems } from '../account-problems.ts'
import { ofOwner, type AccountRoutesOptions } from '../account-routes-options.ts'
import { pageOfUser } from '../page-of-user.ts'
import { OrderDto } from './order-dto.ts'
import { cancelOrder, getOrder, listOrders, placeOrder } from './order-operations.ts'

const ALL = '/users/:userId/orders'
const ONE = `${ALL}/:orderId` as const

const orderNotFound = (orderId: string) => notFound(`Order not found: ${orderId}`)

export const orderRoutes: FastifyPluginAsyncTypebox<AccountRoutesOptions> = async (app, options) => {
  const { users, orders, idempotency } = options
  const load = async ({ userId, orderId }: { userId: string; orderId: string }): Promise<Order> => {
    const order = await orders.get(userId, orderId)
    if (!order) throw orderNotFound(orderId)
    return order
  }

  app.get(ALL, { config: ofOwner, schema: listOrders }, async (request, reply) => {
    const { items, nextCursor } = await pageOfUser(users, request, (userId) =>
      orders.list(userId, request.query),
    )
    return sendPage(request, reply, { items: items.map((item) => OrderDto.fromModel(item)), nextCursor })
  })

  app.post(ALL, { config: ofOwner, schema: placeOrder }, async (request, reply) => {
    const { userId } = request.params
    const answer = await idempotency.answer(request, 'placeOrder', async (record) => {
      const { order, created } = await asProblems(
        orders.place(userId, request.body, (placed) => record(answerFor(placed, 201))),
      )
      return answerFor(order, created ? 201 : 200)
    })
    return sendAnswer<OrderDto>(reply, answer)
  })

  app.get(ONE, { config: ofOwner, schema: getOrder }, async (request, reply) => {
    const order = await load(request.params)
    // Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.header('cache-control', 'private, no-cache')
    if (notModified(request, order.version)) {
      return reply.code(304).header('etag', etagOf(order.version)).send(null)
    }
    return answerWith(reply, order)
  })

  app.post(`${ONE}/cancel`, { config: ofOwner, schema: cancelOrder }, async (request, reply) => {
    const { userId, orderId } = request.params
    const order = await asProblems(orders.cancel(userId, orderId)).catch((error: unknown) => {
      throw error instanceof NotFoundError ? orderNotFound(orderId) : error
    })
    return answerWith(reply, order)
  })
}

const answerFor = (order: Order, status: 200 | 201): Answer => ({
  status,
  headers: {
    location: `/api/v1/users/${encodeURIComponent(order.userId)}/orders/${encodeURIComponent(order.orderId)}`,
    etag: etagOf(order.version),
  },
  body: OrderDto.fromModel(order),
})

function answerWith(reply: FastifyReply, order: Order): OrderDto {
  void reply.header('etag', etagOf(order.version))
  return OrderDto.fromModel(order)
}
