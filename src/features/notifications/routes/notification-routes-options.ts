import type { EventStreams } from '../../../common/http/event-streams.ts'
import type { Idempotency } from '../../../common/http/idempotency.ts'
import type { Notification } from '../model/notification-table.ts'
import type { NotificationDataService } from '../service/notification-data-service.ts'

/** What the routes are given. */
export interface NotificationRoutesOptions {
  readonly service: NotificationDataService
  readonly idempotency: Idempotency
  readonly streams: EventStreams
  /** What arrives for an account after a number, as it comes. */
  readonly arrivals: (accountId: string, after: number, signal: AbortSignal) => AsyncIterable<Notification>
}
