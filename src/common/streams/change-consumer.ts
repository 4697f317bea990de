import { randomUUID } from 'node:crypto'
import type { ChangeFeed, FeedPosition } from '../data/store/change-feed.ts'
import type { Store } from '../data/store/store.ts'
import { backoff, pause } from './backoff.ts'
import { BatchWorker } from './batch-worker.ts'
import type { ChangeRouter } from './change-router.ts'
import { allPositions, Checkpoint } from './checkpoint.ts'
import type { ConsumerEvent } from './consumer-event.ts'
import { changeConsumersTable } from './consumer-table.ts'
import { DeadLetters } from './dead-letters.ts'

export interface ChangeConsumerOptions {
  readonly store: Store
  /** Its place in the feed is kept under this name; processes that share it take turns. */
  readonly name: string
  /** With its handlers registered. */
  readonly router: ChangeRouter
  readonly observe?: (event: ConsumerEvent) => void
  /** A change whose handlers have failed so often becomes a dead letter. Default 6. */
  readonly maxAttempts?: number
  /** Milliseconds before the first retry, at most; doubled for each further one. Default 100. */
  readonly retryMs?: number
  /** A process that has not shown itself for so many milliseconds is taken for dead. Default 6000. */
  readonly leaseMs?: number
}

const TRIM_MS = 60_000
const MAX_OUTAGE_MS = 5000

/**
 * Brings the changes of a store to the handlers of a router, each at least once, those of one item in order. The place
 * in the feed moves on when a batch is done, so that after a crash the batch under way is delivered again.
 */
export class ChangeConsumer {
  readonly #options: ChangeConsumerOptions
  readonly #feed: ChangeFeed
  readonly #checkpoint: Checkpoint
  readonly #worker: BatchWorker
  readonly #leaseMs: number
  readonly #stop = new AbortController()
  #running: Promise<void> | undefined
  #position: FeedPosition | undefined
  #isPrepared = false
  #trimmedAt = -Infinity

  /** @throws Error when the router has no handlers, or for a table without a stream */
  constructor(options: ChangeConsumerOptions) {
    const { store, name, router, maxAttempts = 6, retryMs = 100, leaseMs = 6000 } = options
    this.#options = options
    this.#feed = store.changes(router.tables)
    this.#leaseMs = leaseMs
    this.#checkpoint = new Checkpoint(store.table(changeConsumersTable), name, randomUUID(), leaseMs)
    this.#worker = new BatchWorker({
      consumer: name,
      router,
      deadLetters: new DeadLetters(store, name),
      maxAttempts,
      retryMs,
      observe: (event) => {
        this.#tell(event)
      },
    })
  }

  /** Begins, and goes on through outages until it is stopped. */
  start(): void {
    this.#running ??= this.#run()
  }

  /** Lets the handlers at work finish, keeps the place, and lets another process go on at once. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    for (let outages = 0; !signal.aborted;) {
      try {
        if (!this.#isPrepared) await this.#options.store.createTable(changeConsumersTable)
        this.#isPrepared = true
        const held = await this.#checkpoint.acquire()
        outages = 0
        if (held) await this.#hold(held.position)
        else await pause((this.#leaseMs / 4) * (0.5 + Math.random()), signal)
      } catch (error) {
        outages++
        this.#tell({ type: 'consumer_interrupted', consumer: this.#options.name, error })
        await pause(backoff(outages, 100, MAX_OUTAGE_MS), signal)
      }
    }
  }

  /** Works for as long as the lease lasts. @throws DataError when the store does not answer */
  async #hold(position: FeedPosition | undefined): Promise<void> {
    this.#position = position
    const over = new AbortController()
    const signal = AbortSignal.any([this.#stop.signal, over.signal])
    const lose = (): void => {
      if (!signal.aborted) this.#tell({ type: 'lease_lost', consumer: this.#options.name })
      over.abort()
    }
    const heart = setInterval(() => {
      // An outage is met by the loop itself; the lease may outlast it.
      this.#checkpoint.save(this.#position).then(
        (isHeld) => {
          if (!isHeld) lose()
        },
        () => undefined,
      )
    }, this.#leaseMs / 3)
    try {
      await this.#consume(signal, lose)
    } finally {
      clearInterval(heart)
      if (!over.signal.aborted) await this.#checkpoint.release(this.#position)
    }
  }

  async #consume(signal: AbortSignal, lose: () => void): Promise<void> {
    const watch = this.#feed.watch()
    signal.addEventListener('abort', () => {
      watch.close()
    })
    try {
      while (!signal.aborted) {
        const batch = await this.#feed.read(this.#position)
        const isIdle = batch.changes.length === 0 && batch.malformed.length === 0
        if ((await this.#worker.work(batch, signal)).length > 0) return
        this.#position = batch.next
        if (!isIdle && !(await this.#checkpoint.save(batch.next))) {
          lose()
          return
        }
        await this.#trim()
        if (batch.isEnd) await watch.next()
      }
    } finally {
      watch.close()
    }
  }

  async #trim(): Promise<void> {
    if (performance.now() - this.#trimmedAt < TRIM_MS) return
    this.#trimmedAt = performance.now()
    const { store, name } = this.#options
    const positions = await allPositions(store.table(changeConsumersTable))
    const { lost } = await this.#feed.trim(positions ?? [])
    if (lost > 0) this.#tell({ type: 'changes_lost', consumer: name, count: lost })
  }

  #tell(event: ConsumerEvent): void {
    this.#options.observe?.(event)
  }
}
