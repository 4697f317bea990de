import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HttpProblem } from '../../../common/http/http-error.ts'
import { sendPage } from '../../../common/http/pagination.ts'
import type { TimeRange } from '../service/notification-data-service.ts'
import { listAccountNotifications, listNotifications } from './list-operations.ts'
import { NotificationDto } from './notification-dto.ts'
import type { NotificationRoutesOptions } from './notification-routes-options.ts'

export const listRoutes: FastifyPluginAsyncTypebox<NotificationRoutesOptions> = async (app, { service }) => {
  // They see every account's, so where callers are known they are administrators.
  const admins = { access: 'admin' } as const
  app.get('/notifications', { config: admins, schema: listNotifications }, async (request, reply) => {
    const { notificationType: type, notificationName: name, accountId } = request.query
    if (name !== undefined && type === undefined) {
      const page = await service.ofName(name, { ...rangeOf(request.query), accountId })
      return sendPage(request, reply, toDtos(page))
    }
    if (type === undefined || name !== undefined) throw notOne(name === undefined)
    if (accountId !== undefined) throw onlyWithName()
    return sendPage(request, reply, toDtos(await service.ofType(type, rangeOf(request.query))))
  })

  const config = { ownedBy: 'accountId' }
  app.get(
    '/notifications/:accountId',
    { config, schema: listAccountNotifications },
    async (request, reply) => {
      const { params, query } = request
      const { search, unread } = query
      const page = await service.ofAccount(params.accountId, { ...rangeOf(query), search, unread })
      return sendPage(request, reply, toDtos(page))
    },
  )
}

interface ListQuery {
  readonly limit: number
  readonly cursor?: string
  readonly sort?: '-dateTime' | 'dateTime'
  readonly 'dateTime[gte]'?: number
  readonly 'dateTime[gt]'?: number
  readonly 'dateTime[lte]'?: number
  readonly 'dateTime[lt]'?: number
}

const rangeOf = (query: ListQuery): TimeRange => ({
  limit: query.limit,
  cursor: query.cursor,
  oldestFirst: query.sort === 'dateTime',
  dateTime: {
    ...(query['dateTime[gte]'] !== undefined && { gte: query['dateTime[gte]'] }),
    ...(query['dateTime[gt]'] !== undefined && { gt: query['dateTime[gt]'] }),
    ...(query['dateTime[lte]'] !== undefined && { lte: query['dateTime[lte]'] }),
    ...(query['dateTime[lt]'] !== undefined && { lt: query['dateTime[lt]'] }),
  },
})

const toDtos = ({
  items,
  nextCursor,
}: Awaited<ReturnType<NotificationRoutesOptions['service']['list']>>) => ({
  items: items.map((item) => NotificationDto.fromModel(item)),
  nextCursor,
})

function notOne(isNone: boolean): HttpProblem {
  const detail = isNone ? 'or notificationName must be given' : 'cannot be given with notificationName'
  return badQuery('notificationType', detail)
}

const onlyWithName = (): HttpProblem => badQuery('accountId', 'goes with notificationName only')

const badQuery = (parameter: string, detail: string): HttpProblem =>
  new HttpProblem('validation_failed', `Query parameter ${parameter} ${detail}`, {
    errors: [{ parameter, detail }],
  })
