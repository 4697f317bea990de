import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { NotFoundError } from '../../../common/data/errors.ts'
import { createOrReplace, expectedVersion } from '../../../common/http/conditional-writes.ts'
import { invalidBody } from '../../../common/http/http-error.ts'
import { etagOf, withPreconditions } from '../../../common/http/preconditions.ts'
import type { Passenger } from '../model/passenger-table.ts'
import { PassengerDto } from './passenger-dto.ts'
import { deletePassenger, replacePassenger, updatePassenger } from './passenger-operations.ts'
import { idConfig, locationOf, ONE, passengerNotFound } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

export const writeRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, { service }) => {
  const load = async (id: string): Promise<Passenger> => {
    const passenger = await service.get(id)
    if (!passenger) throw passengerNotFound(id)
    return passenger
  }

  app.put(ONE, { config: idConfig, schema: replacePassenger }, async (request, reply) => {
    const id = pathId(request.params['*'], request.body.id)
    const passenger = { ...request.body, id }
    const { entity, created } = await withPreconditions(request, () =>
      createOrReplace(request, service, passenger, () => service.get(id)),
    )
    if (created) void reply.code(201).header('location', locationOf(id))
    return answer(reply, entity)
  })

  app.patch(ONE, { config: idConfig, schema: updatePassenger }, async (request, reply) => {
    const { id: bodyId, ...set } = request.body
    const id = pathId(request.params['*'], bodyId)
    const passenger = await withPreconditions(request, async () => {
      const version = await expectedVersion(request, () => load(id))
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
      service.delete(id, { version: await expectedVersion(request, () => load(id)) }),
    )
    if (!isDeleted) throw passengerNotFound(id)
    return reply.code(204).send(null)
  })
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
