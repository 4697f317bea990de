import type { Idempotency } from '../../../common/http/idempotency.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'

/** What the routes are given. */
export interface PassengerRoutesOptions {
  readonly service: PassengerDataService
  readonly idempotency: Idempotency
}
