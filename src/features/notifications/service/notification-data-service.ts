import { setTimeout as delay } from 'node:timers/promises'
import type { Page, PageOptions } from '../../../common/data/abstract-data-service.ts'
import type { DataContext } from '../../../common/data/data-context.ts'
import {
  AlreadyExistsError,
  ConditionFailedError,
  ConflictError,
  NotFoundError,
} from '../../../common/data/errors.ts'
import type { Operators } from '../../../common/data/expressions/where.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../common/data/transaction.ts'
import { reasonsOf } from '../../../common/data/until-won.ts'
import {
  inboxModel,
  normalName,
  normalType,
  notificationModel,
  type NewNotification,
  type Notification,
} from '../model/notification-table.ts'
import { MAX_LABELS, MAX_TAGS } from '../model/limits.ts'
import { Turns } from './turns.ts'

/** A range of times, and a page of what is in it. */
export interface TimeRange extends Pick<PageOptions, 'limit' | 'cursor'> {
  readonly dateTime?: Pick<Operators<number>, 'gt' | 'gte' | 'lt' | 'lte'> | undefined
  readonly oldestFirst?: boolean | undefined
}

export interface AccountQuery extends TimeRange {
  /** What `TYPE~name~time` begins with; the order is that of this text then. */
  readonly search?: string | undefined
  readonly unread?: boolean | undefined
}

/** Writes that must be done together with a new notification. */
type Companions = (notification: Notification) => readonly PlannedWrite[]

export type NotificationId = Pick<Notification, 'accountId' | 'notificationId'>

const MAX_RACES = 30
const RACE_MS = 5

export class NotificationDataService extends TableDataService<typeof notificationModel> {
  readonly #inboxes: TableDataService<typeof inboxModel>
  readonly #turns = new Turns()

  constructor(context: DataContext) {
    super(notificationModel, context)
    this.#inboxes = new TableDataService(inboxModel, context)
  }

