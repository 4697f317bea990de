import type { PlannedWrite } from '../../data/transaction.ts'
import { LeaseLostError, type Delivery, type Message } from '../queue.ts'
import { reasonAttribute } from './sqs-body.ts'
import { LONGEST_LEASE_S, type SqsCalls } from './sqs-calls.ts'
import { toLeaseError } from './sqs-errors.ts'

export interface Receipt {
  /** What SQS calls the receipt handle. */
  readonly handle: string | undefined
  readonly text: string
  readonly attempt: number
  readonly leaseMs: number
}

/**
 * A message that SQS has hidden for us. SQS does not say who else has it, and takes an old receipt without a word, so
 * after its time the lease counts as lost by our own clock.
 */
export class SqsDelivery implements Delivery {
  readonly message: Message
  readonly attempt: number
  readonly #receipt: Receipt
  readonly #queue: SqsCalls
  readonly #deadLetters: SqsCalls | undefined
  readonly #received = performance.now()
  #leasedUntil: number
  #isEnded = false

  constructor(message: Message, receipt: Receipt, queue: SqsCalls, deadLetters: SqsCalls | undefined) {
    this.message = message
    this.attempt = receipt.attempt
    this.#receipt = receipt
    this.#queue = queue
    this.#deadLetters = deadLetters
    this.#leasedUntil = this.#received + wholeSeconds(receipt.leaseMs)
  }

  async extend(leaseMs: number): Promise<void> {
    const since = performance.now()
    await this.#held(() => this.#hide(leaseMs))
    this.#leasedUntil = since + wholeSeconds(leaseMs)
  }

  planDone(): readonly PlannedWrite[] {
    return []
  }

  async done(): Promise<void> {
    await this.#end(() => this.#queue.delete(this.#receipt.handle))
  }

  async retry({ delayMs }: { readonly delayMs: number }): Promise<void> {
    await this.#end(() => this.#hide(delayMs))
  }

  /** Without a queue for dead letters the message comes again until the redrive policy moves it. */
  async reject(reason: string): Promise<void> {
    const deadLetters = this.#deadLetters
    if (!deadLetters) return
    await this.#end(async () => {
      await deadLetters.send(this.#receipt.text, reasonAttribute(reason))
      await this.#queue.delete(this.#receipt.handle)
    })
  }

  async #end(call: () => Promise<void>): Promise<void> {
    if (this.#isEnded) return
    await this.#held(call)
    this.#isEnded = true
  }

  async #held(call: () => Promise<void>): Promise<void> {
    const { id } = this.message
    if (this.#isEnded || performance.now() >= this.#leasedUntil) throw new LeaseLostError(id)
    try {
      await call()
    } catch (error) {
      const mapped = toLeaseError(id, error)
      // Our clock begins when the answer is here, SQS's before; and a later call with the old receipt it may well take.
      if (mapped instanceof LeaseLostError) this.#leasedUntil = 0
      throw mapped
    }
  }

  /** SQS refuses what goes beyond twelve hours from the receipt. */
  async #hide(ms: number): Promise<void> {
    const left = LONGEST_LEASE_S - Math.ceil((performance.now() - this.#received) / 1000)
    await this.#queue.hide(this.#receipt.handle, ms, Math.max(0, left))
  }
}

const wholeSeconds = (ms: number): number => Math.ceil(ms / 1000) * 1000
