import type { DataContext } from '../../../common/data/data-context.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../common/data/transaction.ts'
import {
  isFinal,
  jobEventModel,
  jobLeaseModel,
  jobModel,
  type Job,
  type JobEvent,
  type JobLease,
} from '../model/job-table.ts'
import type { JobChanges } from './job-changes.ts'

/** What of a job can change. */
export type JobChange = Partial<Pick<Job, 'status' | 'progress' | 'result' | 'error' | 'attempts'>>

/** A change of a job that is planned, together with its event. */
export interface Transition {
  readonly next: Job
  /** The job's write is the first of them. */
  readonly writes: readonly PlannedWrite[]
}

export interface JobRecordsOptions {
  readonly data: DataContext
  /** Told of every change that was made here. */
  readonly changes: JobChanges
  /** How long a finished job, and each event, is kept. */
  readonly retentionSeconds: number
}

/** The rows that make up a job, and how one state follows another: never without its event, never over a change unseen. */
export class JobRecords {
  readonly jobs: TableDataService<typeof jobModel>
  readonly leases: TableDataService<typeof jobLeaseModel>
  readonly #events: TableDataService<typeof jobEventModel>
  readonly #data: DataContext
  readonly #changes: JobChanges
  readonly #retentionSeconds: number

  constructor({ data, changes, retentionSeconds }: JobRecordsOptions) {
    this.jobs = new TableDataService(jobModel, data)
    this.leases = new TableDataService(jobLeaseModel, data)
    this.#events = new TableDataService(jobEventModel, data)
    this.#data = data
    this.#changes = changes
    this.#retentionSeconds = retentionSeconds
  }

  get context(): DataContext {
    return this.#data
  }

  /** A new job with its first event. */
  planNew(given: Pick<Job, 'jobId' | 'jobType' | 'inputData' | 'notifyAccountId'>): Transition {
    const now = new Date().toISOString()
    const planned = this.jobs.planCreate({
      ...given,
      status: 'PENDING',
      progress: { percent: 0, message: null },
      attempts: 0,
      createdAt: now,
      updatedAt: now,
    })
    return { next: planned.entity, writes: [planned, this.#planEvent(planned.entity)] }
  }

  /** The change of a job as it was read; it fails with ConflictError when the job has changed since. */
  planChange(job: Job, change: JobChange): Transition {
    const status = change.status ?? job.status
    const next: Job = {
      ...job,
      ...change,
      updatedAt: new Date().toISOString(),
      expiresAt: isFinal(status) ? this.expiry() : null,
      version: job.version + 1,
    }
    const set = { ...change, updatedAt: next.updatedAt, expiresAt: next.expiresAt }
    const write = this.jobs.planUpdate(job.jobId, { set }, { version: job.version })
    return { next, writes: [write, this.#planEvent(next)] }
  }

  /** A lease that outlives its job by a crash is forgotten like the job. */
  planLease(lease: Omit<JobLease, 'expiresAt'>, before: JobLease | null): PlannedWrite {
    const input = { ...lease, expiresAt: this.expiry() }
    if (before === null) return this.leases.planCreate(input)
    return this.leases.planSave(input, { if: { token: before.token, until: before.until } })
  }

  /** The end of a lease that is as it was read. */
  planRelease({ jobId, token, until }: JobLease): PlannedWrite {
    return this.leases.planDelete(jobId, { if: { token, until } })
  }

  /** Does it all or nothing, and tells this process. Returns the job as it is then. */
  async commit({ next, writes }: Transition, companions: readonly PlannedWrite[] = []): Promise<Job> {
    await transact(this.#data.store, [...writes, ...companions])
    this.#changes.publish({ jobId: next.jobId, version: next.version, status: next.status })
    return next
  }

  /** The job as it was at each of its versions `from` to `to`, oldest first; without those that are forgotten. */
  async history(job: Job, from: number, to: number): Promise<readonly Job[]> {
    const { jobId } = job
    const ids = Array.from({ length: to - from + 1 }, (_, index) => ({ jobId, number: from + index }))
    const events = await this.#events.batchGet(ids)
    return events.flatMap((event) => (event ? [stateAt(job, event)] : []))
  }

  #planEvent({ jobId, version, status, progress, error, attempts, updatedAt }: Job): PlannedWrite {
    const state = { status, progress, error, attempts, updatedAt }
    return this.#events.planCreate({ jobId, number: version, state, expiresAt: this.expiry() })
  }

  /** When what is written now may be forgotten, in epoch seconds. */
  expiry(): number {
    return Math.floor(Date.now() / 1000) + this.#retentionSeconds
  }
}

/** A result is there at the end only, and then it is the job's. */
const stateAt = (job: Job, { number, state }: JobEvent): Job => ({
  ...job,
  ...state,
  result: state.status === 'COMPLETED' ? job.result : null,
  version: number,
})
