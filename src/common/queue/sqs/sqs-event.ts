import { fullJitter, type Backoff } from '../backoff.ts'
import type { Delivery } from '../queue.ts'
import type { Handle } from '../work.ts'
import type { WorkerEvent } from '../worker-event.ts'
import type { SqsDelivery } from './sqs-delivery.ts'
import type { SqsQueue } from './sqs-queue.ts'

/** What Lambda gives the function of an event source mapping; as much of it as is read. */
export interface SqsEvent {
  readonly Records: readonly SqsRecord[]
}

export interface SqsRecord {
  readonly messageId: string
  readonly receiptHandle: string
  readonly body: string
  readonly attributes: { readonly ApproximateReceiveCount: string }
}

/** With `ReportBatchItemFailures`, Lambda deletes the messages that are not named here; the others come again. */
export interface SqsBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

export interface SqsEventOptions {
  readonly queue: SqsQueue
  readonly handle: Handle
  /** The visibility timeout of the queue, in milliseconds: from when on somebody else may have the messages. */
  readonly leaseMs: number
  /** Before work that failed is tried again. */
  readonly backoff: Backoff
  /** Aborts when the invocation is about to end. */
  readonly signal: AbortSignal
  readonly observe?: (event: WorkerEvent) => void
}

/**
 * Works the records of one event, all together. A record is done when its delivery was ended by `done` or `reject`;
 * any other is named as failed and nothing else of the batch is done again because of it. Never fails.
 */
export async function workSqsEvent(event: SqsEvent, options: SqsEventOptions): Promise<SqsBatchResponse> {
  const outcomes = await Promise.all(event.Records.map((record) => workRecord(record, options)))
  const failed = event.Records.filter((_, index) => !outcomes[index])
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}

/** True when the message is to be deleted. */
async function workRecord(record: SqsRecord, options: SqsEventOptions): Promise<boolean> {
  const { queue, handle, leaseMs, backoff, signal, observe } = options
  const attempt = Number(record.attributes.ApproximateReceiveCount)
  const receipt = { handle: record.receiptHandle, text: record.body, attempt, leaseMs }
  let delivery: EventDelivery | undefined
  try {
    const received = await queue.deliveryOf(receipt)
    if (!received) return queue.hasDeadLetters
    delivery = new EventDelivery(received, queue.hasDeadLetters)
    await handle(delivery, signal)
    // What could not be finished in this invocation can go on in another at once.
    if (signal.aborted && !delivery.isDone) await delivery.retry({ delayMs: 0 })
    return delivery.isDone
  } catch (error) {
    const delayMs = fullJitter(backoff, attempt)
    observe?.({ type: 'work_failed', messageId: record.messageId, attempt, delayMs, error })
    // Otherwise it comes again at the end of the visibility timeout.
    await delivery?.retry({ delayMs }).catch(() => undefined)
    return false
  }
}

/** A delivery that Lambda deletes: `done` only notes that it may. */
class EventDelivery implements Delivery {
  readonly #received: SqsDelivery
  readonly #hasDeadLetters: boolean
  #isDone = false

  constructor(received: SqsDelivery, hasDeadLetters: boolean) {
    this.#received = received
    this.#hasDeadLetters = hasDeadLetters
  }

  get isDone(): boolean {
    return this.#isDone
  }

  get message() {
    return this.#received.message
  }

  get attempt() {
    return this.#received.attempt
  }

  extend(leaseMs: number) {
    return this.#received.extend(leaseMs)
  }

  planDone() {
    return this.#received.planDone()
  }

  async done(): Promise<void> {
    this.#isDone = true
  }

  async retry(options: { readonly delayMs: number }): Promise<void> {
    await this.#received.retry(options)
  }

  async reject(reason: string): Promise<void> {
    await this.#received.reject(reason)
    // Elsewhere the redrive policy moves what is named as failed often enough.
    this.#isDone = this.#hasDeadLetters
  }
}
