import type { Page, PageOptions } from '../../../../common/data/abstract-data-service.ts'
import type { DataContext } from '../../../../common/data/data-context.ts'
import { ConditionFailedError, NotFoundError, ValidationError } from '../../../../common/data/errors.ts'
import { toUtc } from '../../../../common/data/model/date-time.ts'
import { TableDataService } from '../../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../../common/data/transaction.ts'
import { reasonsOf, untilWon } from '../../../../common/data/until-won.ts'
import { UserDeletingError } from '../../model/account-errors.ts'
import { todoModel, type Todo, type TodoInput } from '../../model/todo-table.ts'
import { isActive, userModel } from '../../model/user-table.ts'
import { newTodoKey, todoKey } from './todo-id.ts'

export type NewTodo = Pick<TodoInput, 'title' | 'note'>
export type TodoChanges = Partial<Pick<Todo, 'title' | 'note' | 'state'>>

/** A range of times, in ISO 8601. */
export interface TimeRange {
  readonly gt?: string | undefined
  readonly gte?: string | undefined
  readonly lt?: string | undefined
  readonly lte?: string | undefined
}

export interface TodoListing extends Pick<PageOptions, 'limit' | 'cursor'> {
  readonly state?: Todo['state'] | undefined
  readonly createdAt?: TimeRange | undefined
  /** The oldest first, instead of the newest. */
  readonly oldestFirst?: boolean | undefined
}

/** Writes that must be done together with new todos; given the todos, since they may depend on them. */
export type Companions = (todos: readonly Todo[]) => readonly PlannedWrite[]

interface VersionOption {
  readonly version?: number | undefined
}

export class TodoDataService {
  readonly #context: DataContext
  readonly #users: TableDataService<typeof userModel>
  readonly #todos: TableDataService<typeof todoModel>

  constructor(context: DataContext) {
    this.#context = context
    this.#users = new TableDataService(userModel, context)
    this.#todos = new TableDataService(todoModel, context)
  }

  async get(userId: string, todoId: string): Promise<Todo | null> {
    const key = todoKey(todoId)
    return key ? this.#todos.get({ userId, ...key }) : null
  }

  /** By time, from the key, or by state and time, from an index: the newest first unless asked otherwise. */
  async list(
    userId: string,
    { state, createdAt, oldestFirst, ...page }: TodoListing = {},
  ): Promise<Page<Todo>> {
    const range = given(createdAt ?? {})
    const filters = { userId, ...(state && { state }), ...(range && { createdAt: range }) }
    return this.#todos.query(filters, { ...page, reverse: !oldestFirst })
  }

  /**
   * Creates all or none, if the user is there and stays.
   * @throws NotFoundError, UserDeletingError, TransactionFailedError for a companion's reason
   */
  async create(userId: string, news: readonly NewTodo[], companions: Companions = () => []): Promise<Todo[]> {
    const planned = news.map((input) => this.#todos.planCreate({ ...input, ...newTodoKey(), userId }))
    const todos = planned.map(({ entity }) => entity)
    const check = this.#users.planCheck(userId, { if: isActive })
    try {
      await untilWon(() => transact(this.#context.store, [check, ...planned, ...companions(todos)]))
      return todos
    } catch (error) {
      const [refused, ...others] = reasonsOf(error)
      if (!refused || others.some((reason) => reason !== null)) throw error
      throw refused instanceof ConditionFailedError
        ? new UserDeletingError(userId, { cause: error })
        : refused
    }
  }

  /** @throws NotFoundError, ConflictError (another version) */
  async update(
    userId: string,
    todoId: string,
    { state, ...changes }: TodoChanges,
    { version }: VersionOption = {},
  ): Promise<Todo> {
    const key = todoKey(todoId)
    if (!key) throw new NotFoundError(`Todo not found: ${todoId}`)
    const patch = {
      set: { ...changes, ...(state && { state }) },
      // The time of the first completion stays until the todo is opened again.
      ...(state === 'done' && { setIfMissing: { completedAt: new Date().toISOString() } }),
      ...(state === 'open' && { remove: ['completedAt'] as const }),
    }
    return this.#todos.update({ userId, ...key }, patch, { version })
  }

  /** True if it was there. @throws ConflictError (another version) */
  async delete(userId: string, todoId: string, { version }: VersionOption = {}): Promise<boolean> {
    const key = todoKey(todoId)
    return key ? this.#todos.delete({ userId, ...key }, { version }) : false
  }
}

/** The bounds that are given, if any, as todos have their times: the key compares texts. */
function given(range: TimeRange): Record<string, string> | undefined {
  const bounds = Object.entries(range).flatMap(([operator, bound]: [string, string | undefined]) =>
    bound === undefined ? [] : [[operator, moment(operator, bound)] as const],
  )
  return bounds.length > 0 ? Object.fromEntries(bounds) : undefined
}

/** UTC to the millisecond: between two of them, `gte` and `lt` mean the later one, `gt` and `lte` the earlier. */
function moment(operator: string, bound: string): string {
  const utc = toUtc(bound)
  if (utc === undefined) throw new ValidationError(`createdAt is no time: ${bound}`)
  const isBetween = utc.length > 24 && (operator === 'gte' || operator === 'lt')
  return new Date(Date.parse(utc) + (isBetween ? 1 : 0)).toISOString()
}
