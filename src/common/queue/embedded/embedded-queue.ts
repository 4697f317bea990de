import { randomUUID } from 'node:crypto'
import type { DataContext } from '../../data/data-context.ts'
import { ConflictError, UnavailableError } from '../../data/errors.ts'
import { TableDataService } from '../../data/table-data-service.ts'
import type { PlannedWrite } from '../../data/transaction.ts'
import { messageModel, newMessage, type StoredMessage } from '../message-table.ts'
import type { DeadLetters, Delivery, Message, Queue, ReceiveOptions } from '../queue.ts'
import { Bell } from './bell.ts'
import { EmbeddedDeadLetters } from './embedded-dead-letters.ts'
import { afterMs, EmbeddedDelivery, isTaken, type Messages } from './embedded-delivery.ts'

/** How many times `max` the part of the queue is, at most, from which racing receivers pick. */
const WIDEST_HEAD = 8
/** A receiver that lost every race looks again after at most so long. */
const LOST_RACE_MS = 50

export interface EmbeddedQueueOptions {
  readonly data: DataContext
  readonly name: string
  /** Longest pause between two looks of an idle receiver, for what other processes queue. */
  readonly pollMs?: number
  /** Messages can be received so long after they were sent. Default 0. */
  readonly sendDelayMs?: number
}

/**
 * The queue in the data store, on any backend of it. A message is a row; a lease is its `visibleAt` put off and a token
 * of the receiver's, written on the condition that nobody else was faster.
 *
 * Times are those of the machine that writes them. A receiver whose clock is ahead takes a lease over too early by the
 * difference: it must stay below two thirds of a lease (what heartbeats at a third leave of it). Beyond that work is
 * done twice, but still ended once: the token decides, not the clock.
 */
export class EmbeddedQueue implements Queue {
  readonly backend = 'embedded'
  readonly deadLetters: DeadLetters
  readonly #data: DataContext
  readonly #name: string
  readonly #pollMs: number
  readonly #sendDelayMs: number
  readonly #messages: Messages
  readonly #bell = new Bell()
  #isClosed = false
  /** 1 for a receiver alone, who keeps the order of the queue; up to `WIDEST_HEAD` while others race with it. */
  #headWidth = 1

  constructor({ data, name, pollMs, sendDelayMs = 0 }: EmbeddedQueueOptions) {
    this.#sendDelayMs = sendDelayMs
    this.#data = data
    this.#name = name
    this.#pollMs = pollMs ?? (data.store.backend === 'dynamodb' ? 1000 : 250)
    this.#messages = new TableDataService(messageModel, data)
    this.deadLetters = new EmbeddedDeadLetters(this.#messages, name, () => {
      this.#bell.ring()
    })
  }

  planSend(message: Message): readonly PlannedWrite[] {
    return [this.#messages.planCreate(newMessage(this.#name, message, afterMs(this.#sendDelayMs)))]
  }

  async flush(): Promise<void> {
    this.#bell.ring()
  }

  async receive({ max, waitMs, leaseMs, signal }: ReceiveOptions): Promise<readonly Delivery[]> {
    if (!this.#isOpen()) throw new UnavailableError('The queue is closed')
    const deadline = performance.now() + waitMs
    while (!signal.aborted) {
      const rung = this.#bell.rung
      const head = await this.#head(max)
      const due = head.filter(({ visibleAt }) => visibleAt <= Date.now())
      if (due.length > 0) {
        const leased = await this.#lease(due, max, leaseMs)
        if (leased.length > 0) return leased
      }
      const left = deadline - performance.now()
      if (left <= 0) break
      await this.#bell.sleep(Math.min(left, this.#pause(head, due.length)), rung, signal)
      if (!this.#isOpen()) break
    }
    return []
  }

  async ping(): Promise<void> {
    await this.#data.store.ping()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#bell.ring()
  }

  #isOpen(): boolean {
    return !this.#isClosed
  }

  /** The first of the queue, and those that will be due before the next look. */
  async #head(max: number): Promise<readonly StoredMessage[]> {
    const where = { queue: this.#name, visibleAt: { lte: Date.now() + this.#pollMs } }
    return (await this.#messages.query(where, { limit: max * this.#headWidth })).items
  }

  /** Until the next look: jittered, so that idle processes do not look all at once; sooner when something will be due. */
  #pause(head: readonly StoredMessage[], lost: number): number {
    if (lost > 0) return LOST_RACE_MS * Math.random()
    const next = head[0] ? Math.max(0, head[0].visibleAt - Date.now()) : Infinity
    return Math.min(next, this.#pollMs * (0.5 + Math.random() / 2))
  }

  async #lease(due: readonly StoredMessage[], max: number, leaseMs: number): Promise<readonly Delivery[]> {
    const picked = this.#headWidth === 1 ? due.slice(0, max) : pick(due, max)
    const outcomes = await Promise.allSettled(picked.map((row) => this.#leaseOne(row, leaseMs)))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    const leased = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? (outcome.value ?? []) : [],
    )
    // What was leased must be handed out, whatever became of the rest: it is tried again.
    if (failed && leased.length === 0) throw failed.reason
    this.#headWidth =
      leased.length < picked.length
        ? Math.min(WIDEST_HEAD, this.#headWidth * 2)
        : Math.max(1, this.#headWidth / 2)
    return leased
  }

  async #leaseOne(seen: StoredMessage, leaseMs: number): Promise<Delivery | undefined> {
    const { id, queue, visibleAt, attempt } = seen
    const token = randomUUID()
    const set = { visibleAt: afterMs(leaseMs), attempt: attempt + 1, token }
    try {
      const row = await this.#messages.update(id, { set }, { if: { queue, visibleAt, attempt } })
      return new EmbeddedDelivery(row, token, this.#messages, () => {
        this.#bell.ring()
      })
    } catch (error) {
      if (isTaken(error) || error instanceof ConflictError) return undefined
      throw error
    }
  }
}

/** So many of them at random, in their order. */
function pick<T>(all: readonly T[], count: number): readonly T[] {
  const picked: T[] = []
  let left = all.length
  for (const each of all) {
    if (Math.random() < (count - picked.length) / left) picked.push(each)
    left--
  }
  return picked
}
