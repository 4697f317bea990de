import { Type } from '@sinclair/typebox'
import { createSchema, patchSchema, responseSchema, timestamps } from '../../../common/http/entity-schemas.ts'
import { strictObject } from '../../../common/http/schema.ts'
import {
  labelValue,
  notificationModel,
  tag,
  type NewNotification,
  type Notification,
} from '../model/notification-table.ts'
import { MAX_LABELS, MAX_TAGS } from '../model/limits.ts'

/** A notification as clients see it: no version (it is the ETag), no keys of the store. */
export class NotificationDto implements Omit<Notification, 'version'> {
  readonly accountId: string
  readonly notificationId: string
  readonly dateTime: number
  readonly notificationType: string
  readonly notificationName: string
  readonly dateTypeAndNameSearch: string
  readonly severity: number | null
  readonly message: string | null
  readonly readAt: string | null
  readonly tags: string[]
  readonly labels: Record<string, string>
  readonly number: number
  readonly createdAt: string
  readonly updatedAt: string

  private constructor(notification: Notification) {
    this.accountId = notification.accountId
    this.notificationId = notification.notificationId
    this.dateTime = notification.dateTime
    this.notificationType = notification.notificationType
    this.notificationName = notification.notificationName
    this.dateTypeAndNameSearch = notification.dateTypeAndNameSearch
    this.severity = notification.severity
    this.message = notification.message
    this.readAt = notification.readAt
    this.tags = notification.tags
    this.labels = notification.labels
    this.number = notification.number
    this.createdAt = notification.createdAt
    this.updatedAt = notification.updatedAt
  }

  static fromModel(notification: Notification): NotificationDto {
    return new NotificationDto(notification)
  }
}

export type CreateNotificationDto = Omit<NewNotification, 'accountId' | 'readAt'>
export type PatchNotificationDto = Partial<
  Pick<Notification, 'dateTime' | 'notificationType' | 'notificationName' | 'severity' | 'message' | 'readAt'>
>

const { accountId, number, readAt, tags, labels, ...about } = notificationModel.attributes
const { notificationId, ...changeable } = about
const search = Type.String({
  description: 'Type, name and time in one, to search by its beginning',
  examples: ['ALARM~DiskFull~1795198836547'],
})

export const NotificationSchema = responseSchema<NotificationDto>(
  { ...notificationModel.attributes, dateTypeAndNameSearch: search, ...timestamps },
  { $id: 'Notification', title: 'Notification', description: 'Something that an account is told' },
)

export const CreateNotificationSchema = createSchema<CreateNotificationDto>(
  {
    notificationId: notificationId ?? Type.Never(),
    ...changeable,
    tags: { ...(tags ?? Type.Never()), maxItems: MAX_TAGS },
    labels: { ...(labels ?? Type.Never()), maxProperties: MAX_LABELS },
  },
  {
    $id: 'CreateNotification',
    title: 'CreateNotification',
    description: 'A new notification; without an id it gets one, without a time it is now',
    examples: [{ notificationType: 'ALARM', notificationName: 'DiskFull', severity: 5, tags: ['urgent'] }],
  },
)

export const PatchNotificationSchema = patchSchema<PatchNotificationDto>(
  { ...changeable, readAt: readAt ?? Type.Never() },
  {
    $id: 'PatchNotification',
    title: 'PatchNotification',
    description: 'JSON merge patch: members that are left out stay as they are, null removes',
    examples: [{ severity: 7, message: 'The disk is full, and nothing is written.' }],
  },
)

export const NewTagsSchema = strictObject(
  { tags: Type.Array(tag, { minItems: 1, maxItems: MAX_TAGS, description: 'Words', examples: [['disk']] }) },
  { $id: 'NewTags', title: 'NewTags', description: 'Words to be added at the end' },
)

export const LabelSchema = strictObject(
  { value: labelValue },
  { $id: 'Label', title: 'Label', description: 'The value of one label' },
)

export const exampleNotification: NotificationDto = NotificationDto.fromModel({
  accountId: 'johndoe',
  notificationId: '01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11',
  dateTime: 1_795_198_836_547,
  notificationType: 'ALARM',
  notificationName: 'DiskFull',
  dateTypeAndNameSearch: 'ALARM~DiskFull~1795198836547',
  severity: 5,
  message: 'The disk is full.',
  readAt: null,
  tags: ['urgent', 'disk'],
  labels: { region: 'eu-west-1' },
  number: 1,
  createdAt: '2026-11-20T18:20:36.547Z',
  updatedAt: '2026-11-20T18:20:36.547Z',
  version: 1,
})
