import { Type } from '@sinclair/typebox'
import { EVENT_STREAM_TYPE } from '../../../common/http/event-streams.ts'
import { pageOf, pageQuery } from '../../../common/http/pagination.ts'
import { jsonResponse, problems, textResponse } from '../../../common/http/responses.ts'
import { stringEnum, strictObject } from '../../../common/http/schema.ts'
import { accountId, dateTime, notificationName, notificationType } from '../model/notification-table.ts'
import { exampleNotification } from './notification-dto.ts'
import { accountParams, one, tags } from './notification-operations.ts'

/* What the lists and the stream take and answer. */

const time = (description: string) => Type.Optional({ ...dateTime, description })

const listQuery = {
  ...pageQuery({ max: 500, default: 50 }),
  'dateTime[gte]': time('Only at this time or later, in milliseconds since 1970'),
  'dateTime[gt]': time('Only later'),
  'dateTime[lte]': time('Only at this time or earlier'),
  'dateTime[lt]': time('Only earlier'),
  sort: Type.Optional(
    stringEnum(['-dateTime', 'dateTime'], {
      description: 'The newest first, which is the default, or the oldest first',
      examples: ['-dateTime'],
    }),
  ),
}

const page = {
  200: jsonResponse(pageOf(one), {
    description: 'A page; `nextCursor` is null on the last one',
    headers: ['Link'],
    examples: { page: { items: [exampleNotification], nextCursor: null } },
  }),
  ...problems(400, 406, 414, 429, 500, 503),
}

export const listNotifications = {
  operationId: 'listNotifications',
  summary: 'List notifications of all accounts',
  description:
    'Of one type, by time; or of one name, account after account, each by time. One of the two must be given; each is ' +
    'served by an index of its own.',
  tags,
  querystring: strictObject({
    ...listQuery,
    notificationType: Type.Optional({
      ...notificationType,
      description: 'Only this type',
      // A choice, so that the documentation page sends one: this or the name has to be given.
      examples: [exampleNotification.notificationType, 'WELCOME'],
    }),
    notificationName: Type.Optional({ ...notificationName, description: 'Only this name' }),
    accountId: Type.Optional({ ...accountId, description: 'With a name: only of this account' }),
  }),
  response: page,
}

export const listAccountNotifications = {
  operationId: 'listAccountNotifications',
  summary: 'List the notifications of an account',
  description:
    'By time, the newest first; with `search` by type, name and time. An account without notifications has an empty list.',
  tags,
  params: accountParams,
  querystring: strictObject({
    ...listQuery,
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: 'What `dateTypeAndNameSearch` begins with',
        examples: ['ALARM~DiskFull'],
      }),
    ),
    unread: Type.Optional(
      Type.Boolean({
        description: 'Only those not marked as read, or only those that are',
        examples: [true],
      }),
    ),
  }),
  response: page,
}

const number = (description: string) =>
  Type.Optional(Type.String({ description, examples: ['1'], pattern: '^[0-9]{1,15}$' }))

export const streamNotifications = {
  operationId: 'streamNotifications',
  summary: 'Follow the notifications of an account',
  description:
    'Server-sent events: each notification that arrives, as one `data:` line with its JSON. `id:` is its `number`: a ' +
    'client that comes back with `Last-Event-ID` gets those that arrived meanwhile, then goes on live, without gap or ' +
    'repeat; 0 gives all that are kept.',
  tags,
  params: accountParams,
  headers: Type.Object({ 'last-event-id': number('The last number that the client has seen') }),
  querystring: strictObject({ lastEventId: number('As the header, which counts where both are given') }),
  response: {
    200: textResponse([EVENT_STREAM_TYPE], {
      description: 'The stream',
      examples: { stream: `id: 1\ndata: ${JSON.stringify(exampleNotification)}\n\n` },
    }),
    ...problems(400, 406, 414, 429, 500, 503),
  },
}
