import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './api.ts'

export type ApiClient = Client<paths>
export type Problem = components['schemas']['Problem']
export type Passenger = components['schemas']['Passenger']
export type Job = components['schemas']['Job']

export interface ApiClientOptions {
  /** `http://127.0.0.1:3000` */
  readonly baseUrl: string
  /** Where authentication is on. */
  readonly token?: string
}

/** Every operation of the service with the types of what it takes and answers. */
export function createApiClient({ baseUrl, token }: ApiClientOptions): ApiClient {
  return createClient<paths>({
    baseUrl,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  })
}

/** An answer that is a problem (RFC 9457): `problem.code` says which one, whatever its words. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

interface Outcome<Data> {
  readonly data?: Data | null
  readonly error?: Problem
}

/**
 * The data of an answer that was good.
 * @throws ApiError for any other
 */
export function dataOf<Data>({ data, error }: Outcome<Data>): NonNullable<Data> {
  if (error) throw new ApiError(error)
  if (data === undefined || data === null) throw new Error('The answer has no data')
  return data
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

/** Every item of a list, page after page; the next page is asked for when the last one is used up. */
export async function* eachItem<Item>(
  pageAt: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await pageAt(cursor)
    yield* items
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}
