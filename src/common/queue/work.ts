import { TransactionFailedError } from '../data/errors.ts'
import { fullJitter, type Backoff } from './backoff.ts'
import { LeaseLostError, type Delivery } from './queue.ts'
import type { WorkerEvent } from './worker-event.ts'

export type Handle = (delivery: Delivery, signal: AbortSignal) => Promise<void>

export interface WorkOptions {
  readonly delivery: Delivery
  readonly leaseMs: number
  readonly backoff: Backoff
  readonly observe: (event: WorkerEvent) => void
}

/** One message while it is worked at: its heartbeat, and what becomes of it when the work fails. Nothing here throws. */
export class Work {
  /** Resolves when the work is over, however it went. */
  readonly ended: Promise<void>
  readonly #options: WorkOptions
  readonly #aborted = new AbortController()
  #state: 'leased' | 'lost' | 'given up' | 'over' = 'leased'
  /** Until when nobody else can have the message, by `performance.now()`. */
  #leasedUntil: number
  #timer: NodeJS.Timeout | undefined

  constructor(handle: Handle, options: WorkOptions) {
    this.#options = options
    this.#leasedUntil = performance.now() + options.leaseMs
    this.#nextBeat()
    this.ended = this.#run(handle)
  }

  /** Tells the work to end, for the message to be taken up by another worker. */
  giveUp(): void {
    if (this.#state === 'leased') this.#state = 'given up'
    this.#aborted.abort()
  }

  /** The message can be received at once, whether or not the work has ended. */
  async giveBack(): Promise<void> {
    this.#stopBeating()
    await this.#retry(0)
  }

  async #run(handle: Handle): Promise<void> {
    const { delivery } = this.#options
    try {
      // Not before the caller could give it up.
      await Promise.resolve()
      this.#aborted.signal.throwIfAborted()
      await handle(delivery, this.#aborted.signal)
    } catch (error) {
      if (isLost(error)) this.#lose()
      if (this.#state === 'leased') await this.#failed(error)
    }
    this.#stopBeating()
    // Without harm where the work was done after all.
    if (this.#state === 'given up') await this.#retry(0)
    this.#state = 'over'
  }

  #nextBeat(): void {
    this.#timer = setTimeout(() => void this.#beat(), this.#options.leaseMs / 3)
  }

  #stopBeating(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #beat(): Promise<void> {
    const { delivery, leaseMs } = this.#options
    const since = performance.now()
    try {
      await delivery.extend(leaseMs)
      this.#leasedUntil = since + leaseMs
    } catch (error) {
      if (this.#timer === undefined) return
      // A queue that does not answer is asked again, as long as nobody else can have the message.
      if (isLost(error) || performance.now() >= this.#leasedUntil) {
        this.#lose()
        return
      }
    }
    if (this.#timer) this.#nextBeat()
  }

  #lose(): void {
    this.#stopBeating()
    if (this.#state === 'lost' || this.#state === 'over') return
    this.#state = 'lost'
    const { delivery, observe } = this.#options
    observe({ type: 'lease_lost', messageId: delivery.message.id, attempt: delivery.attempt })
    this.#aborted.abort()
  }

  async #failed(error: unknown): Promise<void> {
    const { delivery, backoff, observe } = this.#options
    const { message, attempt } = delivery
    const delayMs = fullJitter(backoff, attempt)
    observe({ type: 'work_failed', messageId: message.id, attempt, delayMs, error })
    await this.#retry(delayMs)
  }

  async #retry(delayMs: number): Promise<void> {
    const { delivery, observe } = this.#options
    try {
      await delivery.retry({ delayMs })
    } catch (error) {
      // Somebody has it already, or the transaction of `planDone` ended it.
      if (error instanceof LeaseLostError) return
      observe({ type: 'not_given_back', messageId: delivery.message.id, error })
    }
  }
}

/** Also as the reason why a transaction with `planDone` failed. */
function isLost(error: unknown): boolean {
  if (error instanceof TransactionFailedError) return error.reasons.some(isLost)
  return error instanceof LeaseLostError
}
