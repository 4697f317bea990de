import type { HttpServer } from '../../../src/http-server.ts'
import { refused, refusedReads, USERS } from './account-session.ts'
import type { Request, Session } from './session.ts'

/** Todos and orders. */
export const accountItemSession: Session = {
  operations: [
    ...['createTodo', 'deleteTodo', 'getTodo', 'listTodos', 'runTodoBatch', 'updateTodo'],
    ...['cancelOrder', 'getOrder', 'getUserCollection', 'listOrders', 'placeOrder'],
  ],
  // A race that is lost, and users that are being deleted.
  beyondClients: { updateTodo: ['409'], createTodo: ['409'], runTodoBatch: ['409'], cancelOrder: ['409'] },
  requests: async (app) => [...(await todoRequests(app)), ...(await orderRequests(app))],
}

const key = { 'idempotency-key': 'session' }
const stale = { 'if-match': '"0"' }

async function aUser(app: HttpServer, userId: string): Promise<string> {
  const payload = { userId, email: `${userId}@example.org`, name: 'S' }
  await app.inject({ method: 'POST', url: USERS, payload })
  await app.inject({ method: 'POST', url: `${USERS}/${userId}/credit`, payload: { amount: 1000 } })
  return `${USERS}/${userId}`
}

async function todoRequests(app: HttpServer): Promise<readonly Request[]> {
  const all = `${await aUser(app, 'todos')}/todos`
  const nobody = `${USERS}/nobody/todos`
  const payload = { title: 'Buy oil' }
  const post = (url: string, body: object, headers = {}) =>
    ({ method: 'POST', url, payload: body, headers }) as const
  const patch = (url: string, body: object, headers = {}) =>
    ({ method: 'PATCH', url, payload: body, headers }) as const
  const make = async () => app.inject({ method: 'POST', url: all, payload })
  const [{ headers }, { headers: later }] = [await make(), await make()]
  const [one, gone] = [String(headers.location), String(later.location)]
  return [
    { url: all },
    { url: `${all}?limit=1` },
    { url: nobody },
    ...refusedReads(all),
    post(all, payload),
    post(all, payload, key),
    post(all, payload, key),
    post(all, { title: 'Other' }, key),
    post(nobody, payload),
    post(all, {}),
    ...refused('POST', all, payload),
    ...batchRequests(all, gone),
    { url: one },
    { url: one, headers: { 'if-none-match': String(headers.etag) } },
    { url: `${all}/never` },
    ...refusedReads(one),
    patch(one, { state: 'done' }),
    patch(one, { state: 'open' }, stale),
    patch(`${all}/never`, { state: 'done' }),
    ...refused('PATCH', one, payload),
    patch(one, { state: 'lost' }),
    { method: 'DELETE', url: one, headers: stale },
    { method: 'DELETE', url: `${one}?x=1` },
    ...refused('DELETE', one, {}),
    { method: 'DELETE', url: gone },
    { method: 'DELETE', url: gone },
  ]
}

function batchRequests(all: string, one: string): Request[] {
  const url = `${all}/batch`
  const create = [{ title: 'Buy oil' }]
  const complete = [one.split('/').at(-1)]
  const post = (payload: object, headers = {}, to = url): Request => ({
    ...{ method: 'POST', url: to, headers, payload },
  })
  return [
    post({ create, complete, delete: ['never'] }, key),
    post({ create, complete, delete: ['never'] }, key),
    post({ create }, key),
    post({ create }, {}, `${USERS}/nobody/todos/batch`),
    post({ complete: [...complete, ...complete] }),
    post({}),
    ...refused('POST', url, { create }),
  ]
}

async function orderRequests(app: HttpServer): Promise<readonly Request[]> {
  const user = await aUser(app, 'orders')
  const all = `${user}/orders`
  const nobody = `${USERS}/nobody/orders`
  const order = (unitPrice: number, rest = {}) => ({
    lines: [{ product: 'oil', quantity: 1, unitPrice }],
    ...rest,
  })
  const post = (url: string, payload: object, headers = {}) =>
    ({ method: 'POST', url, payload, headers }) as const
  const placed = await app.inject({ method: 'POST', url: all, payload: order(1, { orderId: 'one' }) })
  const [one, cancel, never] = [`${all}/one`, `${all}/one/cancel`, `${all}/never`]
  return [
    { url: all },
    { url: `${all}?limit=1` },
    { url: nobody },
    ...refusedReads(all),
    post(all, order(1, { orderId: 'one' })),
    post(all, order(1), key),
    post(all, order(1), key),
    post(all, order(2), key),
    post(all, order(1001)),
    post(nobody, order(1)),
    post(all, { lines: [] }),
    ...refused('POST', all, order(1)),
    { url: one },
    { url: one, headers: { 'if-none-match': String(placed.headers.etag) } },
    { url: never },
    ...refusedReads(one),
    { url: `${user}/collection` },
    { url: `${user}/collection?limit=1` },
    { url: `${USERS}/nobody/collection` },
    ...refusedReads(`${user}/collection`),
    { method: 'POST', url: cancel },
    { method: 'POST', url: cancel },
    { method: 'POST', url: `${never}/cancel` },
    { method: 'POST', url: `${cancel}?x=1` },
    ...refused('POST', cancel, {}),
  ]
}
