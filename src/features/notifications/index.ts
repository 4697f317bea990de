import type { FastifyInstance } from 'fastify'
import { entitiesTable } from '../../common/data/entities-table.ts'
import type { DataContext } from '../../common/data/data-context.ts'
import type { EventStreams } from '../../common/http/event-streams.ts'
import type { Idempotency } from '../../common/http/idempotency.ts'
import type { TableNameResolver } from '../../common/data/table-name.ts'
import type { PlannedWrite } from '../../common/data/transaction.ts'
import { ChangeTap } from '../../common/streams/change-tap.ts'
import type { Sample } from '../../common/data/sample.ts'
import { exampleNotification } from './routes/notification-dto.ts'
import { notificationRoutes } from './routes/notification-routes.ts'
import type { NewNotification } from './model/notification-table.ts'
import { arrivalsOf } from './service/arrivals.ts'
import { NotificationDataService } from './service/notification-data-service.ts'

export interface NotificationsOptions {
  readonly data: DataContext
  readonly tableName: TableNameResolver
  readonly idempotency: Idempotency
  readonly streams: EventStreams
}

/** For whoever has something to tell accounts, at the root. */
export interface Notifier {
  /**
   * Tells it once, however often it is called with the same id. Given a check of what must be there, in one transaction
   * with it: nobody is told when that is refused.
   */
  notify(
    notification: NewNotification & { readonly notificationId: string },
    check?: PlannedWrite,
  ): Promise<void>
  /** Removes what the account was told: before a time, or all of it. */
  forget(accountId: string, before?: string): Promise<void>
}

export function createNotifier(data: DataContext): Notifier {
  const service = new NotificationDataService(data)
  return {
    notify: (notification, check) => service.addOnce(notification, check),
    forget: (accountId, before) => service.removeAccount(accountId, before),
  }
}

/** For the documentation: what the operations under the tag are about. */
export const notificationsTag = {
  name: 'notifications',
  tables: ['entities'],
  description: 'What accounts are told: by time, type and name, changed in atomic steps, followed live',
}

/** The feature's only door: builds its service from the dependencies and registers its routes. */
export async function notifications(
  app: FastifyInstance,
  { data, tableName, idempotency, streams }: NotificationsOptions,
): Promise<void> {
  const service = new NotificationDataService(data)
  const tap = new ChangeTap({ store: data.store, tableName, tables: [entitiesTable] })
  app.addHook('onClose', () => {
    tap.close()
  })
  await app.register(notificationRoutes, {
    service,
    idempotency,
    streams,
    arrivals: (accountId, after, signal) => arrivalsOf({ service, tap }, accountId, after, signal),
  })
}

/** For a first start: the notification of the documentation. */
export function notificationsSample(data: DataContext): Sample {
  const { accountId, notificationId, dateTime, notificationType, notificationName } = exampleNotification
  const { severity, message, tags, labels } = exampleNotification
  const about = { dateTime, notificationType, notificationName, severity, message, tags, labels }
  return {
    table: entitiesTable,
    load: () => new NotificationDataService(data).addOnce({ accountId, notificationId, ...about }),
  }
}
