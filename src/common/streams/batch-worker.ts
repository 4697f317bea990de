import type { ChangeRecord } from '../data/changes/change-record.ts'
import { DataError } from '../data/errors.ts'
import type { ChangeBatch } from '../data/store/change-feed.ts'
import { backoff, pause } from './backoff.ts'
import type { ChangeRouter } from './change-router.ts'
import type { ConsumerEvent } from './consumer-event.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { FailedChange, RoutingResult } from './routing-result.ts'

interface BatchWorkerOptions {
  readonly consumer: string
  readonly router: ChangeRouter
  readonly deadLetters: DeadLetters
  readonly maxAttempts: number
  readonly retryMs: number
  readonly observe: (event: ConsumerEvent) => void
}

const MAX_RETRY_MS = 5000

/** Does the work of a batch until each of its changes is handled or set aside. */
export class BatchWorker {
  readonly #options: BatchWorkerOptions

  constructor(options: BatchWorkerOptions) {
    this.#options = options
  }

  /**
   * Gives what is not done, in its order: none, unless `signal` came first. No handler is at work any more then.
   * @throws DataError when a dead letter cannot be kept
   */
  async work(
    { changes, malformed }: Pick<ChangeBatch, 'changes' | 'malformed'>,
    signal: AbortSignal,
  ): Promise<readonly ChangeRecord[]> {
    const { router, deadLetters } = this.#options
    for (const error of malformed) {
      await deadLetters.addMalformed(error)
      this.#tellSetAside(error.id, error)
    }
    const attempts = new Map<string, number>()
    let open = changes
    for (let round = 1; open.length > 0 && !signal.aborted; round++) {
      const result = await router.route(open)
      await this.#setPoisonAside(open, result)
      const { waiting, isDelayed } = await this.#retriable(open, result.failures, attempts)
      open = waiting
      if (isDelayed) await pause(backoff(round, this.#options.retryMs, MAX_RETRY_MS), signal)
    }
    return open
  }

  async #setPoisonAside(changes: readonly ChangeRecord[], { poison }: RoutingResult): Promise<void> {
    for (const each of poison) {
      const change = changes.find(({ id }) => id === each.id)
      const error = new Error(`${each.model}: ${each.reason}`)
      if (change) await this.#options.deadLetters.add(change, error, 0)
      this.#tellSetAside(each.id, error, each)
    }
  }

  /** What is to be tried again, in its order. Changes that only wait for another one are not failures of their own. */
  async #retriable(
    changes: readonly ChangeRecord[],
    failures: readonly FailedChange[],
    attempts: Map<string, number>,
  ): Promise<{ waiting: readonly ChangeRecord[]; isDelayed: boolean }> {
    const { consumer, maxAttempts, deadLetters, observe } = this.#options
    const failed = new Map(failures.map((failure) => [failure.id, failure]))
    const waiting: ChangeRecord[] = []
    let isDelayed = false
    for (const change of changes) {
      const failure = failed.get(change.id)
      if (!failure) continue
      const tried = (attempts.get(change.id) ?? 0) + Number(isOwnFault(failure))
      attempts.set(change.id, tried)
      if (tried >= maxAttempts) {
        await deadLetters.add(change, failure.error, tried)
        this.#tellSetAside(change.id, failure.error, failure)
        continue
      }
      waiting.push(change)
      if (failure.isBlocked) continue
      isDelayed = true
      observe({ type: 'change_failed', consumer, change: failure, attempts: tried })
    }
    return { waiting, isDelayed }
  }

  #tellSetAside(
    id: string | undefined,
    error: unknown,
    change?: Extract<ConsumerEvent, { type: 'change_set_aside' }>['change'],
  ): void {
    const { consumer, observe } = this.#options
    observe({ type: 'change_set_aside', consumer, id, error, ...(change && { change }) })
  }
}

/** An outage of a store is no reason to give up on a change. */
function isOwnFault({ isBlocked, error }: FailedChange): boolean {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
  return !isBlocked && !errors.some((each) => each instanceof DataError && each.retryable)
}
