import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { pageOf, pageQuery, sendPage } from '../../../common/http/pagination.ts'
import { etagOf, notModified } from '../../../common/http/preconditions.ts'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { numberEnum, refTo, strictObject } from '../../../common/http/schema.ts'
import { examplePassenger, PassengerDto } from './passenger-dto.ts'
import { idConfig, IdParams, ONE, passengerNotFound, TAGS } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

const ListQuery = strictObject({
  ...pageQuery({ max: 2000, default: 100 }),
  pclass: Type.Optional(numberEnum([1, 2, 3], { description: 'Only this class', examples: [3] })),
  survived: Type.Optional(
    numberEnum([0, 1], { description: 'Only survivors (1) or victims (0)', examples: [1] }),
  ),
  sex: Type.Optional(
    Type.String({ minLength: 1, maxLength: 16, description: 'Only this sex', examples: ['female'] }),
  ),
  embarked: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 16,
      description: 'Only from this port: C, Q or S',
      examples: ['Q'],
    }),
  ),
  ticket: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Only the party on this ticket',
      examples: ['113781'],
    }),
  ),
})

export const readRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, { service }) => {
  app.get(
    '/passengers',
    {
      schema: {
        operationId: 'listPassengers',
        summary: 'List passengers',
        description:
          'A page of passengers, filtered by equality. `ticket` and `pclass` are answered from an index; the other ' +
          'filters alone read the table, within a budget, so a page may be short and still have a `nextCursor`.',
        tags: TAGS,
        querystring: ListQuery,
        response: {
          200: jsonResponse(pageOf(refTo<PassengerDto>('Passenger')), {
            description: 'A page; `nextCursor` is null on the last one',
            headers: ['Link'],
            examples: { page: { items: [examplePassenger], nextCursor: null } },
          }),
          ...problems(400, 406, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filters } = request.query
      const { items, nextCursor } = await service.query(filters, { limit, cursor })
      return sendPage(request, reply, {
        items: items.map((item) => PassengerDto.fromModel(item)),
        nextCursor,
      })
    },
  )

  app.get(
    ONE,
    {
      config: idConfig,
      schema: {
        operationId: 'getPassenger',
        summary: 'Get a passenger',
        description: 'One passenger by id. The id may contain slashes, as they are or percent-encoded.',
        tags: TAGS,
        params: IdParams,
        response: {
          200: jsonResponse(refTo<PassengerDto>('Passenger'), {
            description: 'The passenger',
            headers: ['ETag'],
            examples: { passenger: examplePassenger },
          }),
          304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
          ...problems(400, 404, 406, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const id = request.params['*']
      const passenger = id === '' ? null : await service.get(id)
      if (!passenger) throw passengerNotFound(id)
      void reply.header('etag', etagOf(passenger.version))
      if (notModified(request, passenger.version)) return reply.code(304).send(null)
      return PassengerDto.fromModel(passenger)
    },
  )
}
