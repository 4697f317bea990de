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
import type { Passenger, PassengerInput } from '../model/passenger-table.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'
import { PassengerDto } from './passenger-dto.ts'
import { deletePassenger, replacePassenger, updatePassenger } from './passenger-operations.ts'
import { idConfig, locationOf, ONE, passengerNotFound } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

export const writeRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, { service }) => {
  app.put(ONE, { config: idConfig, schema: replacePassenger }, async (request, reply) => {
    const id = pathId(request.params['*'], request.body.id)
    const passenger = { ...request.body, id }
    const { entity, created } = await withPreconditions(request, () => put(service, request, passenger))
    if (created) void reply.code(201).header('location', locationOf(id))
    return answer(reply, entity)
  })

  app.patch(ONE, { config: idConfig, schema: updatePassenger }, async (request, reply) => {
    const { id: bodyId, ...set } = request.body
    const id = pathId(request.params['*'], bodyId)
    const passenger = await withPreconditions(request, async () => {
      const version = await expectedVersion(service, request, id)
      if (Object.keys(set).length === 0) return service.getOrThrow(id)
      return service.update(id, { set }, { version })
    }).catch((error: unknown) => {
      throw error instanceof NotFoundError ? passengerNotFound(id) : error
    })
    return answer(reply, passenger)
  })

  app.delete(ONE, { config: idConfig, schema: deletePassenger }, async (request, reply) => {
    const id = pathId(request.params['*'])
    const isDeleted = await withPreconditions(request, async () =>
      service.delete(id, { version: await expectedVersion(service, request, id) }),
    )
    if (!isDeleted) throw passengerNotFound(id)
    return reply.code(204).send(null)
  })
}

/** The stored version that a conditional request is about; undefined when the request is not conditional. */
async function expectedVersion(
  service: PassengerDataService,
  request: FastifyRequest,
  id: string,
): Promise<number | undefined> {
  if (!isConditional(request)) return undefined
  const current = await service.get(id)
  if (!current) throw passengerNotFound(id)
  checkWritePreconditions(request, current.version)
  return current.version
}

async function put(service: PassengerDataService, request: FastifyRequest, passenger: PassengerInput) {
  if (!isConditional(request)) return service.upsert(passenger)
  if (isCreateOnly(request)) return { entity: await service.create(passenger), created: true }
  const current = await service.get(passenger.id)
  checkWritePreconditions(request, current?.version ?? null)
  // `If-None-Match` with a tag, and nobody there: creating is what was asked for.
  if (!current) return { entity: await service.create(passenger), created: true }
  return service.upsert({ ...passenger, version: current.version })
}

/** The id of the path; a body that names another one is a mistake. */
function pathId(id: string, bodyId?: string): string {
  if (id === '') throw passengerNotFound(id)
  if (bodyId === undefined || bodyId === id) return id
  const detail = `must be the id of the path, '${id}', or be left out`
  throw invalidBody(`Field id ${detail}`, [{ pointer: '#/id', detail }])
}

function answer(reply: FastifyReply, passenger: Passenger): PassengerDto {
  void reply.header('etag', etagOf(passenger.version))
  return PassengerDto.fromModel(passenger)
}
