import { type HttpProblem, notFound } from '../../../common/http/http-error.ts'

/** An id may contain slashes, raw or encoded, so it takes all of the path that is left. */
export const ONE = '/passengers/*'

/** Shows the wildcard in the documentation, and in messages, by its name. */
export const idConfig = { wildcard: 'id' }

export const locationOf = (id: string): string => `/api/v1/passengers/${encodeURIComponent(id)}`

export const passengerNotFound = (id: string): HttpProblem => notFound(`Passenger not found: ${id}`)
