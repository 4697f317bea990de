import type { Idempotency } from '../../../common/http/idempotency.ts'
import type { ObjectStore } from '../../../common/objects/object-store.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'

/** Submits a background job of a type that the feature offers; which feature runs it is none of this one's business. */
export type SubmitJob = (
  jobType: string,
  inputData: Readonly<Record<string, unknown>>,
) => Promise<{ readonly jobId: string }>

/** What the routes are given. */
export interface PassengerRoutesOptions {
  readonly service: PassengerDataService
  readonly idempotency: Idempotency
  readonly objects: ObjectStore
  readonly submitJob: SubmitJob
}
