import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { NotFoundError } from '../../../../common/data/errors.ts'
import { expectedVersion } from '../../../../common/http/conditional-writes.ts'
import { notFound } from '../../../../common/http/http-error.ts'
import { sendAnswer, type Answer } from '../../../../common/http/idempotency.ts'
import { sendPage } from '../../../../common/http/pagination.ts'
import { etagOf, notModified, withPreconditions } from '../../../../common/http/preconditions.ts'
import type { Todo } from '../../model/todo-table.ts'
import { asProblems } from '../account-problems.ts'
import { ofOwner, type AccountRoutesOptions } from '../account-routes-options.ts'
import { pageOfUser } from '../page-of-user.ts'
import { TodoDto } from './todo-dto.ts'
import { createTodo, deleteTodo, getTodo, listTodos, updateTodo } from './todo-operations.ts'

/** What names a todo. */
interface TodoPath {
  readonly userId: string
  readonly todoId: string
}

const ALL = '/users/:userId/todos'
const ONE = `${ALL}/:todoId` as const

const todoNotFound = ({ todoId }: TodoPath) => notFound(`Todo not found: ${todoId}`)

export const todoRoutes: FastifyPluginAsyncTypebox<AccountRoutesOptions> = async (app, options) => {
  const { users, todos, idempotency } = options
  const load = async (path: TodoPath): Promise<Todo> => {
    const todo = await todos.get(path.userId, path.todoId)
    if (!todo) throw todoNotFound(path)
    return todo
  }

  app.get(ALL, { config: ofOwner, schema: listTodos }, async (request, reply) => {
    const { limit, cursor, state, order } = request.query
    const page = await pageOfUser(users, request, (userId) =>
      todos.list(userId, {
        ...{ limit, cursor, state, oldestFirst: order === 'oldest' },
        createdAt: {
          gt: request.query['createdAt[gt]'],
          gte: request.query['createdAt[gte]'],
          lt: request.query['createdAt[lt]'],
          lte: request.query['createdAt[lte]'],
        },
      }),
    )
    const items = page.items.map((item) => TodoDto.fromModel(item))
    return sendPage(request, reply, { items, nextCursor: page.nextCursor })
  })

  app.post(ALL, { config: ofOwner, schema: createTodo }, async (request, reply) => {
    const { userId } = request.params
    const answer = await idempotency.answer(request, 'createTodo', async (record) =>
      created(await asProblems(todos.create(userId, [request.body], (made) => record(created(made))))),
    )
    return sendAnswer<TodoDto>(reply, answer)
  })

  app.get(ONE, { config: ofOwner, schema: getTodo }, async (request, reply) => {
    const todo = await load(request.params)
    // Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.header('cache-control', 'private, no-cache')
    if (notModified(request, todo.version)) {
      return reply.code(304).header('etag', etagOf(todo.version)).send(null)
    }
    return answerWith(reply, todo)
  })

  app.patch(ONE, { config: ofOwner, schema: updateTodo }, async (request, reply) => {
    const path = request.params
    const todo = await withPreconditions(request, async () => {
      const version = await expectedVersion(request, () => load(path))
      if (Object.keys(request.body).length === 0) return load(path)
      return todos.update(path.userId, path.todoId, request.body, { version })
    }).catch((error: unknown) => {
      throw error instanceof NotFoundError ? todoNotFound(path) : error
    })
    return answerWith(reply, todo)
  })

  app.delete(ONE, { config: ofOwner, schema: deleteTodo }, async (request, reply) => {
    const path = request.params
    const isDeleted = await withPreconditions(request, async () =>
      todos.delete(path.userId, path.todoId, { version: await expectedVersion(request, () => load(path)) }),
    )
    if (!isDeleted) throw todoNotFound(path)
    return reply.code(204).send(null)
  })
}

function created([todo]: readonly Todo[]): Answer {
  if (!todo) throw new Error('A create gave no todo')
  const location = `/api/v1/users/${encodeURIComponent(todo.userId)}/todos/${todo.todoId}`
  return { status: 201, headers: { location, etag: etagOf(todo.version) }, body: TodoDto.fromModel(todo) }
}

function answerWith(reply: FastifyReply, todo: Todo): TodoDto {
  void reply.header('etag', etagOf(todo.version))
  return TodoDto.fromModel(todo)
}
