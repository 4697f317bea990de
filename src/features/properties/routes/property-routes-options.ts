import type { Idempotency } from '../../../common/http/idempotency.ts'
import type { PropertyDataService } from '../service/property-data-service.ts'
import type { PropertyImages } from '../service/property-images.ts'
import type { PropertyAnswers } from './property-answers.ts'

/** What the routes are given. */
export interface PropertyRoutesOptions {
  readonly properties: PropertyDataService
  readonly images: PropertyImages
  readonly answers: PropertyAnswers
  readonly idempotency: Idempotency
}
