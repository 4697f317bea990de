import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { NotFoundError } from '../../../common/data/errors.ts'
import { expectedVersion } from '../../../common/http/conditional-writes.ts'
import { notFound } from '../../../common/http/http-error.ts'
import { sendAnswer, type Answer } from '../../../common/http/idempotency.ts'
import { etagOf, notModified, withPreconditions } from '../../../common/http/preconditions.ts'
import type { Notification } from '../model/notification-table.ts'
import type { NotificationId } from '../service/notification-data-service.ts'
import { listRoutes } from './list-routes.ts'
import {
  CreateNotificationSchema,
  LabelSchema,
  NewTagsSchema,
  NotificationDto,
  NotificationSchema,
  PatchNotificationSchema,
} from './notification-dto.ts'
import {
  addNotificationTags,
  createNotification,
  deleteNotification,
  deleteNotificationLabel,
  getNotification,
  putNotificationLabel,
  readNotification,
  updateNotification,
} from './notification-operations.ts'
import type { NotificationRoutesOptions } from './notification-routes-options.ts'
import { streamRoutes } from './stream-routes.ts'

const ALL = '/notifications/:accountId'
const ONE = '/notifications/:accountId/:notificationId'
const LABEL = `${ONE}/labels/:key`
/** Where callers are known, the notifications of an account are its own. */
const config = { ownedBy: 'accountId' }

const SCHEMAS = [
  NotificationSchema,
  CreateNotificationSchema,
  PatchNotificationSchema,
  NewTagsSchema,
  LabelSchema,
]

/** `/notifications` and `/sse/notifications`: the schemas that the operations share, then the operations. */
export const notificationRoutes: FastifyPluginAsyncTypebox<NotificationRoutesOptions> = async (
  app,
  options,
) => {
  for (const schema of SCHEMAS) app.addSchema(schema)
  await app.register(listRoutes, options)
  await app.register(streamRoutes, options)
  const { service, idempotency } = options
  const load = async (id: NotificationId): Promise<Notification> => {
    const notification = await service.get(id)
    if (!notification) throw missing(id)
    return notification
  }

  app.post(ALL, { config, schema: createNotification }, async (request, reply) => {
    const input = { ...request.body, accountId: request.params.accountId }
    const answer = await idempotency.answer(request, 'createNotification', async (record) =>
      created(await service.add(input, (notification) => record(created(notification)))),
    )
    return sendAnswer<NotificationDto>(reply, answer)
  })

  app.get(ONE, { config, schema: getNotification }, async (request, reply) => {
    const notification = await load(request.params)
    void reply.header('cache-control', 'private, no-cache')
    if (notModified(request, notification.version)) {
      return reply.code(304).header('etag', etagOf(notification.version)).send(null)
    }
    return answer(reply, notification)
  })

  app.patch(ONE, { config, schema: updateNotification }, async (request, reply) => {
    const id = request.params
    const notification = await withPreconditions(request, async () => {
      const version = await expectedVersion(request, () => load(id))
      if (Object.keys(request.body).length === 0) return load(id)
      return found(id, service.update(id, { set: request.body }, { version }))
    })
    return answer(reply, notification)
  })

  app.delete(ONE, { config, schema: deleteNotification }, async (request, reply) => {
    const id = request.params
    const isDeleted = await withPreconditions(request, async () =>
      service.delete(id, { version: await expectedVersion(request, () => load(id)) }),
    )
    if (!isDeleted) throw missing(id)
    return reply.code(204).send(null)
  })

  app.post(`${ONE}/read`, { config, schema: readNotification }, async ({ params }, reply) =>
    answer(reply, await found(params, service.markRead(params))),
  )

  app.post(`${ONE}/tags`, { config, schema: addNotificationTags }, async ({ params, body }, reply) =>
    answer(reply, await found(params, service.addTags(params, body.tags))),
  )

  app.put(LABEL, { config, schema: putNotificationLabel }, async ({ params, body }, reply) => {
    const { key, ...id } = params
    return answer(reply, await found(id, service.setLabel(id, key, body.value)))
  })

  app.delete(LABEL, { config, schema: deleteNotificationLabel }, async ({ params }, reply) => {
    const { key, ...id } = params
    return answer(reply, await found(id, service.removeLabel(id, key)))
  })
}

const missing = ({ accountId, notificationId }: NotificationId) =>
  notFound(`Notification not found: ${accountId}/${notificationId}`)

/** The change, or the 404 of the notification. */
async function found(id: NotificationId, change: Promise<Notification>): Promise<Notification> {
  return change.catch((error: unknown) => {
    throw error instanceof NotFoundError ? missing(id) : error
  })
}

function answer(reply: FastifyReply, notification: Notification): NotificationDto {
  void reply.header('etag', etagOf(notification.version))
  return NotificationDto.fromModel(notification)
}

function created(notification: Notification): Answer {
  const { accountId, notificationId, version } = notification
  const path = [accountId, notificationId].map((part) => encodeURIComponent(part)).join('/')
  return {
    status: 201,
    headers: { location: `/api/v1/notifications/${path}`, etag: etagOf(version) },
    body: NotificationDto.fromModel(notification),
  }
}
