import { ConditionFailedError, NotFoundError } from '../../data/errors.ts'
import type { TableDataService } from '../../data/table-data-service.ts'
import type { PlannedWrite } from '../../data/transaction.ts'
import { deadLettersOf, type messageModel, type StoredMessage } from '../message-table.ts'
import { LeaseLostError, type Delivery, type Message } from '../queue.ts'

export type Messages = TableDataService<typeof messageModel>

/** As much of a reason as is kept. */
const REASON_LENGTH = 1024

/** A leased row. Whatever it does is on the condition that its token still stands there. */
export class EmbeddedDelivery implements Delivery {
  readonly message: Message
  readonly attempt: number
  readonly #queue: string
  readonly #lease: { readonly token: string }
  readonly #messages: Messages
  readonly #givenBack: () => void
  #isPlanned = false
  #isEnded = false

  /** `givenBack` is called when the message can be received again. */
  constructor(row: StoredMessage, token: string, messages: Messages, givenBack: () => void) {
    this.message = { id: row.id, body: row.body }
    this.attempt = row.attempt
    this.#queue = row.queue
    this.#lease = { token }
    this.#messages = messages
    this.#givenBack = givenBack
  }

  async extend(leaseMs: number): Promise<void> {
    await this.#update({ visibleAt: afterMs(leaseMs) })
  }

  planDone(): readonly PlannedWrite[] {
    this.#isPlanned = true
    const planned = this.#messages.planDelete(this.message.id, { if: this.#lease })
    return [{ ...planned, failure: (cause) => new LeaseLostError(this.message.id, { cause }) }]
  }

  async done(): Promise<void> {
    if (this.#isEnded) return
    // After the transaction of `planDone` it is gone already, which is cheaper to see than to do again.
    if (!this.#isPlanned || (await this.#messages.get(this.message.id)) !== null) await this.#delete()
    this.#isEnded = true
  }

  async retry({ delayMs }: { readonly delayMs: number }): Promise<void> {
    if (this.#isEnded) return
    await this.#update({ visibleAt: afterMs(delayMs), token: null })
    this.#isEnded = true
    this.#givenBack()
  }

  async reject(reason: string): Promise<void> {
    if (this.#isEnded) return
    await this.#update({
      queue: deadLettersOf(this.#queue),
      visibleAt: Date.now(),
      token: null,
      reason: reason.slice(0, REASON_LENGTH),
    })
    this.#isEnded = true
  }

  async #delete(): Promise<void> {
    try {
      await this.#messages.delete(this.message.id, { if: this.#lease })
    } catch (error) {
      throw this.#asLost(error)
    }
  }

  async #update(set: Partial<Omit<StoredMessage, 'id'>>): Promise<void> {
    try {
      await this.#messages.update(this.message.id, { set }, { if: this.#lease })
    } catch (error) {
      throw this.#asLost(error)
    }
  }

  #asLost(error: unknown): unknown {
    return isTaken(error) ? new LeaseLostError(this.message.id, { cause: error }) : error
  }
}

/** A time as it is stored. */
export const afterMs = (ms: number): number => Date.now() + Math.max(0, Math.round(ms))

/** A conditional write found the message gone or changed by somebody else. */
export const isTaken = (error: unknown): boolean =>
  error instanceof NotFoundError || error instanceof ConditionFailedError
