import type { Message as SqsMessage, SQSClient } from '@aws-sdk/client-sqs'
import type { DataContext } from '../../data/data-context.ts'
import { UnavailableError } from '../../data/errors.ts'
import type { PlannedWrite } from '../../data/transaction.ts'
import type { DeadLetters, Delivery, Message, Queue, ReceiveOptions } from '../queue.ts'
import type { OutboxEvent } from '../outbox-event.ts'
import { OutboxRelay } from './outbox-relay.ts'
import { MALFORMED, toMessage } from './sqs-body.ts'
import { SqsCalls } from './sqs-calls.ts'
import { SqsDeadLetters } from './sqs-dead-letters.ts'
import { SqsDelivery, type Receipt } from './sqs-delivery.ts'

export interface SqsQueueOptions {
  readonly client: SQSClient
  /** Keeps the outbox. */
  readonly data: DataContext
  /** Of the outbox, among other queues in the same store. */
  readonly name: string
  readonly queueUrl: string
  /** Without it dead letters are moved by the redrive policy of the queue alone, without a reason, and cannot be listed. */
  readonly deadLetterUrl?: string | undefined
  readonly observe?: (event: OutboxEvent) => void
}

/** A receiver looks after the outbox so often. */
const RELAY_EVERY_MS = 5_000

/**
 * A standard queue of SQS behind an outbox in the data store. At least once: a message may come twice, also to two
 * receivers at the same time, so whoever does the work must settle who is at it (the job's lease in the store does).
 */
export class SqsQueue implements Queue {
  readonly backend = 'sqs'
  readonly deadLetters: DeadLetters
  readonly #client: SQSClient
  readonly #queue: SqsCalls
  readonly #dead: SqsCalls | undefined
  readonly #outbox: OutboxRelay
  readonly #waiting = new Set<AbortController>()
  #isClosed = false
  #relayAt = 0

  constructor({ client, data, name, queueUrl, deadLetterUrl, observe }: SqsQueueOptions) {
    this.#client = client
    this.#queue = new SqsCalls(client, queueUrl)
    this.#dead = deadLetterUrl === undefined ? undefined : new SqsCalls(client, deadLetterUrl)
    this.#outbox = new OutboxRelay({ data, name, queue: this.#queue, observe })
    this.deadLetters = new SqsDeadLetters(this.#queue, this.#dead)
  }

  get hasDeadLetters(): boolean {
    return this.#dead !== undefined
  }

  planSend(message: Message): readonly PlannedWrite[] {
    return this.#outbox.planSend(message)
  }

  async flush(messages: readonly Message[]): Promise<void> {
    await this.#outbox.flush(messages)
  }

  /** Sends what a sender stored and could not send. Receivers do it now and then; a schedule may where none waits. */
  async relay(): Promise<number> {
    return this.#outbox.relay()
  }

  /** At most 10 at once; waits whole seconds, at most 20. */
  async receive({ signal, ...options }: ReceiveOptions): Promise<readonly Delivery[]> {
    if (this.#isClosed) throw new UnavailableError('The queue is closed')
    if (signal.aborted) return []
    const ended = new AbortController()
    const end = (): void => {
      ended.abort()
    }
    signal.addEventListener('abort', end, { once: true })
    this.#waiting.add(ended)
    try {
      await this.#relayNow(ended.signal)
      const received = await this.#queue.receive({ ...options, signal: ended.signal })
      const deliveries = await Promise.all(received.map((each) => this.#delivery(each, options.leaseMs)))
      return deliveries.filter((each) => each !== undefined)
    } finally {
      signal.removeEventListener('abort', end)
      this.#waiting.delete(ended)
    }
  }

  async ping(): Promise<void> {
    await this.#queue.ping()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const waiting of this.#waiting) waiting.abort()
    this.#client.destroy()
  }

  /**
   * A message as an event source gives it. Undefined when it is none of ours; it is then among the dead letters, where
   * there is a queue for them.
   */
  async deliveryOf(receipt: Receipt): Promise<SqsDelivery | undefined> {
    const message = toMessage(receipt.text)
    const delivery = new SqsDelivery(message ?? UNKNOWN, receipt, this.#queue, this.#dead)
    if (message) return delivery
    await delivery.reject(MALFORMED)
    return undefined
  }

  async #delivery({ Body, ReceiptHandle, Attributes }: SqsMessage, leaseMs: number) {
    const attempt = Number(Attributes?.ApproximateReceiveCount ?? 1)
    const receipt = { handle: ReceiptHandle, text: Body ?? '', attempt, leaseMs }
    // What could not be moved comes again after its lease.
    return this.deliveryOf(receipt).catch(() => undefined)
  }

  async #relayNow(signal: AbortSignal): Promise<void> {
    if (performance.now() < this.#relayAt) return
    this.#relayAt = performance.now() + RELAY_EVERY_MS
    await this.#outbox.relay(signal)
  }
}

const UNKNOWN: Message = { id: 'unknown', body: {} }
