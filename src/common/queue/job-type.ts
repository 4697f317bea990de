import type { TSchema } from '@sinclair/typebox'
import type { PlannedWrite } from '../data/transaction.ts'

/** What a feature offers to do in the background. Composed at the root; run by a worker. */
export interface JobType {
  /** As clients name it: `passenger_analysis`. */
  readonly name: string
  /** One sentence for the documentation. */
  readonly description: string
  /** What `inputData` must be; checked when the job is submitted. */
  readonly input: TSchema
  /** An input for the documentation, and a result. */
  readonly examples: { readonly input: unknown; readonly result: unknown }
  /** How often a failing job is begun before it is given up. Default 5. */
  readonly maxAttempts?: number

  /**
   * Does the work. It may run twice when a worker dies, so its effects belong into `writes`, which are stored in one
   * transaction with the result, or must be the same when repeated.
   * @throws PermanentJobError when another attempt cannot help; anything else is tried again, later each time
   */
  run(input: unknown, job: JobRun): Promise<JobOutcome>
}

/** A job while it runs. */
export interface JobRun {
  readonly jobId: string
  /** 1 for the first time. */
  readonly attempt: number
  /** Aborted when the job was cancelled, its lease was lost or the worker stops: end soon, the result is not wanted. */
  readonly signal: AbortSignal
  /** Tells how far the work is; cheap, may be called often: what comes too fast is left out. */
  readonly progress: (percent: number, message?: string) => void
}

export interface JobOutcome {
  /** A JSON object, shown as the job's `result`. */
  readonly result: Readonly<Record<string, unknown>>
  /** Stored in one transaction with the result: all of it once, or nothing. */
  readonly writes?: readonly PlannedWrite[]
}

/** The job cannot succeed, however often it is tried. The message is shown to the client. */
export class PermanentJobError extends Error {
  override readonly name = 'PermanentJobError'
}
