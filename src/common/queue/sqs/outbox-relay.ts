import type { DataContext } from '../../data/data-context.ts'
import { UnavailableError } from '../../data/errors.ts'
import { TableDataService } from '../../data/table-data-service.ts'
import type { PlannedWrite } from '../../data/transaction.ts'
import { EmbeddedQueue } from '../embedded/embedded-queue.ts'
import { messageModel } from '../message-table.ts'
import type { Message } from '../queue.ts'
import type { OutboxEvent } from '../outbox-event.ts'
import { toText } from './sqs-body.ts'
import { BATCH, type SqsCalls } from './sqs-calls.ts'
import { REQUEST_MS } from './sqs-client.ts'
import { toDataError } from './sqs-errors.ts'

export interface OutboxRelayOptions {
  readonly data: DataContext
  readonly name: string
  readonly queue: SqsCalls
  readonly observe?: ((event: OutboxEvent) => void) | undefined
}

/** What was not sent after its transaction within so long is sent by the relay. */
const FLUSH_MS = 5_000
/** What a relay is sending is left alone by others for so long; what it could not send is tried again then. */
const CLAIM_MS = 30_000
/** One go of the relay sends so many at most. */
const ROUND = 1_000

/**
 * The outbox: messages are stored with what they are about and leave the store once SQS has them. It is an embedded
 * queue whose work is sending, so that several relays share it. SQS may get a message twice, when a sender dies between
 * sending and deleting; never no time.
 */
export class OutboxRelay {
  readonly #outbox: EmbeddedQueue
  readonly #stored: TableDataService<typeof messageModel>
  readonly #queue: SqsCalls
  readonly #observe: (event: OutboxEvent) => void
  #isOut = false

  constructor({ data, name, queue, observe = () => undefined }: OutboxRelayOptions) {
    this.#outbox = new EmbeddedQueue({ data, name, sendDelayMs: FLUSH_MS })
    this.#stored = new TableDataService(messageModel, data)
    this.#queue = queue
    this.#observe = observe
  }

  planSend(message: Message): readonly PlannedWrite[] {
    return this.#outbox.planSend(message)
  }

  /** Sends messages whose transaction is done. Never fails: what SQS did not take waits for the relay. */
  async flush(messages: readonly Message[]): Promise<void> {
    await this.#guarded(async () => {
      for (let start = 0; start < messages.length; start += BATCH) {
        const batch = messages.slice(start, start + BATCH)
        const sent = await this.#send(batch)
        await this.#stored.batchDelete(sent.map(({ id }) => id))
        expectAll(sent, batch)
      }
    })
  }

  /** Sends what was left behind, and says how many. Never fails. To be called every few seconds, by any number. */
  async relay(signal: AbortSignal = new AbortController().signal): Promise<number> {
    let count = 0
    await this.#guarded(async () => {
      while (count < ROUND && !signal.aborted) {
        const claimed = await this.#outbox.receive({ max: BATCH, waitMs: 0, leaseMs: CLAIM_MS, signal })
        if (claimed.length === 0) return
        const sent = await this.#send(claimed.map(({ message }) => message))
        const gone = claimed.filter(({ message }) => sent.includes(message))
        await Promise.all(gone.map((delivery) => delivery.done()))
        count += gone.length
        expectAll(sent, claimed)
      }
    })
    return count
  }

  async #send(messages: readonly Message[]): Promise<readonly Message[]> {
    try {
      // Whoever waits for a flush waits no longer than this, also when the SDK would try again.
      const taken = await this.#queue.sendAll(messages.map(toText), AbortSignal.timeout(REQUEST_MS))
      return messages.filter((_, index) => taken[index])
    } catch (error) {
      throw toDataError(error)
    }
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      if (this.#isOut) this.#observe({ type: 'outbox_recovered' })
      this.#isOut = false
    } catch (error) {
      if (!this.#isOut) this.#observe({ type: 'outbox_waits', error })
      this.#isOut = true
    }
  }
}

function expectAll(sent: readonly unknown[], given: readonly unknown[]): void {
  if (sent.length < given.length)
    throw new UnavailableError(`SQS took ${sent.length} of ${given.length} messages`)
}
