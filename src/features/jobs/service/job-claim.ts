import {
  ConditionFailedError,
  NotFoundError,
  TooLargeError,
  TransactionFailedError,
} from '../../../common/data/errors.ts'
import type { PlannedWrite } from '../../../common/data/transaction.ts'
import type { Job, JobFailure, JobProgress } from '../model/job-table.ts'
import type { JobChange, JobRecords } from './job-records.ts'

/** The job is no longer this worker's: cancelled, taken over after a lease that ran out, or gone. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError'
  /** The job as it is now. */
  readonly job: Job | null

  constructor(job: Job | null) {
    super(`The claim on the job was lost: ${job ? `it is ${job.status}` : 'it is gone'}`)
    this.job = job
  }
}

/** What is written together with the end of a claim. */
export interface Ending {
  /** The effects of the work. */
  readonly writes?: readonly PlannedWrite[]
  /** The end of the message. Where somebody else has it by now, the job ends without it. */
  readonly message?: readonly PlannedWrite[]
}

/** How often a change is tried again when only its footing had shifted, not the claim. */
const MAX_ATTEMPTS = 5

/**
 * A worker's hold on a job, from PENDING to its end. Each change is on the condition that nobody else changed the job,
 * and each end on the condition that the lease is still this claim's: what comes late changes nothing.
 */
export class JobClaim {
  readonly #records: JobRecords
  readonly #token: string
  #job: Job
  /** Changes of one claim come one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(records: JobRecords, job: Job, token: string) {
    this.#records = records
    this.#job = job
    this.#token = token
  }

  get job(): Job {
    return this.#job
  }

  /** Keeps others away for so long from now. @throws ClaimLostError */
  async heartbeat(leaseMs: number): Promise<void> {
    const { leases } = this.#records
    try {
      const set = { until: Date.now() + leaseMs, expiresAt: this.#records.expiry() }
      await leases.update(this.#job.jobId, { set }, { if: { token: this.#token } })
    } catch (error) {
      if (!(error instanceof NotFoundError || error instanceof ConditionFailedError)) throw error
      throw new ClaimLostError(await this.#records.jobs.get(this.#job.jobId))
    }
  }

  /** @throws ClaimLostError */
  async progress(progress: JobProgress): Promise<void> {
    await this.#exclusively(() =>
      this.#persist(async () => {
        // What comes after the end is no news.
        if (this.#job.status !== 'PROCESSING') return
        this.#job = await this.#records.commit(this.#records.planChange(this.#job, { progress }))
      }),
    )
  }

  /** @throws ClaimLostError, TooLargeError, or the reason why one of the writes was refused */
  async complete(result: Job['result'], ending: Ending): Promise<void> {
    await this.#end({ status: 'COMPLETED', result, progress: { percent: 100, message: null } }, ending)
  }

  /** @throws ClaimLostError */
  async fail(error: JobFailure, ending: Ending = {}): Promise<void> {
    await this.#end({ status: 'FAILED', error }, ending)
  }

  /** The job waits again; `attempts` is how often it counts as begun. @throws ClaimLostError */
  async putBack(attempts: number, message: string | null): Promise<void> {
    await this.#end({ status: 'PENDING', attempts, progress: { percent: 0, message } }, {})
  }

  async #end(change: JobChange, { writes = [], message = [] }: Ending): Promise<void> {
    let ofMessage = message
    await this.#exclusively(() =>
      this.#persist(async () => {
        const planned = this.#records.planChange(this.#job, change)
        const own = [...planned.writes, this.#planRelease()]
        try {
          this.#job = await this.#records.commit({ ...planned, writes: own }, [...ofMessage, ...writes])
        } catch (error) {
          const { part, reason } = refusal(error, own.length, ofMessage.length)
          // Somebody else has the message, and will find the job finished: once more without it.
          if (part === 'message') ofMessage = []
          throw reason
        }
      }),
    )
  }

  #planRelease(): PlannedWrite {
    return this.#records.leases.planDelete(this.#job.jobId, { if: { token: this.#token } })
  }

  /** Tries again on the job as it is now, while the claim is good. */
  async #persist(write: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await write()
        return
      } catch (error) {
        if (!(error instanceof TransactionFailedError) || attempt === MAX_ATTEMPTS) throw error
        await this.#refresh()
      }
    }
  }

  async #refresh(): Promise<void> {
    const { jobId } = this.#job
    const [job, lease] = await Promise.all([this.#records.jobs.get(jobId), this.#records.leases.get(jobId)])
    if (job?.status !== 'PROCESSING' || lease?.token !== this.#token) throw new ClaimLostError(job)
    this.#job = job
  }

  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }
}

/** Which part of the writes of an end was refused, and what to say of it. */
function refusal(
  error: unknown,
  own: number,
  message: number,
): { readonly part: string; readonly reason: unknown } {
  if (!(error instanceof TransactionFailedError)) return { part: 'all', reason: error }
  const { reasons } = error
  const tooLarge = reasons.find((reason) => reason instanceof TooLargeError)
  if (tooLarge) return { part: 'size', reason: tooLarge }
  const first = reasons.findIndex((reason) => reason !== null)
  if (first < own) return { part: 'own', reason: error }
  return first < own + message
    ? { part: 'message', reason: error }
    : { part: 'effects', reason: reasons[first] }
}
