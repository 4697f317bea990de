import { setTimeout as sleep } from 'node:timers/promises'
import { fullJitter, type Backoff } from './backoff.ts'
import type { Delivery, Queue } from './queue.ts'
import { Work, type Handle } from './work.ts'
import type { WorkerEvent } from './worker-event.ts'

export interface QueueWorkerOptions {
  readonly queue: Queue
  /**
   * Does the work and ends the delivery. What it throws gives the message back for later; when it neither throws nor
   * ends the delivery, the message comes again after its lease. The signal aborts when the lease is lost or the worker
   * stops: end soon, and do not end the delivery.
   */
  readonly handle: Handle
  /** How many messages are worked at together. Default 4. */
  readonly concurrency?: number
  /** How long a message is kept between two heartbeats, three times over. Default 30 s. */
  readonly leaseMs?: number
  /** One look at the queue waits so long. Default 20 s. */
  readonly waitMs?: number
  /** Before work that failed is tried again. Default 1 s to 5 min. */
  readonly backoff?: Backoff
  readonly observe?: (event: WorkerEvent) => void
}

/** Between two looks at a queue that does not answer. */
const OUTAGE: Backoff = { firstMs: 200, maxMs: 10_000 }
/** What work that was aborted may take to end by itself. */
const ABORTED_MS = 1_000

/** Takes messages off a queue and has them worked at, so many at a time, until it is stopped. */
export class QueueWorker {
  readonly #queue: Queue
  readonly #options: Required<Omit<QueueWorkerOptions, 'queue'>>
  readonly #stopping = new AbortController()
  readonly #inHand = new Set<Work>()
  #loop: Promise<void> | undefined
  /** Wakes the loop while its hands are full. */
  #wake: () => void = () => undefined
  #failures = 0
  #failedSince = 0

  constructor({ queue, ...options }: QueueWorkerOptions) {
    this.#queue = queue
    this.#options = {
      concurrency: 4,
      leaseMs: 30_000,
      waitMs: 20_000,
      backoff: { firstMs: 1_000, maxMs: 300_000 },
      observe: () => undefined,
      ...options,
    }
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /**
   * Takes nothing new and waits so long for the work in hand; then aborts it and gives it back, to be taken up at once by
   * another worker. Never fails. Work that does not heed its signal may go on, but without a lease.
   */
  async stop({ graceMs }: { readonly graceMs: number }): Promise<void> {
    this.#stopping.abort()
    this.#wake()
    await this.#loop
    await this.#ended(graceMs)
    for (const work of this.#inHand) work.giveUp()
    await this.#ended(ABORTED_MS)
    await Promise.all([...this.#inHand].map((work) => work.giveBack()))
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const free = this.#options.concurrency - this.#inHand.size
      if (free > 0) await this.#receive(free)
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }

  async #receive(max: number): Promise<void> {
    const { leaseMs, waitMs } = this.#options
    const { signal } = this.#stopping
    try {
      const deliveries = await this.#queue.receive({ max, waitMs, leaseMs, signal })
      this.#answered()
      for (const delivery of deliveries) this.#begin(delivery)
    } catch (error) {
      await this.#failed(error)
    }
  }

  #begin(delivery: Delivery): void {
    const { handle, leaseMs, backoff, observe } = this.#options
    const work = new Work(handle, { delivery, leaseMs, backoff, observe })
    this.#inHand.add(work)
    // What came while the worker was being stopped goes back unopened.
    if (this.#stopping.signal.aborted) work.giveUp()
    void work.ended.then(() => {
      this.#inHand.delete(work)
      this.#wake()
    })
  }

  /** Resolves when nothing is in hand any more, or after so long. */
  async #ended(withinMs: number): Promise<void> {
    const timer = new AbortController()
    const ended = Promise.all([...this.#inHand].map((work) => work.ended))
    const late = sleep(withinMs, undefined, { signal: timer.signal }).catch(() => undefined)
    await Promise.race([ended, late])
    timer.abort()
  }

  #answered(): void {
    if (this.#failures === 0) return
    this.#failures = 0
    const afterMs = performance.now() - this.#failedSince
    this.#options.observe({ type: 'queue_recovered', afterMs })
  }

  /** An outage is told of once, when it begins. */
  async #failed(error: unknown): Promise<void> {
    if (this.#failures === 0) {
      this.#failedSince = performance.now()
      this.#options.observe({ type: 'queue_unavailable', error })
    }
    this.#failures++
    const { signal } = this.#stopping
    await sleep(fullJitter(OUTAGE, this.#failures), undefined, { signal }).catch(() => undefined)
  }
}