  /**
   * A new notification, and its number, in one transaction: whoever sees a number can see all that are lower.
   * @throws TransactionFailedError with AlreadyExistsError first, or with the reason of a companion
   */
  async add(input: NewNotification, companions: Companions = () => []): Promise<Notification> {
    const { accountId } = input
    return this.#turns.take(accountId, async () => {
      for (let race = 1; race <= MAX_RACES; race++) {
        const last = await this.lastNumber(accountId)
        const planned = this.planCreate({ ...input, number: last + 1 })
        const writes = [planned, this.#planNumber(accountId, last), ...companions(planned.entity)]
        try {
          await transact(this.context.store, writes)
          return planned.entity
        } catch (error) {
          if (!isRace(error)) throw error
        }
        await delay(Math.random() * RACE_MS * race)
      }
      throw new ConflictError(`Too many notifications arrive for ${accountId} at once`)
    })
  }

  /**
   * The notification, unless the account has one with its id, for whoever may say the same thing twice; or unless a check
   * of what must be there with it is refused.
   */
  async addOnce(
    input: NewNotification & { readonly notificationId: string },
    check?: PlannedWrite,
  ): Promise<void> {
    try {
      await this.add(input, () => (check ? [check] : []))
    } catch (error) {
      const [exists, , refused] = reasonsOf(error)
      const isRefused = refused instanceof NotFoundError || refused instanceof ConditionFailedError
      if (!isRefused && !(exists instanceof AlreadyExistsError)) throw error
    }
  }

  /** Marks it as read; one that is read stays read since then. @throws NotFoundError */
  async markRead(id: NotificationId): Promise<Notification> {
    return this.update(id, { setIfMissing: { readAt: new Date().toISOString() } })
  }

  /** Adds words at the end. @throws NotFoundError, ConflictError when there would be too many */
  async addTags(id: NotificationId, tags: readonly string[]): Promise<Notification> {
    const room = { tags: { size: { lte: MAX_TAGS - tags.length } } }
    return this.update(id, { append: { tags } }, { if: room }).catch((error: unknown) => {
      throw error instanceof ConditionFailedError ? full(`${MAX_TAGS} tags`) : error
    })
  }

  /** Sets one label and leaves the others. @throws NotFoundError, ConflictError when there are too many */
  async setLabel(id: NotificationId, key: string, value: string): Promise<Notification> {
    const patch = { paths: [{ path: ['labels', key], set: value }] } as const
    try {
      return await this.update(id, patch, { if: { labels: { size: { lt: MAX_LABELS } } } })
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error
      // Where there is no room for another label, one that is there may still get another value.
      if ((await this.get(id))?.labels[key] === undefined) throw full(`${MAX_LABELS} labels`)
      return this.update(id, patch)
    }
  }

  /** @throws NotFoundError */
  async removeLabel(id: NotificationId, key: string): Promise<Notification> {
    return this.update(id, { paths: [{ path: ['labels', key], remove: true }] })
  }

  /** Of one account: by time, the newest first; with `search`, by what they are about. */
  async ofAccount(accountId: string, query: AccountQuery = {}): Promise<Page<Notification>> {
    const { search, unread, dateTime, oldestFirst = false, ...page } = query
    const isRead = unread === undefined ? {} : { readAt: unread ? null : ({ exists: true } as const) }
    const about = search === undefined ? {} : { dateTypeAndNameSearch: { beginsWith: search } }
    return this.query(
      { accountId, ...about, ...isRead, ...(dateTime && { dateTime }) },
      {
        ...page,
        index: search === undefined ? 'byTime' : 'bySearch',
        reverse: !oldestFirst,
        consistent: true,
      },
    )
  }

  /** Of all accounts, the newest first. */
  async ofType(
    type: string,
    { dateTime, oldestFirst = false, ...page }: TimeRange,
  ): Promise<Page<Notification>> {
    return this.query(
      { notificationType: normalType(type), ...(dateTime && { dateTime }) },
      { ...page, index: 'byType', reverse: !oldestFirst },
    )
  }

  /** Of all accounts, one account after the other, or of one; of each the newest first. */
  async ofName(
    name: string,
    {
      accountId,
      dateTime,
      oldestFirst = false,
      ...page
    }: TimeRange & { readonly accountId?: string | undefined },
  ): Promise<Page<Notification>> {
    const account = accountId === undefined ? {} : { accountId }
    return this.query(
      { notificationName: normalName(name), ...account, ...(dateTime && { dateTime }) },
      { ...page, index: 'byName', reverse: !oldestFirst },
    )
  }

  /** Those that arrived after a number, in the order of their arrival. */
  async after(accountId: string, number: number, limit: number): Promise<readonly Notification[]> {
    const filters = { accountId, number: { gt: number } }
    return (await this.query(filters, { index: 'byArrival', consistent: true, limit })).items
  }

  /**
   * Removes what the account was told before a time; without one all of it, and then the count. It can be begun again.
   */
  async removeAccount(accountId: string, before?: string): Promise<void> {
    const filters = { accountId, ...(before !== undefined && { createdAt: { lt: before } }) }
    for (;;) {
      const { items } = await this.query(filters, { index: 'byArrival', consistent: true })
      if (items.length === 0) break
      await this.batchDelete(items)
    }
    if (before === undefined) await this.#inboxes.delete(accountId)
  }

  /** The number of the last arrival; 0 when there was none yet. */
  async lastNumber(accountId: string): Promise<number> {
    return (await this.#inboxes.get(accountId))?.last ?? 0
  }

  #planNumber(accountId: string, last: number): PlannedWrite {
    if (last === 0) return this.#inboxes.planCreate({ accountId, last: 1 })
    return this.#inboxes.planUpdate(accountId, { set: { last: last + 1 } }, { if: { last } })
  }
}

/** Another notification of the account came first, and has the number; or a companion's item was just being changed. */
function isRace(error: unknown): boolean {
  const [notification, inbox = null, ...companions] = reasonsOf(error)
  if (notification instanceof AlreadyExistsError) return false
  return inbox !== null || [notification, ...companions].some((reason) => reason instanceof ConflictError)
}

const full = (what: string): ConflictError => new ConflictError(`A notification has at most ${what}`)
