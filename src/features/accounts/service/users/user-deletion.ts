import { randomUUID } from 'node:crypto'
import { portions } from '../../../../common/data/batch.ts'
import { entitiesTable } from '../../../../common/data/entities-table.ts'
import type { Key } from '../../../../common/data/store/value.ts'
import { loadCollection } from '../../../../common/data/collection.ts'
import type { DataContext } from '../../../../common/data/data-context.ts'
import {
  ConditionFailedError,
  ConflictError,
  NotFoundError,
  TransactionFailedError,
} from '../../../../common/data/errors.ts'
import { TableDataService } from '../../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../../common/data/transaction.ts'
import { untilWon } from '../../../../common/data/until-won.ts'
import { orderModel } from '../../model/order-table.ts'
import { todoModel } from '../../model/todo-table.ts'
import { userEmailModel } from '../../model/user-email-table.ts'
import { isActive, userModel, type User } from '../../model/user-table.ts'

/** Items that one call removes at most, so that it ends in seconds. */
const ITEMS_A_CALL = 2_000

interface Extent {
  readonly maxItems?: number | undefined
}

export interface DeletionOptions extends Extent {
  /** Only this version of the user; a deletion that has begun goes on whatever the version. */
  readonly version?: number | undefined
}

/**
 * Removes a user with the whole item collection. First the profile is marked: whatever adds to the account has the
 * condition that it is not, so from then on the collection only shrinks. Then the items go, and at last the profile with
 * its e-mail address in one transaction. Wherever it is interrupted, the same call again goes on; and so does whoever acts on
 * changes of users, since the mark is one, and each call that leaves something makes another.
 */
export class UserDeletion {
  readonly #context: DataContext
  readonly #users: TableDataService<typeof userModel>
  readonly #emails: TableDataService<typeof userEmailModel>

  constructor(context: DataContext) {
    this.#context = context
    this.#users = new TableDataService(userModel, context)
    this.#emails = new TableDataService(userEmailModel, context)
  }

  /**
   * False when there is more than one call removes: call again, or leave it to `resume`.
   * @throws NotFoundError, ConflictError (another version)
   */
  async run(userId: string, { version, ...extent }: DeletionOptions = {}): Promise<boolean> {
    return this.#goOn(await this.#marked(userId, version), extent)
  }

  /** Goes on with the deletion of a user, as the last change has left the profile. It bears repeats. */
  async resume({ userId, deletion, version }: User, extent: Extent = {}): Promise<void> {
    if (deletion === null) return
    const user = await this.#users.get(userId)
    // Of a profile that was changed since, that change tells: so a chain of changes is never followed by two.
    if (user?.deletion === deletion && user.version === version) await this.#goOn(user, extent)
  }

  async #goOn(user: User, { maxItems = ITEMS_A_CALL }: Extent): Promise<boolean> {
    const { userId, deletion } = user
    try {
      if (await this.#removeItems(user, maxItems)) {
        await this.#transact([
          this.#users.planDelete(userId, { if: { deletion } }),
          this.#emails.planDelete(user.email, { if: { userId } }),
        ])
        return true
      }
      await untilWon(() => this.#users.update(userId, { set: { deletion } }, { if: { deletion } }))
      return false
    } catch (error) {
      // Another call for the same deletion was first; it may even be that a new user has the id by now.
      if (isGone(error instanceof TransactionFailedError ? error.reasons[0] : error)) return true
      throw error
    }
  }

  /** The user with the mark of this deletion, or of the one that began before. */
  async #marked(userId: string, version: number | undefined): Promise<User> {
    try {
      return await this.#users.update(userId, { set: { deletion: randomUUID() } }, { if: isActive, version })
    } catch (error) {
      if (!(error instanceof ConditionFailedError || error instanceof ConflictError)) throw error
      const user = await this.#users.getOrThrow(userId)
      if (user.deletion === null) throw error
      return user
    }
  }

  /** False when there may be more. Each transaction asks for the mark: an id may be taken again while this call sleeps. */
  async #removeItems(user: User, maxItems: number): Promise<boolean> {
    const { userId, deletion } = user
    const check = this.#users.planCheck(userId, { if: { deletion } })
    const portion = this.#context.store.limits.transaction - 1
    let cursor: string | undefined
    for (let removed = 0; removed < maxItems;) {
      const page = await loadCollection(
        this.#context,
        [todoModel, orderModel],
        { userId },
        {
          cursor,
          consistent: true,
          limit: Math.min(portion, maxItems - removed),
        },
      )
      // Items that cannot be read are removed like the others.
      const keys = [
        ...page.items.map(({ type, item }) => (type === 'todo' ? todoModel : orderModel).keys.key(item)),
        ...page.rejected.map(({ key }) => key as Key),
      ]
      const deletions = keys.map(planRemoval)
      for (const part of portions(deletions, portion)) await this.#transact([check, ...part])
      removed += deletions.length
      if (page.nextCursor === null) return true
      cursor = page.nextCursor
    }
    return false
  }

  async #transact(planned: readonly PlannedWrite[]): Promise<void> {
    await untilWon(() => transact(this.#context.store, planned))
  }
}

/** Of an item as it stands there, whatever is in it. */
const planRemoval = (key: Key): PlannedWrite => ({
  entity: undefined,
  write: { type: 'delete', table: entitiesTable, key },
  failure: (cause) => cause,
})

const isGone = (reason: unknown): boolean =>
  reason instanceof NotFoundError || reason instanceof ConditionFailedError
