import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import type { Sample } from '../../common/data/sample.ts'
import type { EventStreams } from '../../common/http/event-streams.ts'
import type { Idempotency } from '../../common/http/idempotency.ts'
import type { Backoff } from '../../common/queue/backoff.ts'
import type { JobType } from '../../common/queue/job-type.ts'
import type { Delivery, Queue } from '../../common/queue/queue.ts'
import type { ChangeRouter } from '../../common/streams/change-router.ts'
import { jobModel, jobsTable, type Job } from './model/job-table.ts'
import { EXAMPLE_JOB } from './routes/job-examples.ts'
import { jobRoutes } from './routes/job-routes.ts'
import { JobChanges } from './service/job-changes.ts'
import { JobClaims } from './service/job-claims.ts'
import { JobDataService, type NewJob } from './service/job-data-service.ts'
import { JobRecords } from './service/job-records.ts'
import { JobRunner, type JobRunnerEvent } from './service/job-runner.ts'
import { jobStates } from './service/job-stream.ts'
import { JobTypes } from './service/job-types.ts'
import { JobWatcher } from './service/job-watcher.ts'

export type { JobRunnerEvent } from './service/job-runner.ts'

export interface JobsOptions {
  readonly data: DataContext
  /** Undefined where none is configured: no job can be submitted then. */
  readonly queue: Queue | undefined
  /** What can be done in the background; the first one is what is done where a client names none. */
  readonly types: readonly JobType[]
  /** How long finished jobs are kept. */
  readonly retentionDays: number
  readonly observe?: ((event: JobRunnerEvent) => void) | undefined
  /** How long a job is kept from other workers between two heartbeats, three times over. */
  readonly leaseMs?: number | undefined
  /** Before a job that failed is begun again. */
  readonly backoff?: Backoff | undefined
}

/** The jobs of one process: what routes show of them, and what its worker does. They share what happens here. */
export interface Jobs {
  readonly service: JobDataService
  readonly types: readonly JobType[]
  readonly watcher: JobWatcher
  readonly hasQueue: boolean
  /** What a worker does with a message. */
  readonly handle: (delivery: Delivery, signal: AbortSignal) => Promise<void>
}

const SECONDS_A_DAY = 86_400

/** @throws Error when two job types have one name */
export function createJobs(options: JobsOptions): Jobs {
  const { data, queue, observe, leaseMs, backoff } = options
  const changes = new JobChanges()
  const types = new JobTypes(options.types)
  const records = new JobRecords({ data, changes, retentionSeconds: options.retentionDays * SECONDS_A_DAY })
  const claims = new JobClaims(records, types)
  const runner = new JobRunner({ claims, types, changes, observe, leaseMs, backoff })
  return {
    service: new JobDataService({ records, types, queue }),
    types: types.all,
    watcher: new JobWatcher(records, changes),
    hasQueue: queue !== undefined,
    handle: runner.handle,
  }
}

export interface JobRoutes {
  readonly jobs: Jobs
  readonly idempotency: Idempotency
  readonly streams: EventStreams
}

/** A job that has just come to its end by itself: not one that was cancelled. */
export type FinishedJob = Pick<
  Job,
  'jobId' | 'jobType' | 'status' | 'notifyAccountId' | 'createdAt' | 'updatedAt' | 'version'
>

/** Has `handle` called for each job when it is COMPLETED or FAILED: at least once. */
export function onFinishedJob(
  router: ChangeRouter,
  handle: (job: FinishedJob) => Promise<void>,
): ChangeRouter {
  return router.on(jobModel, async (event) => {
    if (event.kind !== 'modify' || event.before.status === event.after.status) return
    const { status } = event.after
    if (status === 'COMPLETED' || status === 'FAILED') await handle(event.after)
  })
}

/** For the documentation: what the operations under the tag are about. */
export const jobsTag = {
  name: 'jobs',
  description:
    'Work in the background: submitted, followed, cancelled; done once in effect, whatever crashes',
}

/** The feature's routes. */
export async function jobs(
  app: FastifyInstance,
  { jobs: it, idempotency, streams }: JobRoutes,
): Promise<void> {
  await app.register(jobRoutes, {
    service: it.service,
    types: it.types,
    hasQueue: it.hasQueue,
    idempotency,
    streams,
    statesOf: (jobId, after, signal) => jobStates(it, jobId, after, signal),
  })
}

/** For a first start: the job of the documentation, and others whose results it shows. None where no job is taken. */
export function jobsSample({ service, types: [first], hasQueue }: Jobs, others: readonly NewJob[]): Sample {
  const submitted: readonly NewJob[] = first
    ? [{ jobId: EXAMPLE_JOB, inputData: first.examples.input as NewJob['inputData'] }, ...others]
    : others
  return {
    table: jobsTable,
    load: async () => {
      if (!hasQueue) return
      for (const job of submitted) await service.submit(job)
    },
  }
}
