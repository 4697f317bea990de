import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { OrderDto } from '../../../src/features/accounts/routes/orders/order-dto.ts'
import type { TodoDto } from '../../../src/features/accounts/routes/todos/todo-dto.ts'
import type { UserDto } from '../../../src/features/accounts/routes/users/user-dto.ts'
import type { CurrentApp } from '../../support/test-app.ts'

let users = 0
/** An id that no other test has. */
export const aUserId = (): string => `user-${(users += 1)}`

export const pathOf = (userId: string, ...rest: readonly string[]): string =>
  ['/api/v1/users', userId, ...rest].map((part, at) => (at === 0 ? part : encodeURIComponent(part))).join('/')

export type Headers = Readonly<Record<string, string>>

/** What a client does with accounts; each call gives the whole answer. */
export const clientOf = (app: CurrentApp) => ({
  get: (url: string, headers: Headers = {}) => app().inject({ url, headers }),
  post: (url: string, payload: object, headers: Headers = {}) =>
    app().inject({ method: 'POST', url, payload, headers }),
  patch: (url: string, payload: object, headers: Headers = {}) =>
    app().inject({ method: 'PATCH', url, payload, headers }),
  delete: (url: string, headers: Headers = {}) => app().inject({ method: 'DELETE', url, headers }),
})
export type Client = ReturnType<typeof clientOf>

export function answered<T>(response: LightMyRequestResponse, status = 200): T {
  expect(response.statusCode, response.body).toBe(status)
  return response.json<T>()
}

/** A new user, with so much credit. */
export async function aUser(
  client: Client,
  { userId = aUserId(), credit = 0, email = '' } = {},
): Promise<UserDto> {
  const given = { userId, email: email || `${userId}@example.org`, name: 'Ann' }
  const user = answered<UserDto>(await client.post('/api/v1/users', given), 201)
  if (credit === 0) return user
  return answered<UserDto>(await client.post(pathOf(userId, 'credit'), { amount: credit }))
}

export const creditOf = async (client: Client, userId: string): Promise<number> =>
  answered<UserDto>(await client.get(pathOf(userId))).credit

export interface PageOf<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

/** All pages of a list. */
export async function everyPage<T>(client: Client, url: string): Promise<T[]> {
  const items: T[] = []
  let next: string | undefined = url
  while (next !== undefined) {
    const response = await client.get(next)
    items.push(...answered<PageOf<T>>(response).items)
    next = /<([^>]+)>/.exec(String(response.headers.link ?? ''))?.[1]
  }
  return items
}

export type { OrderDto, TodoDto, UserDto }
