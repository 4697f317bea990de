import { v7 as uuid } from 'uuid'
import type { Page } from '../../../common/data/abstract-data-service.ts'
import { ConflictError, TransactionFailedError, UnavailableError } from '../../../common/data/errors.ts'
import { transact, type PlannedWrite } from '../../../common/data/transaction.ts'
import type { Message, Queue } from '../../../common/queue/queue.ts'
import { isFinal, type Job, type JobStatus } from '../model/job-table.ts'
import { newestOf } from './job-list.ts'
import type { JobRecords, Transition } from './job-records.ts'
import type { InputData, JobTypes } from './job-types.ts'

export interface NewJob {
  /** A new one when left out. */
  readonly jobId?: string | undefined
  /** The first registered type when left out. */
  readonly jobType?: string | undefined
  readonly inputData: InputData
  /** Told when the job is done or has failed; nobody when left out. */
  readonly notifyAccountId?: string | null | undefined
}

export interface JobListOptions {
  readonly status?: JobStatus | undefined
  readonly jobType?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Writes that must be done together with a new job; given the job, since they may depend on it. */
export type Companions = (job: Job) => readonly PlannedWrite[]

export interface JobDataServiceOptions {
  readonly records: JobRecords
  readonly types: JobTypes
  /** Undefined where none is configured: jobs can be read then, and cancelled. */
  readonly queue: Queue | undefined
}

/** How often a change is tried again on what somebody else made of the job meanwhile. */
const MAX_ATTEMPTS = 20

/** Jobs as clients see them: submitted, read, listed, cancelled, sent back. What workers do is in `job-claims.ts`. */
export class JobDataService {
  readonly #records: JobRecords
  readonly #types: JobTypes
  readonly #queue: Queue | undefined

  constructor({ records, types, queue }: JobDataServiceOptions) {
    this.#records = records
    this.#types = types
    this.#queue = queue
  }

  /**
   * Stores the job, its first event, its message and the companions in one transaction.
   * @throws ValidationError, UnavailableError without a queue (nothing is written then), TransactionFailedError for a companion's reason
   */
  async submit(
    { jobId = uuid(), jobType, inputData, notifyAccountId = null }: NewJob,
    companions: Companions = () => [],
  ): Promise<Job> {
    const checked = this.#types.checked(jobType, inputData)
    const queue = this.#queue
    if (!queue) throw new UnavailableError('No queue is configured')
    const planned = this.#records.planNew({ jobId, ...checked, notifyAccountId })
    const message = messageOf(planned.next)
    const job = await this.#records.commit(planned, [...queue.planSend(message), ...companions(planned.next)])
    await queue.flush([message])
    return job
  }

  async get(jobId: string): Promise<Job | null> {
    return jobId === '' ? null : this.#records.jobs.get(jobId)
  }

  /** Newest first. Filtered by status or type through an index; by both, the type is filtered. */
  async list({
    status,
    jobType,
    limit,
    cursor,
  }: JobListOptions): Promise<Pick<Page<Job>, 'items' | 'nextCursor'>> {
    const { jobs, context } = this.#records
    if (status === undefined && jobType === undefined) {
      return newestOf(jobs, context.cursors, this.#types.names, { limit, cursor })
    }
    const filters = { ...(status && { status }), ...(jobType !== undefined && { jobType }) }
    const index = status === undefined ? 'byType' : 'byStatus'
    return jobs.query(filters, { limit, cursor, index, reverse: true })
  }

  /** The job as clients saw it at each of its versions `from` to `to`; without what is forgotten by now. */
  async history(job: Job, from: number, to: number): Promise<readonly Job[]> {
    if (to < job.version) return this.#records.history(job, from, to)
    // The newest is the job itself, so that a stream that keeps up reads no events.
    const before = from < job.version ? await this.#records.history(job, from, job.version - 1) : []
    return [...before, job]
  }

  /**
   * Cancels a job that is not finished. Who works on it learns of it at once, or at the next heartbeat.
   * @returns null when there is no such job
   * @throws ConflictError when the job is finished
   */
  async cancel(jobId: string): Promise<Job | null> {
    return this.#change(jobId, (job) => {
      if (isFinal(job.status)) {
        throw new ConflictError(`Job ${jobId} is ${job.status} and can no longer be cancelled`)
      }
      const planned = this.#records.planChange(job, { status: 'CANCELLED' })
      return { ...planned, writes: [...planned.writes, this.#records.leases.planDelete(jobId)] }
    })
  }

  /**
   * Has a failed job begun anew: back to PENDING with no attempt counted, and its message back from the dead letters.
   * Doing it again finishes what a crash left half done.
   * @returns null when there is no such job; otherwise the job as it is then, whether or not it had failed
   */
  async redrive(jobId: string): Promise<Job | null> {
    const job = await this.#change(jobId, (failed) => {
      if (failed.status !== 'FAILED') return undefined
      const progress = { percent: 0, message: null }
      return this.#records.planChange(failed, { status: 'PENDING', progress, error: null, attempts: 0 })
    })
    const isBack = await this.#queue?.deadLetters.redrive(jobId)
    if (isBack === false && job?.status === 'PENDING') await this.#sendAgain(job)
    return job
  }

  /** For a job whose message is not among the dead letters: it failed for good, or its message is under way still. */
  async #sendAgain(job: Job): Promise<void> {
    const message = messageOf(job)
    try {
      await transact(this.#records.context.store, this.#queue?.planSend(message) ?? [])
    } catch (error) {
      if (!(error instanceof TransactionFailedError)) throw error
    }
    await this.#queue?.flush([message])
  }

  /** Null when there is no such job; the job as it is when the plan has nothing to change. */
  async #change(jobId: string, plan: (job: Job) => Transition | undefined): Promise<Job | null> {
    for (let attempt = 1; ; attempt++) {
      const job = await this.get(jobId)
      const transition = job ? plan(job) : undefined
      if (!transition) return job
      try {
        return await this.#records.commit(transition)
      } catch (error) {
        // A worker changed it in between: once more on what it is now.
        if (!(error instanceof TransactionFailedError) || attempt === MAX_ATTEMPTS) throw error
      }
    }
  }
}

const messageOf = ({ jobId }: Job): Message => ({ id: jobId, body: { jobId } })
