import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFoundError } from '../../../common/data/errors.ts'
import { invalidBody } from '../../../common/http/http-error.ts'
import {
  checkWritePreconditions,
  etagOf,
  isConditional,
  isCreateOnly,
  withPreconditions,
} from '../../../common/http/preconditions.ts'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { refTo } from '../../../common/http/schema.ts'
import type { Passenger, PassengerInput } from '../model/passenger-table.ts'
import {
  examplePassenger,
  PassengerDto,
  type CreatePassengerDto,
  type PatchPassengerDto,
} from './passenger-dto.ts'
import { idConfig, IdParams, locationOf, ONE, passengerNotFound, TAGS } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

const stored = (description: string, ...headers: 'Location'[]) =>
  jsonResponse(refTo<PassengerDto>('Passenger'), {
    description,
    headers: ['ETag', ...headers],
    examples: { passenger: examplePassenger },
  })

export const writeRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, { service }) => {
  /** The stored version that a conditional request is about; undefined when the request is not conditional. */
  const expectedVersion = async (request: FastifyRequest, id: string): Promise<number | undefined> => {
    if (!isConditional(request)) return undefined
    const current = await service.get(id)
    if (!current) throw passengerNotFound(id)
    checkWritePreconditions(request, current.version)
    return current.version
  }

  const put = async (request: FastifyRequest, passenger: PassengerInput) => {
    if (!isConditional(request)) return service.upsert(passenger)
    if (isCreateOnly(request)) return { entity: await service.create(passenger), created: true }
    const current = await service.get(passenger.id)
    checkWritePreconditions(request, current?.version ?? null)
    // `If-None-Match` with a tag, and nobody there: creating is what was asked for.
    if (!current) return { entity: await service.create(passenger), created: true }
    return service.upsert({ ...passenger, version: current.version })
  }

  app.put(
    ONE,
    {
      config: idConfig,
      schema: {
        operationId: 'replacePassenger',
        summary: 'Create or replace a passenger',
        description:
          'Stores the whole passenger under the id of the path. `If-Match` makes it conditional on a version, ' +
          '`If-None-Match: *` on there being none.',
        tags: TAGS,
        params: IdParams,
        body: refTo<CreatePassengerDto>('CreatePassenger'),
        response: {
          200: stored('The passenger that replaced the one before'),
          201: stored('The new passenger', 'Location'),
          ...problems(400, 404, 406, 412, 413, 415, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const id = pathId(request.params['*'], request.body.id)
      const passenger = { ...request.body, id }
      const { entity, created } = await withPreconditions(request, () => put(request, passenger))
      if (created) reply.code(201).header('location', locationOf(id))
      return send(reply, entity)
    },
  )

  app.patch(
    ONE,
    {
      config: idConfig,
      schema: {
        operationId: 'updatePassenger',
        summary: 'Change a passenger',
        description:
          'A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. Only these members ' +
          'are written, so two patches of different members both hold.',
        tags: TAGS,
        consumes: ['application/merge-patch+json', 'application/json'],
        params: IdParams,
        body: refTo<PatchPassengerDto>('PatchPassenger'),
        response: {
          200: stored('The passenger as it is now'),
          ...problems(400, 404, 406, 409, 412, 413, 415, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const id = pathId(request.params['*'], request.body.id)
      const { id: _same, ...set } = request.body
      const passenger = await withPreconditions(request, async () => {
        const version = await expectedVersion(request, id)
        if (Object.keys(set).length === 0) return service.getOrThrow(id)
        return service.update(id, { set }, { version })
      }).catch((error: unknown) => {
        throw error instanceof NotFoundError ? passengerNotFound(id) : error
      })
      return send(reply, passenger)
    },
  )

  app.delete(
    ONE,
    {
      config: idConfig,
      schema: {
        operationId: 'deletePassenger',
        summary: 'Delete a passenger',
        description: 'Removes the passenger; with `If-Match`, only the version named.',
        tags: TAGS,
        params: IdParams,
        response: {
          204: emptyResponse({ description: 'The passenger was there, and is gone' }),
          ...problems(400, 404, 406, 412, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const id = pathId(request.params['*'])
      const isDeleted = await withPreconditions(request, async () =>
        service.delete(id, { version: await expectedVersion(request, id) }),
      )
      if (!isDeleted) throw passengerNotFound(id)
      return reply.code(204).send(null)
    },
  )
}

/** The id of the path; a body that names another one is a mistake. */
function pathId(id: string, bodyId?: string): string {
  if (id === '') throw passengerNotFound(id)
  if (bodyId === undefined || bodyId === id) return id
  const detail = `must be the id of the path, '${id}', or be left out`
  throw invalidBody(`Field id ${detail}`, [{ pointer: '#/id', detail }])
}

function send(reply: FastifyReply, passenger: Passenger): PassengerDto {
  void reply.header('etag', etagOf(passenger.version))
  return PassengerDto.fromModel(passenger)
}
