import { randomUUID } from 'node:crypto'
import { TransactionFailedError } from '../../../common/data/errors.ts'
import { isFinal, type Job, type JobFailure, type JobLease } from '../model/job-table.ts'
import { JobClaim } from './job-claim.ts'
import type { JobRecords } from './job-records.ts'
import type { JobTypes } from './job-types.ts'

/** What became of the wish to work on a job. */
export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: JobClaim }
  /** Somebody else is at it, for so long at least. */
  | { readonly kind: 'busy'; readonly retryMs: number }
  /** There is nothing to do any more: it is finished, or was given up just now. */
  | { readonly kind: 'finished'; readonly job: Job }
  /** This process does not know the type; another one may. */
  | { readonly kind: 'unknown_type'; readonly job: Job }
  | { readonly kind: 'gone' }

/** How often a job is begun before it is given up, where its type does not say. */
export const DEFAULT_MAX_ATTEMPTS = 5

const MAX_RACES = 10

/** Gives jobs to workers, one worker at a time. */
export class JobClaims {
  readonly #records: JobRecords
  readonly #types: JobTypes

  constructor(records: JobRecords, types: JobTypes) {
    this.#records = records
    this.#types = types
  }

  /** PENDING → PROCESSING, or PROCESSING of a worker that let its lease run out → PROCESSING by this one. */
  async claim(jobId: string, leaseMs: number): Promise<ClaimOutcome> {
    const { jobs, leases } = this.#records
    for (let race = 1; race <= MAX_RACES; race++) {
      const [job, lease] = await Promise.all([jobs.get(jobId), leases.get(jobId)])
      if (!job) return { kind: 'gone' }
      if (isFinal(job.status)) return { kind: 'finished', job }
      const now = Date.now()
      if (lease && lease.until > now) return { kind: 'busy', retryMs: lease.until - now }
      if (!this.#types.get(job.jobType)) return { kind: 'unknown_type', job }
      try {
        return await this.#take(job, lease, leaseMs)
      } catch (error) {
        // Somebody was faster: the next look says who.
        if (!(error instanceof TransactionFailedError)) throw error
      }
    }
    return { kind: 'busy', retryMs: leaseMs }
  }

  /** Attempts are counted when they begin, so a job that kills its worker each time ends as well. */
  async #take(job: Job, lease: JobLease | null, leaseMs: number): Promise<ClaimOutcome> {
    const most = this.#types.get(job.jobType)?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS
    if (job.attempts >= most)
      return { kind: 'finished', job: await this.abandon(job, givenUp(job.attempts), lease) }
    const token = randomUUID()
    const { next, writes } = this.#records.planChange(job, {
      status: 'PROCESSING',
      attempts: job.attempts + 1,
      progress: { percent: 0, message: null },
    })
    const hold = this.#records.planLease({ jobId: job.jobId, token, until: Date.now() + leaseMs }, lease)
    const claimed = await this.#records.commit({ next, writes: [...writes, hold] })
    return { kind: 'claimed', claim: new JobClaim(this.#records, claimed, token) }
  }

  /** FAILED without another attempt. @throws TransactionFailedError when the job or the lease has changed */
  async abandon(job: Job, error: JobFailure, lease: JobLease | null = null): Promise<Job> {
    const { next, writes } = this.#records.planChange(job, { status: 'FAILED', error })
    const release = lease ? [this.#records.planRelease(lease)] : []
    return this.#records.commit({ next, writes: [...writes, ...release] })
  }
}

/** The cause is for the log and the dead letters: it may say what is nobody's business. */
export const givenUp = (attempts: number): JobFailure => ({
  code: 'job_given_up',
  detail: `The job was given up after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
})
