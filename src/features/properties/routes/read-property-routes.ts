import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HttpProblem } from '../../../common/http/http-error.ts'
import { sendPage } from '../../../common/http/pagination.ts'
import { etagOf, notModified } from '../../../common/http/preconditions.ts'
import { getProperty, listProperties } from './property-operations.ts'
import type { PropertyRoutesOptions } from './property-routes-options.ts'

const ORDERS = { '-createdAt': 'newest', price: 'cheapest', '-price': 'dearest' } as const

export const readRoutes: FastifyPluginAsyncTypebox<PropertyRoutesOptions> = async (app, options) => {
  const { properties, answers } = options

  app.get('/properties', { schema: listProperties }, async (request, reply) => {
    const { limit, cursor, city, state, sort = '-createdAt', ...bounds } = request.query
    if (sort !== '-createdAt' && city === undefined && state === undefined) throw needsPlace(sort)
    const price = Object.fromEntries(
      Object.entries(bounds).map(([name, bound]) => [name.slice('price['.length, -1), bound]),
    )
    const page = await properties.page({ city, state, price, order: ORDERS[sort], limit, cursor })
    const items = await Promise.all(page.items.map((property) => answers.property(property)))
    return sendPage(request, reply, { items, nextCursor: page.nextCursor })
  })

  app.get('/properties/:propertyId', { schema: getProperty }, async (request, reply) => {
    const property = await properties.load(request.params.propertyId)
    // Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.headers({ etag: etagOf(property.version), 'cache-control': 'private, no-cache' })
    // The URLs of images that the client has may be over.
    if (property.images.length === 0 && notModified(request, property.version)) {
      return reply.code(304).send(null)
    }
    return answers.property(property)
  })
}

function needsPlace(sort: string): HttpProblem {
  const detail = `needs city or state with ${sort}: there is no index of the prices of all`
  return new HttpProblem('validation_failed', `Query parameter sort ${detail}`, {
    errors: [{ parameter: 'sort', detail }],
  })
}
