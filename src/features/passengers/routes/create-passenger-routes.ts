import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { invalidBody } from '../../../common/http/http-error.ts'
import type { Answer, IdempotentAnswer, RecordAnswer } from '../../../common/http/idempotency.ts'
import { etagOf } from '../../../common/http/preconditions.ts'
import { jsonResponse, problems } from '../../../common/http/responses.ts'
import { refTo, strictObject } from '../../../common/http/schema.ts'
import type { Passenger } from '../model/passenger-table.ts'
import {
  exampleNewPassenger,
  examplePassenger,
  PassengerDto,
  type CreatePassengerDto,
} from './passenger-dto.ts'
import { locationOf, TAGS } from './passenger-path.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'

/** What one transaction of the store holds, and so what is created together or not at all. */
const MAX_BATCH = 100

const BatchBody = strictObject(
  { items: Type.Array(refTo<CreatePassengerDto>('CreatePassenger'), { minItems: 1, maxItems: MAX_BATCH }) },
  { examples: [{ items: [exampleNewPassenger] }] },
)

const BatchResponse = Type.Object({ items: Type.Array(refTo<PassengerDto>('Passenger')) })

const CREATED = 201

const createdOne = (passenger: Passenger): Answer => ({
  status: CREATED,
  headers: { location: locationOf(passenger.id), etag: etagOf(passenger.version) },
  body: PassengerDto.fromModel(passenger),
})

const createdMany = (passengers: readonly Passenger[]): Answer => ({
  status: CREATED,
  headers: {},
  body: { items: passengers.map((passenger) => PassengerDto.fromModel(passenger)) },
})

export const createRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, options) => {
  const { service, idempotency } = options

  const create = async (
    inputs: readonly CreatePassengerDto[],
    record: RecordAnswer,
    answer: (passengers: readonly Passenger[]) => Answer,
  ): Promise<Answer> => answer(await service.enroll(inputs, (passengers) => record(answer(passengers))))

  app.post(
    '/passengers',
    {
      schema: {
        operationId: 'createPassenger',
        summary: 'Create a passenger',
        description:
          'Stores a new passenger. Without an id the next free one of the ticket is given. With an `Idempotency-Key` ' +
          'a repeated request gets the first answer and nothing is stored twice.',
        tags: TAGS,
        headers: IdempotencyHeaders,
        body: refTo<CreatePassengerDto>('CreatePassenger'),
        response: {
          201: jsonResponse(refTo<PassengerDto>('Passenger'), {
            description: 'The passenger as stored',
            headers: ['Location', 'ETag', 'Idempotent-Replayed'],
            examples: { passenger: examplePassenger },
          }),
          ...problems(400, 406, 409, 413, 415, 422, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const answer = await idempotency.answer(request, 'createPassenger', (record) =>
        create([request.body], record, ([passenger]) => createdOne(passenger as Passenger)),
      )
      return send(reply, answer) as unknown as PassengerDto
    },
  )

  app.post(
    '/passengers/batch',
    {
      bodyLimit: 1024 * 1024,
      schema: {
        operationId: 'createPassengerBatch',
        summary: 'Create passengers together',
        description: `Stores up to ${MAX_BATCH} new passengers, all of them or none, in one transaction.`,
        tags: TAGS,
        headers: IdempotencyHeaders,
        body: BatchBody,
        response: {
          201: jsonResponse(BatchResponse, {
            description: 'The passengers as stored, in the order of the request',
            headers: ['Idempotent-Replayed'],
            examples: { batch: { items: [examplePassenger] } },
          }),
          ...problems(400, 406, 409, 413, 415, 422, 429, 500, 503),
        },
      },
    },
    async (request, reply) => {
      const { items } = request.body
      refuseTwins(items)
      const answer = await idempotency.answer(request, 'createPassengerBatch', (record) =>
        create(items, record, createdMany),
      )
      return send(reply, answer) as unknown as { items: PassengerDto[] }
    },
  )
}

const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters',
      examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'],
    }),
  ),
})

function send(reply: FastifyReply, { status, headers, body, isReplayed }: IdempotentAnswer): FastifyReply {
  if (isReplayed) reply.header('idempotent-replayed', 'true')
  return reply.code(status).headers(headers).send(body)
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
