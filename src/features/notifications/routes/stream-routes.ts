import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { StreamEvent } from '../../../common/http/event-stream.ts'
import { HttpProblem } from '../../../common/http/http-error.ts'
import type { Notification } from '../model/notification-table.ts'
import { streamNotifications } from './list-operations.ts'
import { NotificationDto } from './notification-dto.ts'
import type { NotificationRoutesOptions } from './notification-routes-options.ts'

export const streamRoutes: FastifyPluginAsyncTypebox<NotificationRoutesOptions> = async (app, options) => {
  const { service, streams, arrivals } = options

  const config = { ownedBy: 'accountId', deadline: false }
  app.get(
    '/sse/notifications/:accountId',
    { config, schema: streamNotifications },
    async (request, reply) => {
      const { accountId } = request.params
      const last = await service.lastNumber(accountId)
      const seen = request.headers['last-event-id'] ?? request.query.lastEventId
      const after = seen === undefined ? last : Number(seen)
      if (after > last) throw notYetThere(request.headers['last-event-id'] !== undefined)
      return streams.send(request, reply, (signal) => events(arrivals(accountId, after, signal)))
    },
  )
}

async function* events(notifications: AsyncIterable<Notification>): AsyncGenerator<StreamEvent> {
  for await (const notification of notifications) {
    const data = JSON.stringify(NotificationDto.fromModel(notification))
    yield { id: String(notification.number), data }
  }
}

function notYetThere(isHeader: boolean): HttpProblem {
  const detail = 'names a number that the account has not reached'
  const [issue, name] = isHeader
    ? [{ header: 'Last-Event-ID', detail }, 'Header Last-Event-ID']
    : [{ parameter: 'lastEventId', detail }, 'Query parameter lastEventId']
  return new HttpProblem('validation_failed', `${name} ${detail}`, { errors: [issue] })
}
