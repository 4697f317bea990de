import { IdempotencyHeaders } from '../../../../common/http/idempotency.ts'
import { pageOf, pageQuery } from '../../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems } from '../../../../common/http/responses.ts'
import { refTo, strictObject } from '../../../../common/http/schema.ts'
import { orderParams as params, ReadHeaders, tags, userParams } from '../account-schemas.ts'
import { exampleOrder, type CreateOrderDto, type OrderDto } from './order-dto.ts'

/* What each operation takes and answers, as it is validated and as it is documented. */

const one = refTo<OrderDto>('Order')
const examples = { order: exampleOrder }
const cancelled = { status: 'cancelled', cancelledAt: '2026-11-21T08:00:00.000Z' }

export const listOrders = {
  operationId: 'listOrders',
  summary: 'List the orders of a user',
  description: 'The newest first, from an index.',
  tags,
  params: userParams,
  querystring: strictObject(pageQuery({ max: 500, default: 50 })),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [exampleOrder], nextCursor: null } },
    }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const placeOrder = {
  operationId: 'placeOrder',
  summary: 'Place an order',
  description:
    'Stores the order and takes its total from the credit of the user, both or neither; 409 (`insufficient_credit`) when ' +
    'the credit is too small. It is done once, however often it is sent: with an `Idempotency-Key`, or with an `orderId`. ' +
    'An order that was placed before under the same id with the same lines is answered with 200.',
  tags,
  params: userParams,
  headers: IdempotencyHeaders,
  body: refTo<CreateOrderDto>('CreateOrder'),
  response: {
    200: jsonResponse(one, {
      description: 'The order, which had been placed before',
      headers: ['Location', 'ETag'],
      examples,
    }),
    201: jsonResponse(one, {
      description: 'The order as placed',
      headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      examples,
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const getOrder = {
  operationId: 'getOrder',
  summary: 'Get an order',
  description: 'One order by id.',
  tags,
  params,
  headers: ReadHeaders,
  response: {
    200: jsonResponse(one, { description: 'The order', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const cancelOrder = {
  operationId: 'cancelOrder',
  summary: 'Cancel an order',
  description:
    'Gives the total back to the credit of the user, once: an order that is cancelled already is answered as it is, and ' +
    'nothing changes.',
  tags,
  params,
  response: {
    200: jsonResponse(one, {
      description: 'The cancelled order',
      headers: ['ETag'],
      examples: { cancelled: Object.assign({}, exampleOrder, cancelled) },
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503),
  },
}
