import { TooLargeError, ValidationError } from '../../../common/data/errors.ts'
import { fullJitter, type Backoff } from '../../../common/queue/backoff.ts'
import { PermanentJobError, type JobOutcome } from '../../../common/queue/job-type.ts'
import type { Delivery } from '../../../common/queue/queue.ts'
import { isFinal, type Job, type JobFailure } from '../model/job-table.ts'
import type { JobChanges } from './job-changes.ts'
import { ClaimLostError, type JobClaim } from './job-claim.ts'
import { DEFAULT_MAX_ATTEMPTS, givenUp, type JobClaims } from './job-claims.ts'
import type { InputData, JobTypes } from './job-types.ts'
import { RunningJob } from './running-job.ts'

/** What an operator should know of jobs at work. */
export type JobRunnerEvent =
  | { readonly type: 'job_done'; readonly jobId: string; readonly jobType: string; readonly attempt: number }
  /** The attempt failed; without `delayMs` there is no other. */
  | {
      readonly type: 'job_attempt_failed'
      readonly jobId: string
      readonly jobType: string
      readonly attempt: number
      readonly delayMs?: number
      readonly error: unknown
    }

export interface JobRunnerOptions {
  readonly claims: JobClaims
  readonly types: JobTypes
  readonly changes: JobChanges
  readonly observe?: ((event: JobRunnerEvent) => void) | undefined
  /** How long a job is kept from other workers between two heartbeats, three times over. */
  readonly leaseMs?: number | undefined
  /** Before a job that failed is begun again. */
  readonly backoff?: Backoff | undefined
}

/** Before another worker, of a newer version perhaps, is asked about a type that this one does not know. */
const UNKNOWN_TYPE_MS = 30_000
/** Deliveries after which no worker is expected to know the type. */
const MAX_UNKNOWN_DELIVERIES = 20

/** A worker's handler: does the job that a message names, once in effect, and ends the message. */
export class JobRunner {
  readonly #options: JobRunnerOptions
  readonly #leaseMs: number
  readonly #backoff: Backoff

  constructor(options: JobRunnerOptions) {
    this.#options = options
    this.#leaseMs = options.leaseMs ?? 30_000
    this.#backoff = options.backoff ?? { firstMs: 5_000, maxMs: 300_000 }
  }

  readonly handle = async (delivery: Delivery, signal: AbortSignal): Promise<void> => {
    const { jobId } = delivery.message.body
    if (typeof jobId !== 'string' || jobId === '') {
      await delivery.reject('The message names no job')
      return
    }
    const outcome = await this.#options.claims.claim(jobId, this.#leaseMs)
    if (outcome.kind === 'claimed') await this.#run(outcome.claim, delivery, signal)
    else if (outcome.kind === 'gone') await delivery.done()
    else if (outcome.kind === 'busy') await delivery.retry({ delayMs: outcome.retryMs })
    else if (outcome.kind === 'unknown_type') await this.#passOn(delivery, outcome.job)
    else await this.#dismiss(delivery, outcome.job)
  }

  async #run(claim: JobClaim, delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { changes, observe } = this.#options
    const running = new RunningJob(claim, { changes, leaseMs: this.#leaseMs, stopped: signal })
    try {
      const { result, writes = [] } = await this.#work(running)
      running.end()
      await claim.complete(result, { writes, message: delivery.planDone() })
    } catch (error) {
      running.end()
      await this.#unfinished(claim, delivery, { error: running.lost ?? error, isStopped: signal.aborted })
      return
    } finally {
      running.end()
    }
    const { jobId, jobType, attempts } = claim.job
    observe?.({ type: 'job_done', jobId, jobType, attempt: attempts })
    await delivery.done()
  }

  /** Work that does not heed its signal is not waited for: its result is not wanted. */
  async #work(running: RunningJob): Promise<JobOutcome> {
    const { jobType, inputData } = running.job
    const type = this.#options.types.get(jobType)
    if (!type) throw new Error(`A job of the unknown type ${jobType} was claimed`)
    const work = type.run(this.#checked(jobType, inputData), running)
    const outcome = await Promise.race([work, running.interrupted])
    running.signal.throwIfAborted()
    return outcome
  }

  /** The type may have changed since the job was submitted. */
  #checked(jobType: string, inputData: InputData): InputData {
    try {
      return this.#options.types.checked(jobType, inputData).inputData
    } catch (error) {
      throw error instanceof ValidationError ? new PermanentJobError(error.message, { cause: error }) : error
    }
  }

