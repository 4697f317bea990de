import type { Page, PageOptions } from '../../../../common/data/abstract-data-service.ts'
import type { DataContext } from '../../../../common/data/data-context.ts'
import { AlreadyExistsError, ConditionFailedError, ValidationError } from '../../../../common/data/errors.ts'
import { TableDataService } from '../../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../../common/data/transaction.ts'
import { reasonsOf, untilWon } from '../../../../common/data/until-won.ts'
import { InsufficientCreditError, UserDeletingError } from '../../model/account-errors.ts'
import { orderModel, type Order, type OrderInput } from '../../model/order-table.ts'
import { isActive, userModel } from '../../model/user-table.ts'

export type NewOrder = Pick<OrderInput, 'orderId' | 'lines'>

/** Writes that must be done together with a new order; given the order, since they may depend on it. */
export type Companions = (order: Order) => readonly PlannedWrite[]

export interface PlacedOrder {
  readonly order: Order
  /** False for an order that had been placed before. */
  readonly created: boolean
}

/** Orders, each paid from the credit of its user in the transaction that places it. */
export class OrderDataService {
  readonly #context: DataContext
  readonly #users: TableDataService<typeof userModel>
  readonly #orders: TableDataService<typeof orderModel>

  constructor(context: DataContext) {
    this.#context = context
    this.#users = new TableDataService(userModel, context)
    this.#orders = new TableDataService(orderModel, context)
  }

  async get(userId: string, orderId: string): Promise<Order | null> {
    return this.#orders.get({ userId, orderId })
  }

  /** The newest first, from an index. */
  async list(userId: string, options: Pick<PageOptions, 'limit' | 'cursor'> = {}): Promise<Page<Order>> {
    return this.#orders.query({ userId }, { ...options, index: 'byTime', reverse: true })
  }

  /**
   * Places an order and takes its total from the credit, both or neither. An order that was placed before under the same
   * id, with the same lines, is the answer to a repeated request.
   * @throws NotFoundError (no such user), InsufficientCreditError, UserDeletingError, AlreadyExistsError (other lines),
   *   TransactionFailedError for a companion's reason
   */
  async place(userId: string, input: NewOrder, companions: Companions = () => []): Promise<PlacedOrder> {
    const total = totalOf(input.lines)
    const planned = this.#orders.planCreate({ ...input, userId, total, placedAt: new Date().toISOString() })
    const { entity: order } = planned
    const payment = this.#users.planUpdate(
      userId,
      { add: { credit: -total } },
      { if: { ...isActive, credit: { gte: total } } },
    )
    try {
      await untilWon(() => transact(this.#context.store, [planned, payment, ...companions(order)]))
      return { order, created: true }
    } catch (error) {
      const [exists, refused, ...others] = reasonsOf(error)
      if (others.some((reason) => reason !== null)) throw error
      if (exists instanceof AlreadyExistsError)
        return { order: await this.#placed(order, exists), created: false }
      throw refused instanceof ConditionFailedError ? this.#refusal(order, refused) : (refused ?? error)
    }
  }

  /**
   * Cancels an order and gives its total back, both or neither; an order that is cancelled stays as it is.
   * @throws NotFoundError, UserDeletingError
   */
  async cancel(userId: string, orderId: string): Promise<Order> {
    return untilWon(async () => {
      const order = await this.#orders.getOrThrow({ userId, orderId })
      if (order.status === 'cancelled') return order
      // Over the version read: of many that cancel at once, one pays back.
      const planned = this.#orders.planSave({
        ...order,
        status: 'cancelled',
        cancelledAt: new Date().toISOString(),
      })
      const refund = this.#users.planUpdate(userId, { add: { credit: order.total } }, { if: isActive })
      try {
        await transact(this.#context.store, [planned, refund])
      } catch (error) {
        const [changed, refused] = reasonsOf(error)
        throw !changed && refused instanceof ConditionFailedError
          ? new UserDeletingError(userId, { cause: error })
          : error
      }
      return planned.entity
    })
  }

  /** The order that was placed before, if it is the one that is meant. */
  async #placed({ userId, orderId, lines }: Order, cause: AlreadyExistsError): Promise<Order> {
    const before = await this.get(userId, orderId)
    if (before && contentOf(before.lines) === contentOf(lines)) return before
    throw cause
  }

  #refusal({ userId, total }: Order, cause: ConditionFailedError): Error {
    const { credit, deletion } = cause.current ?? {}
    if (deletion !== undefined) return new UserDeletingError(userId, { cause })
    return typeof credit === 'number' ? new InsufficientCreditError(credit, total, { cause }) : cause
  }
}

function totalOf(lines: NewOrder['lines']): number {
  const total = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
  if (Number.isSafeInteger(total)) return total
  throw new ValidationError('The total of the order is not a safe integer')
}

const contentOf = (lines: Order['lines']): string =>
  JSON.stringify(lines.map(({ product, quantity, unitPrice }) => [product, quantity, unitPrice]))
