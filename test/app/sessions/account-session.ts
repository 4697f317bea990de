import type { HttpServer } from '../../../src/http-server.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

export const accountSession: Session = {
  operations: ['createUser', 'deleteUser', 'depositCredit', 'getUser', 'listUsers', 'updateUser'],
  // An account of thousands of items, and one that is being deleted.
  beyondClients: { deleteUser: ['202'], depositCredit: ['409'] },
  requests: userRequests,
}

export const USERS = '/api/v1/users'

type Method = 'POST' | 'PATCH' | 'DELETE'

/** What is refused of any request with a body: one that is too large, the wrong types and too long a URL. */
export const refused = (method: Method, url: string, payload: object): Request[] => [
  { method, url, payload: { ...payload, tooLong } },
  { method, url, payload, headers: xml },
  { method, url, payload: 'a', headers: csv },
  { method, url: url + long, payload },
]

export const refusedReads = (url: string): Request[] => [
  { url, headers: xml },
  { url: `${url}?y=1` },
  { url: url + long },
]

async function userRequests(app: HttpServer): Promise<readonly Request[]> {
  const [one, nobody] = [`${USERS}/session`, `${USERS}/nobody`]
  const user = (userId: string) => ({ userId, email: `${userId}@example.org`, name: 'S' })
  for (const userId of ['session', 'other', 'gone'])
    await app.inject({ method: 'POST', url: USERS, payload: user(userId) })
  const { etag } = (await app.inject(one)).headers
  const key = { 'idempotency-key': 'session' }
  const stale = { 'if-match': '"0"' }
  const post = (payload: object, headers = {}) => ({ method: 'POST', url: USERS, payload, headers }) as const
  const credit = (url: string, amount: number, headers = {}) =>
    ({ method: 'POST', url: `${url}/credit`, payload: { amount }, headers }) as const
  const patch = (url: string, payload: object, headers = {}) =>
    ({ method: 'PATCH', url, payload, headers }) as const
  return [
    { url: USERS },
    { url: `${USERS}?limit=1` },
    ...refusedReads(USERS),
    post(user('new'), key),
    post(user('new'), key),
    post(user('another'), key),
    post(user('session')),
    ...refused('POST', USERS, {}),
    post({}),
    { url: one },
    { url: one, headers: { 'if-none-match': String(etag) } },
    { url: nobody },
    ...refusedReads(one),
    patch(one, { name: 'T' }),
    patch(one, { name: 7 }),
    patch(one, { name: 'U' }, stale),
    patch(one, { email: 'other@example.org' }),
    patch(nobody, { name: 'T' }),
    ...refused('PATCH', one, { name: 'T' }),
    credit(one, 500, key),
    credit(one, 500, key),
    credit(one, 700, key),
    credit(one, 0),
    credit(nobody, 1),
    ...refused('POST', `${one}/credit`, { amount: 1 }),
    { method: 'DELETE', url: one, headers: stale },
    { method: 'DELETE', url: `${one}?x=1` },
    ...refused('DELETE', one, {}),
    { method: 'DELETE', url: `${USERS}/gone` },
    { method: 'DELETE', url: `${USERS}/gone` },
  ]
}
