import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { Passenger } from '../../src/features/passengers/model/passenger-table.ts'
import type { CreatePassengerDto, PassengerDto } from '../../src/features/passengers/routes/passenger-dto.ts'
import type { HttpServer } from '../../src/http-server.ts'

export const PASSENGERS = '/api/v1/passengers'

/** Path of one passenger, the id encoded as a client library does. */
export const pathOf = (id: string): string => `${PASSENGERS}/${encodeURIComponent(id)}`

let tickets = 0

/** A ticket that no other test has. */
export function aTicket(prefix = 'T'): string {
  tickets += 1
  return `${prefix}-${tickets}`
}

/** What a client sends for a new passenger; the id is left out unless given. */
export const aPassenger = (changes: Partial<CreatePassengerDto> = {}): CreatePassengerDto => ({
  ticket: changes.ticket ?? aTicket(),
  name: 'Allen, Miss Elisabeth Walton',
  pclass: 1,
  survived: 1,
  sex: 'female',
  ...changes,
})

/** A passenger as the data layer reads one. */
export const aStoredPassenger = (changes: Partial<Passenger> = {}): Passenger => ({
  id: '24160',
  ticket: '24160',
  name: 'Allen, Miss Elisabeth Walton',
  pclass: 1,
  survived: 1,
  sex: 'female',
  age: null,
  sibsp: 0,
  parch: 0,
  fare: null,
  cabin: null,
  embarked: null,
  boat: null,
  body: null,
  homeDest: null,
  analysis: null,
  version: 1,
  ...changes,
})

export interface Created {
  readonly passenger: PassengerDto
  readonly etag: string
  readonly location: string
}

export type Headers = Readonly<Record<string, string>>

/** `POST /passengers`, as it comes. */
export const post = (
  app: HttpServer,
  payload: object,
  headers: Headers = {},
): Promise<LightMyRequestResponse> => app.inject({ method: 'POST', url: PASSENGERS, payload, headers })

/** Creates a passenger and insists on success. */
export async function create(app: HttpServer, changes: Partial<CreatePassengerDto> = {}): Promise<Created> {
  const response = await post(app, aPassenger(changes))
  expect(response.statusCode, response.body).toBe(201)
  return {
    passenger: response.json<PassengerDto>(),
    etag: String(response.headers.etag),
    location: String(response.headers.location),
  }
}

/** Creates many, a batch at a time. */
export async function createAll(
  app: HttpServer,
  passengers: readonly CreatePassengerDto[],
): Promise<PassengerDto[]> {
  const created: PassengerDto[] = []
  for (let first = 0; first < passengers.length; first += 100) {
    const items = passengers.slice(first, first + 100)
    const response = await app.inject({ method: 'POST', url: `${PASSENGERS}/batch`, payload: { items } })
    expect(response.statusCode, response.body).toBe(201)
    created.push(...response.json<{ items: PassengerDto[] }>().items)
  }
  return created
}

export const get = (app: HttpServer, id: string, headers: Headers = {}): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'GET', url: pathOf(id), headers })

export interface PassengerPage {
  readonly items: readonly PassengerDto[]
  readonly nextCursor: string | null
}

export const list = (app: HttpServer, query: Headers = {}): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'GET', url: PASSENGERS, query: { ...query } })

/** Every page of a list, by the cursor, first to last. */
export async function walk(app: HttpServer, query: Headers): Promise<PassengerPage[]> {
  const pages: PassengerPage[] = []
  let cursor: string | null = null
  do {
    const response: LightMyRequestResponse = await list(app, { ...query, ...(cursor !== null && { cursor }) })
    expect(response.statusCode, response.body).toBe(200)
    const page: PassengerPage = response.json<PassengerPage>()
    pages.push(page)
    cursor = page.nextCursor
  } while (cursor !== null)
  return pages
}

/** Ids of all that is stored, sorted, with the passengers: to see that nothing changed. */
export async function everything(app: HttpServer): Promise<PassengerDto[]> {
  const pages = await walk(app, { limit: '2000' })
  return pages.flatMap(({ items }) => [...items]).sort((a, b) => (a.id < b.id ? -1 : 1))
}
