import { Type } from '@sinclair/typebox'
import { IdempotencyHeaders } from '../../../../common/http/idempotency.ts'
import { pageOf, pageQuery } from '../../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems } from '../../../../common/http/responses.ts'
import { refTo, strictObject } from '../../../../common/http/schema.ts'
import { ReadHeaders, tags, userParams as params, WriteHeaders } from '../account-schemas.ts'
import {
  exampleUser,
  type CreateUserDto,
  type DepositDto,
  type PatchUserDto,
  type UserDto,
} from './user-dto.ts'

/* What each operation takes and answers, as it is validated and as it is documented. */

const examples = { user: exampleUser }
const one = refTo<UserDto>('User')

export const listUsers = {
  operationId: 'listUsers',
  summary: 'List users',
  description: 'In the order of their ids, from an index.',
  tags,
  querystring: strictObject({
    ...pageQuery({ max: 500, default: 50 }),
    prefix: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: 'Only ids that begin like this',
        examples: ['john'],
      }),
    ),
  }),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [exampleUser], nextCursor: null } },
    }),
    ...problems(400, 406, 414, 429, 500, 503),
  },
}

export const createUser = {
  operationId: 'createUser',
  summary: 'Create a user',
  description:
    'Stores a new user without credit. Without a `userId` it gets one. No two users have the same e-mail address, whatever ' +
    'its case. With an `Idempotency-Key` a repeated request gets the first answer.',
  tags,
  headers: IdempotencyHeaders,
  body: refTo<CreateUserDto>('CreateUser'),
  response: {
    201: jsonResponse(one, {
      description: 'The user as stored',
      headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      examples,
    }),
    ...problems(400, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const getUser = {
  operationId: 'getUser',
  summary: 'Get a user',
  description: 'One user by id.',
  tags,
  params,
  headers: ReadHeaders,
  response: {
    200: jsonResponse(one, { description: 'The user', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const updateUser = {
  operationId: 'updateUser',
  summary: 'Change a user',
  description:
    'A JSON merge patch (RFC 7396): members given are changed, the rest stays. The address is taken and the former one set ' +
    'free in one transaction. The credit is changed by deposits and orders.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  headers: WriteHeaders,
  body: refTo<PatchUserDto>('PatchUser'),
  response: {
    200: jsonResponse(one, { description: 'The user as it is now', headers: ['ETag'], examples }),
    ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const depositCredit = {
  operationId: 'depositCredit',
  summary: 'Add to the credit of a user',
  description:
    'Adds cents to what orders can be paid with. With an `Idempotency-Key` a repeated request gets the first answer and ' +
    'nothing is added twice.',
  tags,
  params,
  headers: IdempotencyHeaders,
  body: refTo<DepositDto>('Deposit'),
  response: {
    200: jsonResponse(one, {
      description: 'The user with the credit as it is now',
      headers: ['ETag', 'Idempotent-Replayed'],
      examples,
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const deleteUser = {
  operationId: 'deleteUser',
  summary: 'Delete a user',
  description:
    'Removes the user with all todos and orders. From the first moment on nothing can be added to the user. A large ' +
    'account is removed in steps: 202 says that there is more, which goes in the background; the same request sent again ' +
    'hastens it, also after a failure, and is answered 404 when all is gone. `If-Match` is about the user before the deletion ' +
    'began.',
  tags,
  params,
  headers: WriteHeaders,
  response: {
    202: emptyResponse({
      description: 'There is more to remove, in the background',
      headers: ['Retry-After'],
    }),
    204: emptyResponse({ description: 'The user was there, and is gone with everything' }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}
