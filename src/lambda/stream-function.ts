import { BatchWorker } from '../common/streams/batch-worker.ts'
import type { ChangeRouter } from '../common/streams/change-router.ts'
import { DeadLetters } from '../common/streams/dead-letters.ts'
import type { BatchResponse } from '../common/streams/routing-result.ts'
import { readStreamEvent, type LambdaStreamEvent } from '../common/streams/stream-event.ts'
import { consumerName, logChange, type ChangeConsumersOptions } from '../change-consumers.ts'
import { changeRouters } from '../change-handlers.ts'
import { tableNamesOf } from '../dependencies.ts'
import type { Invocation } from './worker-function.ts'

export type StreamFunction = (event: LambdaStreamEvent, invocation: Invocation) => Promise<BatchResponse>

/** Before the end of an invocation it stops trying again, and says what is not done. */
const MARGIN_MS = 5_000
/** A change whose handlers have failed so often in one invocation is set aside. */
const MAX_ATTEMPTS = 6
const RETRY_MS = 100

/**
 * Acts on the changes of DynamoDB streams, by the same handlers and in the same way as a process does on a feed of its own:
 * what no event can be made of and what fails again and again is set aside as a dead letter, so that a shard is never
 * held up by it. Only an outage is left to Lambda to try again, from the first change that is not done.
 */
export function createStreamFunction(options: ChangeConsumersOptions): StreamFunction {
  const { store } = options.dependencies.data
  const observe = options.log ? logChange(options.log) : () => undefined
  const tableName = tableNamesOf(options.config)
  const workerOf = (router: ChangeRouter): BatchWorker => {
    const consumer = consumerName(router)
    const deadLetters = new DeadLetters(store, consumer)
    return new BatchWorker({
      consumer,
      router,
      deadLetters,
      maxAttempts: MAX_ATTEMPTS,
      retryMs: RETRY_MS,
      observe,
    })
  }
  const workers = changeRouters(options).map((router) => ({
    names: new Set(router.tables.map(({ base }) => tableName(base))),
    worker: workerOf(router),
  }))

  return async (event, invocation) => {
    const { changes, malformed } = readStreamEvent(event)
    const signal = AbortSignal.timeout(Math.max(0, invocation.getRemainingTimeInMillis() - MARGIN_MS))
    const open = await Promise.all(
      workers.map(({ names, worker }, index) => {
        const own = changes.filter(({ table }) => names.has(table))
        // Of what cannot be read nobody knows whose it is.
        return worker.work({ changes: own, malformed: index === 0 ? malformed : [] }, signal)
      }),
    )
    return { batchItemFailures: open.flat().map(({ sequence }) => ({ itemIdentifier: sequence })) }
  }
}
