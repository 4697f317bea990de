import { Type } from '@sinclair/typebox'
import { v7 as uuid } from 'uuid'
import { entitiesTable } from '../../../common/data/entities-table.ts'
import { defaulted, integer, nullable } from '../../../common/data/model/attributes.ts'
import { identifier } from '../../../common/data/model/identifier.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'
import { dateTime as moment } from '../../../common/data/model/stored-kinds.ts'

export const accountId = identifier({ maxLength: 256, description: 'Whose it is', example: 'johndoe' })
export const notificationId = identifier({
  maxLength: 128,
  description: 'Id among the notifications of the account',
  example: '01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11',
})
/** Milliseconds since 1970, up to the year 9999. */
export const dateTime = integer({
  minimum: 0,
  maximum: 253_402_300_799_999,
  description: 'When it happened, in milliseconds since 1970; never changes',
  examples: [1_795_198_836_547],
})
export const notificationType = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
  description: 'What kind it is; kept in upper case',
  examples: ['ALARM'],
})
export const notificationName = identifier({
  maxLength: 128,
  description: 'What it is called; kept without space around it',
  example: 'DiskFull',
})
export const tag = Type.String({ minLength: 1, maxLength: 64, description: 'A word', examples: ['urgent'] })
export const labelKey = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9._-]{0,63}$',
  description: 'Name of the label',
  examples: ['region'],
})
export const labelValue = Type.String({ maxLength: 256, description: 'Its value', examples: ['eu-west-1'] })

/** A type as it is stored, for filters: what is written is changed by the model itself. */
export const normalType = (type: string): string => type.toUpperCase()
export const normalName = (name: string): string => name.trim()

/**
 * Something that an account is told. Four indexes keep it in the order of time, of arrival, of what it is about, and with
 * its kind across accounts: each key follows from the attributes, whatever write changes them.
 *
 * Lists and labels have no bounds here, so that each change of them is one atomic call; the service bounds them.
 */
export const notificationModel = defineModel({
  name: 'notification',
  table: entitiesTable,
  attributes: {
    accountId,
    notificationId: defaulted(notificationId, () => uuid()),
    dateTime: defaulted(dateTime, () => Date.now()),
    notificationType,
    notificationName,
    severity: nullable(
      integer({
        minimum: 0,
        maximum: 10,
        description: 'How bad it is, from 0 to 10; null for no matter',
        examples: [5],
      }),
    ),
    message: nullable(
      Type.String({ maxLength: 4096, description: 'What there is to say', examples: ['The disk is full.'] }),
    ),
    readAt: nullable(
      moment({
        description: 'When it was marked as read (UTC); null until then',
        examples: ['2026-11-20T18:20:36.547Z'],
      }),
    ),
    tags: defaulted(
      Type.Array(tag, {
        description: 'Words, in the order in which they were added',
        examples: [['urgent', 'disk']],
      }),
      [],
    ),
    labels: defaulted(
      Type.Record(labelKey, labelValue, {
        additionalProperties: false,
        // What the OpenAPI document shows of the keys.
        propertyNames: labelKey,
        description: 'Values by name',
        examples: [{ region: 'eu-west-1' }],
      }),
      {},
    ),
    number: integer({
      minimum: 1,
      description: 'Counts the notifications of the account in the order of their arrival',
      examples: [1],
    }),
  },
  joined: {
    dateTypeAndNameSearch: { of: ['notificationType', 'notificationName', 'dateTime'], separator: '~' },
  },
  immutable: ['dateTime', 'number'],
  mutate: { notificationType: normalType, notificationName: normalName },
  key: { pk: 'ACCOUNT#{accountId}', sk: 'NOTIFICATION#{notificationId}' },
  indexes: {
    byTime: {
      index: 'lsi0',
      pk: 'ACCOUNT#{accountId}',
      sk: 'NOTIFICATION#{dateTime:int}#{notificationId}',
    },
    byArrival: { index: 'lsi1', pk: 'ACCOUNT#{accountId}', sk: 'NOTIFICATION#{number:int}' },
    bySearch: { index: 'lsi2', pk: 'ACCOUNT#{accountId}', sk: 'NOTIFICATION#{dateTypeAndNameSearch}' },
    byType: {
      index: 'gsi0',
      pk: 'NOTIFICATION_TYPE#{notificationType}',
      sk: '{dateTime:int}#{accountId}#{notificationId}',
    },
    byName: {
      index: 'gsi1',
      pk: 'NOTIFICATION_NAME#{notificationName}',
      sk: '{accountId}#{dateTime:int}#{notificationId}',
    },
  },
  version: true,
  timestamps: true,
})

/** How many notifications have arrived for an account: the next one gets the next number, in the same transaction. */
export const inboxModel = defineModel({
  name: 'notificationInbox',
  table: entitiesTable,
  attributes: { accountId, last: integer({ minimum: 1 }) },
  key: { pk: 'ACCOUNT#{accountId}', sk: 'NOTIFICATION_INBOX' },
})

export type Notification = ItemType<typeof notificationModel>
type Kept = 'number' | 'version' | 'createdAt' | 'updatedAt' | 'dateTypeAndNameSearch'
/** A notification as it is given; its number comes with its arrival. */
export type NewNotification = Omit<InputType<typeof notificationModel>, Kept>
