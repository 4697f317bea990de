import type { JobRun } from '../../../common/queue/job-type.ts'
import type { Job, JobProgress } from '../model/job-table.ts'
import type { JobChanges } from './job-changes.ts'
import { ClaimLostError, type JobClaim } from './job-claim.ts'
import { ProgressReporter } from './progress-reporter.ts'

export interface RunningJobOptions {
  readonly changes: JobChanges
  readonly leaseMs: number
  /** Aborts when the worker stops, or may no longer work on the message. */
  readonly stopped: AbortSignal
}

/** What work may take to end by itself once its signal is aborted; the worker gives it one second in all. */
const ABORTED_MS = 300

/** A job while its work runs: the lease is kept up, and the work is told when its result is no longer wanted. */
export class RunningJob implements JobRun {
  readonly jobId: string
  readonly attempt: number
  readonly signal: AbortSignal
  readonly progress: JobRun['progress']
  /** Rejects when the work was told to end and did not. */
  readonly interrupted: Promise<never>
  readonly #claim: JobClaim
  readonly #leaseMs: number
  readonly #abort = new AbortController()
  readonly #reporter: ProgressReporter
  readonly #timers: NodeJS.Timeout[] = []
  readonly #releases: (() => void)[]

  constructor(claim: JobClaim, { changes, leaseMs, stopped }: RunningJobOptions) {
    this.#claim = claim
    this.#leaseMs = leaseMs
    this.jobId = claim.job.jobId
    this.attempt = claim.job.attempts
    this.signal = this.#abort.signal
    this.#reporter = new ProgressReporter((progress) => this.#guarded(() => this.#store(progress)))
    this.progress = this.#reporter.report
    this.interrupted = this.#interruption()
    this.interrupted.catch(() => undefined)
    this.#timers.push(setInterval(() => void this.#guarded(() => claim.heartbeat(leaseMs)), leaseMs / 3))
    const stop = (): void => {
      this.#abort.abort(stopped.reason)
    }
    if (stopped.aborted) stop()
    stopped.addEventListener('abort', stop)
    this.#releases = [
      changes.listen(({ jobId, status }) => {
        if (jobId === this.jobId && status === 'CANCELLED')
          void this.#guarded(() => claim.heartbeat(this.#leaseMs))
      }),
      () => {
        stopped.removeEventListener('abort', stop)
      },
    ]
  }

  get job(): Job {
    return this.#claim.job
  }

  /** Set when somebody took the job away. */
  get lost(): ClaimLostError | undefined {
    const reason: unknown = this.signal.reason
    return reason instanceof ClaimLostError ? reason : undefined
  }

  /** The work is over: nothing more is stored of its progress, and nobody told. */
  end(): void {
    this.#reporter.stop()
    for (const timer of this.#timers) clearTimeout(timer)
    for (const release of this.#releases) release()
  }

  async #store(progress: JobProgress): Promise<void> {
    if (!this.signal.aborted) await this.#claim.progress(progress)
  }

  /** A store that does not answer is asked again by the next heartbeat; only a claim that is lost ends the work. */
  async #guarded(write: () => Promise<void>): Promise<void> {
    try {
      await write()
    } catch (error) {
      if (error instanceof ClaimLostError) this.#abort.abort(error)
    }
  }

  #interruption(): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.signal.addEventListener('abort', () => {
        this.#timers.push(
          setTimeout(() => {
            reject(this.signal.reason as Error)
          }, ABORTED_MS),
        )
      })
    })
  }
}
