import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sendPage } from '../../../common/http/pagination.ts'
import { etagOf, notModified } from '../../../common/http/preconditions.ts'
import { PassengerDto } from './passenger-dto.ts'
import { getPassenger, listPassengers } from './passenger-operations.ts'
import { idConfig, ONE, passengerNotFound } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

export const readRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, { service }) => {
  app.get('/passengers', { schema: listPassengers }, async (request, reply) => {
    const { limit, cursor, ...filters } = request.query
    const { items, nextCursor } = await service.query(filters, { limit, cursor })
    return sendPage(request, reply, { items: items.map((item) => PassengerDto.fromModel(item)), nextCursor })
  })

  app.get(ONE, { config: idConfig, schema: getPassenger }, async (request, reply) => {
    const id = request.params['*']
    const passenger = id === '' ? null : await service.get(id)
    if (!passenger) throw passengerNotFound(id)
    // Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.headers({ etag: etagOf(passenger.version), 'cache-control': 'private, no-cache' })
    if (notModified(request, passenger.version)) return reply.code(304).send(null)
    return PassengerDto.fromModel(passenger)
  })
}
