import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { invalidBody } from '../../../common/http/http-error.ts'
import { sendAnswer, type Answer, type RecordAnswer } from '../../../common/http/idempotency.ts'
import { etagOf } from '../../../common/http/preconditions.ts'
import type { Passenger } from '../model/passenger-table.ts'
import { PassengerDto, type CreatePassengerDto } from './passenger-dto.ts'
import { createPassenger, createPassengerBatch } from './passenger-operations.ts'
import { locationOf } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

type AnswerFor = (passengers: readonly Passenger[]) => Answer

const createdOne: AnswerFor = (passengers) => {
  const [passenger] = passengers
  if (!passenger) throw new Error('A create gave no passenger')
  return {
    status: 201,
    headers: { location: locationOf(passenger.id), etag: etagOf(passenger.version) },
    body: PassengerDto.fromModel(passenger),
  }
}

const createdMany: AnswerFor = (passengers) => ({
  status: 201,
  headers: {},
  body: { items: passengers.map((passenger) => PassengerDto.fromModel(passenger)) },
})

export const createRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, options) => {
  const { service, idempotency } = options

  /** The passengers and the record of the answer, in one transaction. */
  const create =
    (inputs: readonly CreatePassengerDto[], answerFor: AnswerFor) =>
    async (record: RecordAnswer): Promise<Answer> =>
      answerFor(await service.enroll(inputs, (passengers) => record(answerFor(passengers))))

  app.post('/passengers', { schema: createPassenger }, async (request, reply) => {
    const answer = await idempotency.answer(request, 'createPassenger', create([request.body], createdOne))
    return sendAnswer<PassengerDto>(reply, answer)
  })

  app.post('/passengers/batch', { schema: createPassengerBatch }, async (request, reply) => {
    const { items } = request.body
    refuseTwins(items)
    const answer = await idempotency.answer(request, 'createPassengerBatch', create(items, createdMany))
    return sendAnswer<{ items: PassengerDto[] }>(reply, answer)
  })
}

/** A transaction cannot write one item twice; said here by its place in the request. */
function refuseTwins(items: readonly CreatePassengerDto[]): void {
  const first = new Map<string, number>()
  for (const [index, { id }] of items.entries()) {
    if (id === undefined) continue
    const earlier = first.get(id)
    if (earlier !== undefined) {
      const detail = `has the same id as item ${earlier}: ${id}`
      throw invalidBody(`Item ${index} ${detail}`, [{ pointer: `#/items/${index}/id`, detail }])
    }
    first.set(id, index)
  }
}
