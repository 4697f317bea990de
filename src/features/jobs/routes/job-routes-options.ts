import type { EventStreams } from '../../../common/http/event-streams.ts'
import type { Idempotency } from '../../../common/http/idempotency.ts'
import type { JobType } from '../../../common/queue/job-type.ts'
import type { Job } from '../model/job-table.ts'
import type { JobDataService } from '../service/job-data-service.ts'

/** What the routes are given. */
export interface JobRoutesOptions {
  readonly service: JobDataService
  readonly types: readonly JobType[]
  /** False where no queue is configured. */
  readonly hasQueue: boolean
  readonly idempotency: Idempotency
  readonly streams: EventStreams
  /** The states of a job after a version, as they come. */
  readonly statesOf: (jobId: string, after: number, signal: AbortSignal) => AsyncIterable<Job>
}
