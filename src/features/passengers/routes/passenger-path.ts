import { Type } from '@sinclair/typebox'
import { notFound } from '../../../common/http/http-error.ts'

export const TAGS = ['passengers']

/** An id may contain slashes, raw or encoded, so it takes all of the path that is left. */
export const ONE = '/passengers/*'

/** Shows the wildcard in the documentation, and in messages, by its name. */
export const idConfig = { wildcard: 'id' }

export const IdParams = Type.Object({
  '*': Type.String({
    maxLength: 512,
    description: 'Id of the passenger, percent-encoded',
    examples: ['A/5 21171'],
  }),
})

export const locationOf = (id: string): string => `/api/v1/passengers/${encodeURIComponent(id)}`

export const passengerNotFound = (id: string) => notFound(`Passenger not found: ${id}`)
