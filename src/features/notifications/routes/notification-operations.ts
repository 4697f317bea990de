import { Type } from '@sinclair/typebox'
import { IdempotencyHeaders } from '../../../common/http/idempotency.ts'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { refTo } from '../../../common/http/schema.ts'
import { accountId, labelKey, notificationId } from '../model/notification-table.ts'
import {
  exampleNotification,
  type CreateNotificationDto,
  type NotificationDto,
  type PatchNotificationDto,
} from './notification-dto.ts'

/* What each operation on one notification takes and answers, as it is validated and as it is documented. */

export const tags = ['notifications']
export const one = refTo<NotificationDto>('Notification')
const examples = { notification: exampleNotification }
export const accountParams = Type.Object({ accountId })
const params = Type.Object({ accountId, notificationId })
const labelParams = Type.Object({ accountId, notificationId, key: labelKey })

const condition = (description: string) => Type.Optional(Type.String({ description, examples: ['"7"'] }))
const WriteHeaders = Type.Object({
  'if-match': condition('Only if the notification still has this ETag; `*` for any'),
})
const changed = {
  200: jsonResponse(one, { description: 'The notification as it is now', headers: ['ETag'], examples }),
}

export const createNotification = {
  operationId: 'createNotification',
  summary: 'Create a notification',
  description:
    'Tells an account something. Without a `notificationId` it gets one; with one it is created once. With an ' +
    '`Idempotency-Key` a repeated request gets the first answer.',
  tags,
  params: accountParams,
  headers: IdempotencyHeaders,
  body: refTo<CreateNotificationDto>('CreateNotification'),
  response: {
    201: jsonResponse(one, {
      description: 'The notification as stored',
      headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      examples,
    }),
    ...problems(400, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const getNotification = {
  operationId: 'getNotification',
  summary: 'Get a notification',
  description: 'One notification by account and id.',
  tags,
  params,
  headers: Type.Object({
    'if-none-match': condition('Answers 304 when the notification still has this ETag'),
  }),
  response: {
    200: jsonResponse(one, { description: 'The notification', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const updateNotification = {
  operationId: 'updateNotification',
  summary: 'Change a notification',
  description:
    'A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. `dateTime` is immutable: ' +
    'another value is refused. Tags and labels have operations of their own.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  headers: WriteHeaders,
  body: refTo<PatchNotificationDto>('PatchNotification'),
  response: { ...changed, ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503) },
}

export const deleteNotification = {
  operationId: 'deleteNotification',
  summary: 'Delete a notification',
  description: 'Removes the notification; with `If-Match`, only the version named.',
  tags,
  params,
  headers: WriteHeaders,
  response: {
    204: emptyResponse({ description: 'The notification was there, and is gone' }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const readNotification = {
  operationId: 'readNotification',
  summary: 'Mark a notification as read',
  description: 'Sets `readAt` where there is none: one that is read stays read since then.',
  tags,
  params,
  response: { ...changed, ...problems(400, 404, 406, 413, 414, 415, 429, 500, 503) },
}

export const addNotificationTags = {
  operationId: 'addNotificationTags',
  summary: 'Add tags to a notification',
  description: 'Puts words at the end of `tags` in one atomic step, whatever others add meanwhile.',
  tags,
  params,
  body: refTo<{ readonly tags: string[] }>('NewTags'),
  response: { ...changed, ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503) },
}

export const putNotificationLabel = {
  operationId: 'putNotificationLabel',
  summary: 'Set a label of a notification',
  description:
    'Sets one entry of `labels` in one atomic step and leaves the others, whoever sets them meanwhile.',
  tags,
  params: labelParams,
  body: refTo<{ readonly value: string }>('Label'),
  response: { ...changed, ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503) },
}

export const deleteNotificationLabel = {
  operationId: 'deleteNotificationLabel',
  summary: 'Remove a label of a notification',
  description: 'Removes one entry of `labels` in one atomic step; also where there is none.',
  tags,
  params: labelParams,
  response: { ...changed, ...problems(400, 404, 406, 413, 414, 415, 429, 500, 503) },
}
