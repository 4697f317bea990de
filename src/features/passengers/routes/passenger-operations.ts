import { Type } from '@sinclair/typebox'
import { IdempotencyHeaders } from '../../../common/http/idempotency.ts'
import { pageOf, pageQuery } from '../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { numberEnum, refTo, strictObject } from '../../../common/http/schema.ts'
import {
  exampleNewPassenger,
  examplePassenger,
  type CreatePassengerDto,
  type PassengerDto,
  type PatchPassengerDto,
} from './passenger-dto.ts'

/* What each operation takes and answers, as it is validated and as it is documented. */

const tags = ['passengers']
const examples = { passenger: examplePassenger }
const one = refTo<PassengerDto>('Passenger')

/** What one transaction of the store holds, and so what is created together or not at all. */
const MAX_BATCH = 100

const params = Type.Object({
  '*': Type.String({
    maxLength: 512,
    description: 'Id of the passenger, percent-encoded',
    examples: ['A/5 21171'],
  }),
})

/** A passenger who may be new is called what a passenger may be called. The example is whom the body shows. */
const newParams = Type.Object({
  '*': Type.String({
    ...params.properties['*'],
    maxLength: 128,
    pattern: '^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f]*$',
    examples: [exampleNewPassenger.ticket],
  }),
})

const condition = (description: string) =>
  Type.Optional(Type.String({ description, examples: ['"1799783680"'] }))

/** How a write is made conditional on a version. */
const WriteHeaders = Type.Object({
  'if-match': condition('Only if the passenger still has this ETag; `*` for any'),
  'if-none-match': condition('`*`: only if there is no such passenger'),
})

const word = (description: string, example: string, maxLength = 16) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description, examples: [example] }))

export const listPassengers = {
  operationId: 'listPassengers',
  summary: 'List passengers',
  description:
    'A page of passengers, filtered by equality. `ticket` and `pclass` are answered from an index; the other filters ' +
    'alone read the table, within a budget, so a page may be short and still have a `nextCursor`.',
  tags,
  querystring: strictObject({
    ...pageQuery({ max: 2000, default: 100 }),
    pclass: Type.Optional(numberEnum([1, 2, 3], { description: 'Only this class', examples: [3] })),
    survived: Type.Optional(
      numberEnum([0, 1], { description: 'Only survivors (1) or victims (0)', examples: [1] }),
    ),
    sex: word('Only this sex', 'female'),
    embarked: word('Only from this port: C, Q or S', 'Q'),
    ticket: word('Only the party on this ticket', '113781', 64),
  }),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [examplePassenger], nextCursor: null } },
    }),
    ...problems(400, 406, 414, 429, 500, 503),
  },
}

export const getPassenger = {
  operationId: 'getPassenger',
  summary: 'Get a passenger',
  description: 'One passenger by id. The id may contain slashes, as they are or percent-encoded.',
  tags,
  params,
  headers: Type.Object({ 'if-none-match': condition('Answers 304 when the passenger still has this ETag') }),
  response: {
    200: jsonResponse(one, { description: 'The passenger', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const createPassenger = {
  operationId: 'createPassenger',
  summary: 'Create a passenger',
  description:
    'Stores a new passenger. Without an id the next free one of the ticket is given. With an `Idempotency-Key` a ' +
    'repeated request gets the first answer and nothing is stored twice.',
  tags,
  headers: IdempotencyHeaders,
  body: refTo<CreatePassengerDto>('CreatePassenger'),
  response: {
    201: jsonResponse(one, {
      description: 'The passenger as stored',
      headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      examples,
    }),
    ...problems(400, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const createPassengerBatch = {
  operationId: 'createPassengerBatch',
  summary: 'Create passengers together',
  description: `Stores up to ${MAX_BATCH} new passengers, all of them or none, in one transaction.`,
  tags,
  headers: IdempotencyHeaders,
  body: strictObject(
    { items: Type.Array(refTo<CreatePassengerDto>('CreatePassenger'), { minItems: 1, maxItems: MAX_BATCH }) },
    { examples: [{ items: [exampleNewPassenger] }] },
  ),
  response: {
    201: jsonResponse(Type.Object({ items: Type.Array(one) }), {
      description: 'The passengers as stored, in the order of the request',
      headers: ['Idempotent-Replayed'],
      examples: { batch: { items: [examplePassenger] } },
    }),
    ...problems(400, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const replacePassenger = {
  operationId: 'replacePassenger',
  summary: 'Create or replace a passenger',
  description:
    'Stores the whole passenger under the id of the path. `If-Match` makes it conditional on a version, ' +
    '`If-None-Match: *` on there being none.',
  tags,
  params: newParams,
  headers: WriteHeaders,
  body: refTo<CreatePassengerDto>('CreatePassenger'),
  response: {
    200: jsonResponse(one, {
      description: 'The passenger that replaced the one before',
      headers: ['ETag'],
      examples,
    }),
    201: jsonResponse(one, { description: 'The new passenger', headers: ['ETag', 'Location'], examples }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const updatePassenger = {
  operationId: 'updatePassenger',
  summary: 'Change a passenger',
  description:
    'A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. Only these members are ' +
    'written, so two patches of different members both hold.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  headers: WriteHeaders,
  body: refTo<PatchPassengerDto>('PatchPassenger'),
  response: {
    200: jsonResponse(one, { description: 'The passenger as it is now', headers: ['ETag'], examples }),
    ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const deletePassenger = {
  operationId: 'deletePassenger',
  summary: 'Delete a passenger',
  description: 'Removes the passenger; with `If-Match`, only the version named.',
  tags,
  params,
  headers: WriteHeaders,
  response: {
    204: emptyResponse({ description: 'The passenger was there, and is gone' }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}
