import { Type } from '@sinclair/typebox'
import { IdempotencyHeaders } from '../../../common/http/idempotency.ts'
import { pageOf, pageQuery } from '../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { refTo, strictObject, stringEnum } from '../../../common/http/schema.ts'
import { exampleProperty, type PatchPropertyDto, type PropertyDto } from './property-dto.ts'
import { condition, propertyParams as params, tags, WriteHeaders } from './property-parameters.ts'
import { CreatedProperty, exampleCreated, type CreatePropertyDto } from './upload-dto.ts'

/* What each operation takes and answers, as it is validated and as it is documented. */

const examples = { property: exampleProperty }
const one = refTo<PropertyDto>('Property')

const place = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 100, description, examples: [example] }))
const price = (description: string, example: number) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1e12, description, examples: [example] }))

export const listProperties = {
  operationId: 'listProperties',
  summary: 'List properties',
  description:
    'A page of properties, newest first, always read through an index. In the order of prices within a city or a state. ' +
    'A filter that the index does not answer is applied to what it reads, within a budget: such a page may be short ' +
    'and still have a `nextCursor`.',
  tags,
  querystring: strictObject({
    ...pageQuery({ max: 100, default: 20 }),
    city: place('Only in this city, exactly as it was written', 'Vienna'),
    state: place('Only in this state, exactly as it was written', 'W'),
    'price[gte]': price('Only from this price on', 100_000),
    'price[gt]': price('Only above this price', 100_000),
    'price[lte]': price('Only up to this price', 500_000),
    'price[lt]': price('Only below this price', 500_000),
    sort: Type.Optional(
      stringEnum(['-createdAt', 'price', '-price'], {
        default: '-createdAt',
        description: 'Newest first, or from the lowest or highest price, which needs `city` or `state`',
        examples: ['-createdAt'],
      }),
    ),
  }),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [exampleProperty], nextCursor: null } },
    }),
    ...problems(400, 406, 414, 429, 500, 503),
  },
}

export const createProperty = {
  operationId: 'createProperty',
  summary: 'Offer a property',
  description:
    'Stores a new property, and answers an upload for each image that is asked for. With an `Idempotency-Key` a ' +
    'repeated request gets the first answer and nothing is stored twice.',
  tags,
  headers: IdempotencyHeaders,
  body: refTo<CreatePropertyDto>('CreateProperty'),
  response: {
    201: jsonResponse(CreatedProperty, {
      description: 'The property as stored, and where its images go',
      headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      examples: { created: exampleCreated },
    }),
    ...problems(400, 406, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const getProperty = {
  operationId: 'getProperty',
  summary: 'Get a property',
  description:
    'One property by id. It is answered 304 only without images: the URLs of images that a client has may be over.',
  tags,
  params,
  headers: Type.Object({ 'if-none-match': condition('Answers 304 when the property still has this ETag') }),
  response: {
    200: jsonResponse(one, { description: 'The property', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const updateProperty = {
  operationId: 'updateProperty',
  summary: 'Change a property',
  description:
    'A JSON merge patch (RFC 7396): members given are changed, the rest stays. Of two at once one is answered 409, or ' +
    '412 with `If-Match`; `updatedAt` moves with each, also with an empty one.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  headers: WriteHeaders,
  body: refTo<PatchPropertyDto>('PatchProperty'),
  response: {
    200: jsonResponse(one, { description: 'The property as it is now', headers: ['ETag'], examples }),
    ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const deleteProperty = {
  operationId: 'deleteProperty',
  summary: 'Delete a property',
  description:
    'Removes the property, then all of its images; with `If-Match`, only the version named. One that was interrupted is ' +
    'finished by the next.',
  tags,
  params,
  headers: WriteHeaders,
  response: {
    204: emptyResponse({ description: 'There was something, and it is gone' }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}