  async #unfinished(claim: JobClaim, delivery: Delivery, { error, isStopped }: Interruption): Promise<void> {
    try {
      const failure = permanentFailure(error)
      if (error instanceof ClaimLostError) throw error
      // Not the job's fault, so not counted; the worker gives the message back.
      if (isStopped) await claim.putBack(claim.job.attempts - 1, null)
      else if (failure) await this.#fail(claim, delivery, failure, error)
      else await this.#tryAgain(claim, delivery, error)
    } catch (lost) {
      if (!(lost instanceof ClaimLostError)) throw lost
      const { job } = lost
      if (!job || isFinal(job.status)) await delivery.done()
      else await delivery.retry({ delayMs: this.#leaseMs })
    }
  }

  async #fail(claim: JobClaim, delivery: Delivery, failure: JobFailure, error: unknown): Promise<void> {
    await claim.fail(failure, { message: delivery.planDone() })
    this.#observeFailure(claim.job, error)
    await delivery.done()
  }

  async #tryAgain(claim: JobClaim, delivery: Delivery, error: unknown): Promise<void> {
    const { attempts, jobType } = claim.job
    const most = this.#options.types.get(jobType)?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS
    if (attempts >= most) {
      await claim.fail(givenUp(attempts))
      this.#observeFailure(claim.job, error)
      await delivery.reject(error instanceof Error ? error.message : String(error))
      return
    }
    await claim.putBack(attempts, `Attempt ${attempts} of ${most} failed; there will be another`)
    const delayMs = Math.round(fullJitter(this.#backoff, attempts))
    this.#observeFailure(claim.job, error, delayMs)
    await delivery.retry({ delayMs })
  }

  #observeFailure({ jobId, jobType, attempts }: Job, error: unknown, delayMs?: number): void {
    const event = { type: 'job_attempt_failed', jobId, jobType, attempt: attempts, error } as const
    this.#options.observe?.(delayMs === undefined ? event : { ...event, delayMs })
  }

  async #passOn(delivery: Delivery, job: Job): Promise<void> {
    if (delivery.attempt < MAX_UNKNOWN_DELIVERIES) {
      await delivery.retry({ delayMs: UNKNOWN_TYPE_MS })
      return
    }
    const detail = `No worker knows the job type ${job.jobType}`
    await this.#dismiss(
      delivery,
      await this.#options.claims.abandon(job, { code: 'job_type_unknown', detail }),
    )
  }

  /** A job that was given up belongs to the dead letters, also when a worker ended before it could put it there. */
  async #dismiss(delivery: Delivery, { error }: Job): Promise<void> {
    const isDead = error?.code === 'job_given_up' || error?.code === 'job_type_unknown'
    if (isDead) await delivery.reject(error.detail)
    else await delivery.done()
  }
}

interface Interruption {
  readonly error: unknown
  /** The worker stops, or may no longer work on the message. */
  readonly isStopped: boolean
}

/** A failure that another attempt cannot mend. */
function permanentFailure(error: unknown): JobFailure | undefined {
  if (error instanceof PermanentJobError) return { code: 'job_failed', detail: error.message }
  if (error instanceof TooLargeError) {
    return { code: 'job_result_too_large', detail: 'What came of the job is larger than the store can keep' }
  }
  return undefined
}
