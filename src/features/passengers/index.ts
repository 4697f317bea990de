import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import type { Sample } from '../../common/data/sample.ts'
import type { Idempotency } from '../../common/http/idempotency.ts'
import type { ObjectStore } from '../../common/objects/object-store.ts'
import type { SweepRule } from '../../common/objects/sweep-job.ts'
import type { JobType } from '../../common/queue/job-type.ts'
import { analysisJob } from './analysis/analysis-job.ts'
import { exportJob } from './export/export-job.ts'
import { importJob } from './import/import-job.ts'
import { importPassengers } from './import/passenger-import.ts'
import { EXPORTS, IMPORTS } from './model/passenger-files.ts'
import { passengersTable } from './model/passenger-table.ts'
import { EXAMPLE_EXPORT } from './routes/passenger-file-operations.ts'
import { passengerRoutes } from './routes/passenger-routes.ts'
import type { SubmitJob } from './routes/passenger-routes-options.ts'
import { samplePassengersCsv } from './sample/sample-passengers.ts'
import { PassengerDataService } from './service/passenger-data-service.ts'

export type { SubmitJob } from './routes/passenger-routes-options.ts'

export interface PassengersOptions {
  readonly data: DataContext
  readonly idempotency: Idempotency
  readonly objects: ObjectStore
  /** How an uploaded list becomes a job. */
  readonly submitJob: SubmitJob
}

/** For the documentation: what the operations under the tag are about. */
export const passengersTag = {
  name: 'passengers',
  description: 'The passenger list: a table with plain keys, two indexes, filters, versions and an import',
}

/** The feature's only door: builds its service from the dependencies and registers its routes. */
export async function passengers(
  app: FastifyInstance,
  { data, idempotency, objects, submitJob }: PassengersOptions,
): Promise<void> {
  const service = new PassengerDataService(data)
  await app.register(passengerRoutes, { service, idempotency, objects, submitJob })
}

export interface PassengerJobsOptions {
  readonly data: DataContext
  readonly objects: ObjectStore
  /** Where lists named by path lie; without it there are none. */
  readonly importFolder: string | undefined
}

/** What the feature offers to do in the background. */
export function passengerJobs({ data, objects, importFolder }: PassengerJobsOptions): readonly JobType[] {
  const service = new PassengerDataService(data)
  return [analysisJob(service), importJob({ service, objects, importFolder }), exportJob(service, objects)]
}

/** Files of the feature, which are needed as long as the jobs that read or wrote them are known. */
export const passengerFiles = (jobRetentionDays: number): readonly SweepRule[] =>
  [IMPORTS, EXPORTS].map((prefix) => ({ prefix, afterMs: (jobRetentionDays + 1) * 24 * 60 * 60 * 1000 }))

/** For a first start. */
export const passengersSample = (data: DataContext): Sample => ({
  table: passengersTable,
  load: async () => {
    await importPassengers(new PassengerDataService(data), samplePassengersCsv)
  },
})

/** The job whose file the documentation fetches. */
export const sampleExport = {
  jobId: EXAMPLE_EXPORT,
  jobType: 'passenger_export',
  inputData: { format: 'csv' },
}
