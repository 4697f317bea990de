import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import '../../../../common/auth/principal.ts'
import { expectedVersion } from '../../../../common/http/conditional-writes.ts'
import { HttpProblem } from '../../../../common/http/http-error.ts'
import { sendAnswer, type Answer } from '../../../../common/http/idempotency.ts'
import { sendPage } from '../../../../common/http/pagination.ts'
import { etagOf, notModified, withPreconditions } from '../../../../common/http/preconditions.ts'
import type { User } from '../../model/user-table.ts'
import { asProblems, userNotFound } from '../account-problems.ts'
import { ofOwner, type AccountRoutesOptions } from '../account-routes-options.ts'
import { UserDto, type CreateUserDto } from './user-dto.ts'
import { createUser, deleteUser, depositCredit, getUser, listUsers, updateUser } from './user-operations.ts'

const ONE = '/users/:userId'
/** Where callers are known, credit is not for the user to give. */
const forAdmins = { access: 'admin' } as const

export const userRoutes: FastifyPluginAsyncTypebox<AccountRoutesOptions> = async (app, options) => {
  const { users, deletion, idempotency } = options
  const load = async (userId: string): Promise<User> => {
    const user = await users.get(userId)
    if (!user) throw userNotFound(userId)
    return user
  }

  app.get('/users', { config: forAdmins, schema: listUsers }, async (request, reply) => {
    const { items, nextCursor } = await users.list(request.query)
    return sendPage(request, reply, { items: items.map((item) => UserDto.fromModel(item)), nextCursor })
  })

  app.post('/users', { schema: createUser }, async (request, reply) => {
    const user = ownAccount(request.body, request.principal?.subject)
    const answer = await idempotency.answer(request, 'createUser', async (record) =>
      created(await asProblems(users.create(user, (it) => record(created(it))))),
    )
    return sendAnswer<UserDto>(reply, answer)
  })

  app.get(ONE, { config: ofOwner, schema: getUser }, async (request, reply) => {
    const user = await load(request.params.userId)
    // Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.header('cache-control', 'private, no-cache')
    if (notModified(request, user.version)) {
      return reply.code(304).header('etag', etagOf(user.version)).send(null)
    }
    return answerWith(reply, user)
  })

  app.patch(ONE, { config: ofOwner, schema: updateUser }, async (request, reply) => {
    const { userId } = request.params
    const user = await withPreconditions(request, async () => {
      const version = await expectedVersion(request, () => load(userId))
      if (Object.keys(request.body).length === 0) return load(userId)
      return asProblems(users.update(userId, request.body, { version }))
    })
    return answerWith(reply, user)
  })

  app.post(`${ONE}/credit`, { config: forAdmins, schema: depositCredit }, async (request, reply) => {
    const { userId } = request.params
    const answer = await idempotency.answer(request, 'depositCredit', async (record) =>
      changed(await asProblems(users.deposit(userId, request.body.amount, (user) => record(changed(user))))),
    )
    return sendAnswer<UserDto>(reply, answer)
  })

  app.delete(ONE, { config: ofOwner, schema: deleteUser }, async (request, reply) => {
    const { userId } = request.params
    const isDone = await withPreconditions(request, async () => {
      const user = await load(userId)
      // What has begun goes on: the mark of the deletion is itself a change of the user.
      const version = user.deletion === null ? await expectedVersion(request, async () => user) : undefined
      return deletion.run(userId, { version })
    })
    return isDone ? reply.code(204).send(null) : reply.code(202).header('retry-after', '0').send(null)
  })
}

/** Where callers are known, an account is made by whom it is for: its id is the one that the token says. */
function ownAccount(user: CreateUserDto, subject: string | undefined): CreateUserDto {
  if (subject === undefined) return user
  if (user.userId === undefined || user.userId === subject) return { ...user, userId: subject }
  throw new HttpProblem('forbidden', 'The token is for another account.')
}

const created = (user: User): Answer => ({
  status: 201,
  headers: { location: `/api/v1/users/${encodeURIComponent(user.userId)}`, etag: etagOf(user.version) },
  body: UserDto.fromModel(user),
})

const changed = (user: User): Answer => ({
  status: 200,
  headers: { etag: etagOf(user.version) },
  body: UserDto.fromModel(user),
})

function answerWith(reply: FastifyReply, user: User): UserDto {
  void reply.header('etag', etagOf(user.version))
  return UserDto.fromModel(user)
}
