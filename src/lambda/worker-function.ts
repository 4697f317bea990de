import { SqsQueue } from '../common/queue/sqs/sqs-queue.ts'
import { workSqsEvent, type SqsBatchResponse, type SqsEvent } from '../common/queue/sqs/sqs-event.ts'
import { composeJobs, logWorker, type BackgroundJobsOptions } from '../background-jobs.ts'
import { ConfigError } from '../config.ts'
import { sweepWhenDue } from '../file-sweep.ts'

/** The event of the schedule that looks after the outbox, and once a day after files. */
export interface RelayEvent {
  readonly action: 'relay-outbox'
}

export interface Invocation {
  getRemainingTimeInMillis(): number
}

export type WorkerFunction = (
  event: SqsEvent | RelayEvent,
  invocation: Invocation,
) => Promise<SqsBatchResponse | { readonly relayed: number }>

/** Before the end of an invocation work is told to end, so that its job can be put back. */
const MARGIN_MS = 3_000
/** For what fails before a job is at work; a job has a backoff of its own. */
const BACKOFF = { firstMs: 1_000, maxMs: 300_000 }

/** The worker as a Lambda function: jobs of the queue's events, and on schedule what was left in the outbox and the sweep of files. */
export function createWorkerFunction(options: BackgroundJobsOptions): WorkerFunction {
  const { queue } = options.dependencies
  if (!(queue instanceof SqsQueue))
    throw new ConfigError('Bad configuration:\n  The function works with QUEUE_BACKEND=sqs and SQS_QUEUE_URL')
  const jobs = composeJobs(options)
  const observe = options.log && { observe: logWorker(options.log) }

  return async (event, invocation) => {
    if ('action' in event) {
      const relayed = await queue.relay()
      await sweepWhenDue(jobs)
      return { relayed }
    }
    const left = invocation.getRemainingTimeInMillis()
    const ending = new AbortController()
    const timer = setTimeout(
      () => {
        ending.abort()
      },
      Math.max(0, left - MARGIN_MS),
    )
    try {
      // The queue hides messages for several times what an invocation may take.
      return await workSqsEvent(event, {
        queue,
        handle: jobs.handle,
        leaseMs: left,
        backoff: BACKOFF,
        signal: ending.signal,
        ...observe,
      })
    } finally {
      clearTimeout(timer)
    }
  }
}
