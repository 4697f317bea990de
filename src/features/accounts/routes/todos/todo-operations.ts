import { Type } from '@sinclair/typebox'
import { IdempotencyHeaders } from '../../../../common/http/idempotency.ts'
import { pageOf, pageQuery } from '../../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems } from '../../../../common/http/responses.ts'
import { refTo, strictObject, stringEnum } from '../../../../common/http/schema.ts'
import { ReadHeaders, tags, todoParams as params, userParams, WriteHeaders } from '../account-schemas.ts'
import { exampleTodo, type CreateTodoDto, type PatchTodoDto, type TodoDto } from './todo-dto.ts'

/* What each operation takes and answers, as it is validated and as it is documented. */

const examples = { todo: exampleTodo }
const one = refTo<TodoDto>('Todo')

const bound = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description, examples: ['2026-11-20T00:00:00Z'] }))

export const listTodos = {
  operationId: 'listTodos',
  summary: 'List the todos of a user',
  description: 'By time, the newest first, from the key; those of one state from an index.',
  tags,
  params: userParams,
  querystring: strictObject({
    ...pageQuery({ max: 500, default: 50 }),
    state: Type.Optional(stringEnum(['open', 'done'], { description: 'Only these', examples: ['open'] })),
    'createdAt[gt]': bound('Only those made after this moment'),
    'createdAt[gte]': bound('Only those made at this moment or after it'),
    'createdAt[lt]': bound('Only those made before this moment'),
    'createdAt[lte]': bound('Only those made at this moment or before it'),
    order: Type.Optional(
      stringEnum(['newest', 'oldest'], { description: 'Which come first', examples: ['oldest'] }),
    ),
  }),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [exampleTodo], nextCursor: null } },
    }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const createTodo = {
  operationId: 'createTodo',
  summary: 'Create a todo',
  description:
    'Stores a new todo, if the user is there in the same moment. With an `Idempotency-Key` a repeated request gets the first ' +
    'answer.',
  tags,
  params: userParams,
  headers: IdempotencyHeaders,
  body: refTo<CreateTodoDto>('CreateTodo'),
  response: {
    201: jsonResponse(one, {
      description: 'The todo as stored',
      headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      examples,
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const getTodo = {
  operationId: 'getTodo',
  summary: 'Get a todo',
  description: 'One todo by id. The id carries the time, so it gives the whole key.',
  tags,
  params,
  headers: ReadHeaders,
  response: {
    200: jsonResponse(one, { description: 'The todo', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const updateTodo = {
  operationId: 'updateTodo',
  summary: 'Change a todo',
  description:
    'A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. A todo that is set to `done` ' +
    'gets the time as `completedAt`, one that is opened again loses it.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  headers: WriteHeaders,
  body: refTo<PatchTodoDto>('PatchTodo'),
  response: {
    200: jsonResponse(one, { description: 'The todo as it is now', headers: ['ETag'], examples }),
    ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const deleteTodo = {
  operationId: 'deleteTodo',
  summary: 'Delete a todo',
  description: 'Removes the todo; with `If-Match`, only the version named.',
  tags,
  params,
  headers: WriteHeaders,
  response: {
    204: emptyResponse({ description: 'The todo was there, and is gone' }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}
