import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { defineModel } from '../../data/model/model.ts'
import { defineTable } from '../../data/model/table.ts'
import type { DataContext } from '../../data/data-context.ts'
import { TableDataService } from '../../data/table-data-service.ts'
import { transact } from '../../data/transaction.ts'
import { messagesTable } from '../message-table.ts'
import type { Delivery, Message, Queue } from '../queue.ts'

/** What SQS cannot do: a message there is not in the store. */
type Capability = 'ending in a transaction'

/** One promise of the queue port. It throws when the promise is broken. */
export interface QueueCase {
  readonly name: string
  readonly needs?: readonly Capability[]
  run(given: Given): Promise<void>
}

/** What a case is given: a queue of its own, empty. */
export interface QueueFixture {
  readonly data: DataContext
  readonly queue: Queue
  /** The same queue, as another process has it. */
  readonly other: Queue
  /** The shortest lease that the backend knows, in milliseconds. */
  readonly leaseMs: number
  readonly capabilities: ReadonlySet<Capability>
  /** What in the end happens to messages that were stored and never flushed. */
  readonly recover: () => Promise<void>
}

const effectsTable = defineTable({
  base: 'queue-effects',
  key: { pk: 'id' },
  deployment: { tier: 'none', flag: 'None' },
})

/** What messages are about, and what their work does. */
const effectModel = defineModel({
  name: 'effect',
  table: effectsTable,
  attributes: { id: Type.String() },
  key: { pk: '{id}' },
})

/** Tables that the kit needs. */
export const queueKitTables = [messagesTable, effectsTable]

/** A queue with what the cases say over and over. */
export class Given {
  readonly queue: Queue
  readonly other: Queue
  readonly leaseMs: number
  readonly recover: () => Promise<void>
  readonly effects: TableDataService<typeof effectModel>
  readonly #data: DataContext

  constructor({ data, queue, other, leaseMs, recover }: QueueFixture) {
    this.#data = data
    this.queue = queue
    this.other = other
    this.leaseMs = leaseMs
    this.recover = recover
    this.effects = new TableDataService(effectModel, data)
  }

  message(body: Message['body'] = { about: 'this' }): Message {
    return { id: randomUUID(), body }
  }

  /** Stores messages, each with an effect of its id, without a flush. */
  async store(...messages: readonly Message[]): Promise<void> {
    const writes = messages.flatMap((message) => [
      this.effects.planCreate({ id: message.id }),
      ...this.queue.planSend(message),
    ])
    await transact(this.#data.store, writes)
  }

  async send(...messages: readonly Message[]): Promise<void> {
    await this.store(...messages)
    await this.queue.flush(messages)
  }

  /** All the writes or none. */
  async transact(...writes: Parameters<typeof transact>[1][]): Promise<void> {
    await transact(this.#data.store, writes.flat())
  }

  receive(queue = this.queue, options: Partial<Parameters<Queue['receive']>[0]> = {}) {
    const signal = new AbortController().signal
    return queue.receive({ max: 10, waitMs: 5_000, leaseMs: 60_000, signal, ...options })
  }

  /** The next message, which has to come. */
  async next(queue = this.queue, options: Partial<Parameters<Queue['receive']>[0]> = {}): Promise<Delivery> {
    const [delivery] = await this.receive(queue, { max: 1, ...options })
    assert.ok(delivery, 'a message comes')
    return delivery
  }

  async nothing(queue = this.queue, waitMs = 100): Promise<void> {
    const deliveries = await this.receive(queue, { waitMs })
    assert.deepEqual(
      deliveries.map(({ message }) => message.id),
      [],
      'no message comes',
    )
  }
}
