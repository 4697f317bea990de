import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import type { Idempotency } from '../../common/http/idempotency.ts'
import { loadSample } from './import/load-sample.ts'
import { passengerRoutes } from './routes/passenger-routes.ts'
import { PassengerDataService } from './service/passenger-data-service.ts'

export interface PassengersOptions {
  readonly data: DataContext
  readonly idempotency: Idempotency
}

/** For the documentation: what the operations under the tag are about. */
export const passengersTag = {
  name: 'passengers',
  description: 'The passenger list: a table with plain keys, two indexes, filters, versions and an import',
}

/** The feature's only door: builds its service from the dependencies and registers its routes. */
export async function passengers(
  app: FastifyInstance,
  { data, idempotency }: PassengersOptions,
): Promise<void> {
  await app.register(passengerRoutes, { service: new PassengerDataService(data), idempotency })
}

/** Loads the sample into an empty table. Returns how many passengers were stored. */
export async function loadSamplePassengers(data: DataContext): Promise<number> {
  return loadSample(new PassengerDataService(data))
}
