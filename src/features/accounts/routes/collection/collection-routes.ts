import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { pageOf, pageQuery, sendPage } from '../../../../common/http/pagination.ts'
import { jsonResponse, problems } from '../../../../common/http/responses.ts'
import { refTo, strictObject } from '../../../../common/http/schema.ts'
import { ofOwner, type AccountRoutesOptions } from '../account-routes-options.ts'
import { tags, userParams } from '../account-schemas.ts'
import { exampleOrder } from '../orders/order-dto.ts'
import { pageOfUser } from '../page-of-user.ts'
import { exampleTodo } from '../todos/todo-dto.ts'
import { exampleUser } from '../users/user-dto.ts'
import { accountItem, type AccountItemDto } from './account-item-dto.ts'

const items: AccountItemDto[] = [
  { type: 'order', item: exampleOrder },
  { type: 'user', item: exampleUser },
  { type: 'todo', item: exampleTodo },
]

const getCollection = {
  operationId: 'getUserCollection',
  summary: 'Get the item collection of a user',
  description:
    'Everything that a user has, in the order of the keys, by one query: orders, the profile, todos.',
  tags,
  params: userParams,
  querystring: strictObject(pageQuery({ max: 500, default: 100 })),
  response: {
    200: jsonResponse(pageOf(refTo<AccountItemDto>('AccountItem')), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items, nextCursor: null } },
    }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const collectionRoutes: FastifyPluginAsyncTypebox<AccountRoutesOptions> = async (app, { users }) => {
  app.get('/users/:userId/collection', { config: ofOwner, schema: getCollection }, async (request, reply) => {
    const page = await pageOfUser(users, request, (userId) => users.collection(userId, request.query))
    return sendPage(request, reply, { items: page.items.map(accountItem), nextCursor: page.nextCursor })
  })
}
