import type { PassengerDataService } from '../service/passenger-data-service.ts'
import { samplePassengersCsv } from '../sample/sample-passengers.ts'
import { importPassengers } from './passenger-import.ts'

/** Loads the sample into an empty table, so that a first start has something to show. Returns how many were stored. */
export async function loadSample(service: PassengerDataService): Promise<number> {
  const { items } = await service.list({ limit: 1 })
  if (items.length > 0) return 0
  return (await importPassengers(service, samplePassengersCsv)).stored
}
