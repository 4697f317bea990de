import type { Page, PageOptions } from '../../../../common/data/abstract-data-service.ts'
import { loadCollection, type CollectionItem } from '../../../../common/data/collection.ts'
import type { DataContext } from '../../../../common/data/data-context.ts'
import { AlreadyExistsError, ConditionFailedError, ConflictError } from '../../../../common/data/errors.ts'
import { TableDataService } from '../../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../../common/data/transaction.ts'
import { reasonsOf, untilWon } from '../../../../common/data/until-won.ts'
import { EmailTakenError, UserDeletingError } from '../../model/account-errors.ts'
import { orderModel } from '../../model/order-table.ts'
import { todoModel } from '../../model/todo-table.ts'
import { userEmailModel } from '../../model/user-email-table.ts'
import { isActive, normalEmail, userModel, type User, type UserInput } from '../../model/user-table.ts'

export type NewUser = Pick<UserInput, 'userId' | 'email' | 'name'>
export type UserChanges = Partial<Pick<User, 'email' | 'name'>>

/** Writes that must be done together with one of a user; given the user as it will be. */
export type Companions = (user: User) => readonly PlannedWrite[]

const collectionModels = [userModel, todoModel, orderModel] as const
export type AccountItem = CollectionItem<(typeof collectionModels)[number]>

type Listing = Pick<PageOptions, 'limit' | 'cursor'>

/** The users, whose e-mail addresses are unique: an item for the address stands and falls with the profile. */
export class UserDataService {
  readonly #context: DataContext
  readonly #users: TableDataService<typeof userModel>
  readonly #emails: TableDataService<typeof userEmailModel>

  constructor(context: DataContext) {
    this.#context = context
    this.#users = new TableDataService(userModel, context)
    this.#emails = new TableDataService(userEmailModel, context)
  }

  async get(userId: string): Promise<User | null> {
    return this.#users.get(userId)
  }

  /** @throws NotFoundError */
  async getOrThrow(userId: string): Promise<User> {
    return this.#users.getOrThrow(userId)
  }

  /** In the order of their ids, from an index: a moment behind on DynamoDB. */
  async list({ prefix, ...options }: Listing & { readonly prefix?: string | undefined } = {}): Promise<
    Page<User>
  > {
    return this.#users.query(prefix === undefined ? {} : { userId: { beginsWith: prefix } }, {
      ...options,
      index: 'all',
    })
  }

  /** The profile, todos and orders of a user in the order of their keys, by one query. */
  async collection(userId: string, options: Listing = {}): Promise<Page<AccountItem>> {
    return loadCollection(this.#context, collectionModels, { userId }, options)
  }

  /** @throws AlreadyExistsError, EmailTakenError, TransactionFailedError for a companion's reason */
  async create(input: NewUser, companions: Companions = () => []): Promise<User> {
    const planned = this.#users.planCreate(input)
    const { entity: user } = planned
    const email = this.#emails.planCreate({ email: user.email, userId: user.userId })
    try {
      await untilWon(() => transact(this.#context.store, [planned, email, ...companions(user)]))
      return user
    } catch (error) {
      const [exists, taken, ...others] = reasonsOf(error)
      if (others.some((reason) => reason !== null)) throw error
      if (exists) throw exists
      throw taken instanceof AlreadyExistsError ? new EmailTakenError(user.email, { cause: error }) : error
    }
  }

  /**
   * Changes the name and the address; an address moves with its item, in one transaction.
   * @throws NotFoundError, ConflictError (another version), EmailTakenError, UserDeletingError
   */
  async update(
    userId: string,
    changes: UserChanges,
    { version }: { readonly version?: number | undefined } = {},
  ): Promise<User> {
    const { email } = changes
    if (email === undefined) return this.#change(userId, changes, version)
    return untilWon(
      async () => {
        const user = await this.#active(userId)
        if (version !== undefined && user.version !== version) throw changedMeanwhile(userId)
        if (normalEmail(email) === user.email) return this.#change(userId, changes, user.version)
        return this.#move(user, { ...changes, email })
      },
      version === undefined ? undefined : 1,
    )
  }

  /**
   * Adds to what orders can be paid with, in cents.
   * @throws NotFoundError, UserDeletingError, TransactionFailedError for a companion's reason
   */
  async deposit(userId: string, amount: number, companions: Companions = () => []): Promise<User> {
    return untilWon(async () => {
      const user = await this.#active(userId)
      // Over the version read, so that what companions are given is what is stored.
      const planned = this.#users.planSave({ ...user, credit: user.credit + amount })
      await transact(this.#context.store, [planned, ...companions(planned.entity)])
      return planned.entity
    })
  }

  async #change(userId: string, set: UserChanges, version: number | undefined): Promise<User> {
    try {
      return await this.#users.update(userId, { set }, { if: isActive, version })
    } catch (error) {
      throw error instanceof ConditionFailedError ? new UserDeletingError(userId, { cause: error }) : error
    }
  }

  async #move(user: User, changes: UserChanges & { readonly email: string }): Promise<User> {
    const { userId } = user
    const planned = this.#users.planSave({ ...user, ...changes })
    try {
      await transact(this.#context.store, [
        planned,
        this.#emails.planDelete(user.email, { if: { userId } }),
        this.#emails.planCreate({ email: changes.email, userId }),
      ])
      return planned.entity
    } catch (error) {
      const [changed, , taken] = reasonsOf(error)
      if (changed) throw changed
      throw taken instanceof AlreadyExistsError ? new EmailTakenError(changes.email, { cause: error }) : error
    }
  }

  async #active(userId: string): Promise<User> {
    const user = await this.#users.getOrThrow(userId)
    if (user.deletion !== null) throw new UserDeletingError(userId)
    return user
  }
}

const changedMeanwhile = (userId: string): ConflictError =>
  new ConflictError(`User was changed by another writer: ${userId}`)
