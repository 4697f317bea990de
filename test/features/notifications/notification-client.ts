import type { NotificationDto } from '../../../src/features/notifications/routes/notification-dto.ts'
import type { CurrentApp } from '../../support/test-app.ts'

export const NOTIFICATIONS = '/api/v1/notifications'

let accounts = 0
export const anAccount = (): string => `account-${process.pid}-${(accounts += 1)}`

export const pathOf = (...parts: readonly string[]): string =>
  [NOTIFICATIONS, ...parts.map((part) => encodeURIComponent(part))].join('/')

export const aNotification = (changes: object = {}) => ({
  notificationType: 'ALARM',
  notificationName: 'TestName',
  ...changes,
})

/** Creates a notification and gives it with the headers of the answer. */
export async function create(app: CurrentApp, accountId: string, changes: object = {}) {
  const url = pathOf(accountId)
  const response = await app().inject({ method: 'POST', url, payload: aNotification(changes) })
  if (response.statusCode !== 201) throw new Error(`${response.statusCode}: ${response.body}`)
  return { notification: response.json<NotificationDto>(), headers: response.headers }
}

export interface NotificationPage {
  readonly items: readonly NotificationDto[]
  readonly nextCursor: string | null
}

export async function list(app: CurrentApp, url: string): Promise<NotificationPage> {
  const response = await app().inject(url)
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${response.body}`)
  return response.json<NotificationPage>()
}

export const idsOf = ({ items }: NotificationPage): string[] =>
  items.map(({ notificationId }) => notificationId)
