import type { FastifyBaseLogger } from 'fastify'
import type { Backoff } from './common/queue/backoff.ts'
import { QueueWorker } from './common/queue/queue-worker.ts'
import type { JobType } from './common/queue/job-type.ts'
import type { WorkerEvent } from './common/queue/worker-event.ts'
import type { Config } from './config.ts'
import type { Dependencies } from './dependencies.ts'
import { createJobs, type JobRunnerEvent, type Jobs } from './features/jobs/index.ts'
import { FileSweep } from './file-sweep.ts'
import { jobTypes } from './job-types.ts'

type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>

/** What work in hand may take after a signal to stop; then it is given back, for another worker. */
const GRACE_MS = 5_000

export interface BackgroundJobsOptions {
  readonly config: Config
  readonly dependencies: Dependencies
  /** Other types than those of the features. */
  readonly types?: readonly JobType[] | undefined
  readonly log?: Log | undefined
  /** Before a job that failed is begun again; shorter in tests. */
  readonly backoff?: Backoff | undefined
}

/** The jobs of this process: given to the app, and to the worker where there is one. */
export function composeJobs({ config, dependencies, log, ...given }: BackgroundJobsOptions): Jobs {
  const types = given.types ?? jobTypes({ config, dependencies })
  return createJobs({
    data: dependencies.data,
    queue: dependencies.queue,
    types,
    retentionDays: config.JOB_RETENTION_DAYS,
    leaseMs: config.WORKER_LEASE_SECONDS * 1000,
    backoff: given.backoff,
    ...(log && { observe: logJob(log) }),
  })
}

/** A worker of this process, which stops within `GRACE_MS` and a second; undefined where it is turned off. */
export function createWorker(
  { config, dependencies, log }: BackgroundJobsOptions,
  jobs: Jobs,
): { start(): void; stop(): Promise<void> } | undefined {
  const { queue } = dependencies
  if (!queue || config.WORKER_CONCURRENCY === 0) return undefined
  const worker = new QueueWorker({
    queue,
    handle: jobs.handle,
    concurrency: config.WORKER_CONCURRENCY,
    leaseMs: config.WORKER_LEASE_SECONDS * 1000,
    ...(log && { observe: logWorker(log) }),
  })
  const sweep = new FileSweep(jobs, log)
  return {
    start: () => {
      worker.start()
      sweep.start()
    },
    stop: () => {
      sweep.stop()
      return worker.stop({ graceMs: GRACE_MS })
    },
  }
}

const logJob =
  (log: Log) =>
  (event: JobRunnerEvent): void => {
    if (event.type === 'job_done') log.info(event, 'job done')
    else {
      const { error, ...rest } = event
      if (event.delayMs === undefined) log.error({ ...rest, err: error }, 'job failed')
      else log.warn({ ...rest, err: error }, 'job failed, and is tried again')
    }
  }

const WORKER_WORDS: Readonly<Record<WorkerEvent['type'], string>> = {
  queue_unavailable: 'the queue does not answer',
  queue_recovered: 'the queue answers again',
  work_failed: 'a message could not be worked at, and comes again',
  lease_lost: 'the lease of a message was lost',
  not_given_back: 'a message could not be given back, and comes again after its lease',
}

export const logWorker =
  (log: Log) =>
  (event: WorkerEvent): void => {
    const line = 'error' in event ? { ...event, err: event.error, error: undefined } : event
    if (event.type === 'queue_recovered') log.info(line, WORKER_WORDS[event.type])
    else log.warn(line, WORKER_WORDS[event.type])
  }
