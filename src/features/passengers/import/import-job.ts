import { Type, type Static } from '@sinclair/typebox'
import type { ObjectStore } from '../../../common/objects/object-store.ts'
import {
  PermanentJobError,
  type JobOutcome,
  type JobRun,
  type JobType,
} from '../../../common/queue/job-type.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'
import { openFile, openUpload, type ImportSource } from './import-source.ts'
import { CsvRowError } from './passenger-csv.ts'
import { importPassengers, type ImportReport } from './passenger-import.ts'

/** Refused rows that the result names one by one. */
const MAX_LISTED = 100

const strict = Type.Optional(
  Type.Boolean({ description: 'Stop at the first bad row instead of reporting it and going on' }),
)
const Input = Type.Union([
  Type.Object(
    {
      upload: Type.String({
        maxLength: 76,
        pattern: '^imports/[A-Za-z0-9-]{1,64}\\.csv$',
        description: 'An upload, as POST /imports/passengers names it',
      }),
      strict,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      path: Type.String({
        minLength: 1,
        maxLength: 256,
        description: 'A file in the import folder of the server (IMPORT_PATH)',
        examples: ['passengers.csv'],
      }),
      strict,
    },
    { additionalProperties: false },
  ),
])

export interface ImportJobOptions {
  readonly service: PassengerDataService
  readonly objects: ObjectStore
  /** Where files named by path lie; without it there are none. */
  readonly importFolder: string | undefined
}

/**
 * Stores the passengers of a CSV file. A row has its id from the file alone, so an import that is begun again, or done
 * again, replaces what it stored before.
 */
export function importJob({ service, objects, importFolder }: ImportJobOptions): JobType {
  return {
    name: 'passenger_import',
    description:
      'Stores the passengers of a CSV file, from an upload or from the import folder of the server',
    input: Input,
    examples: {
      input: { path: 'passengers.csv' },
      result: { read: 1309, stored: 1309, replaced: 0, refused: 0, refusedRows: [] },
    },
    run: async (input, job) => {
      const { strict, ...source } = input as Static<typeof Input>
      const opened =
        'upload' in source ? openUpload(objects, source.upload) : openFile(importFolder, source.path)
      return importFrom(await opened, service, { strict: strict ?? false, job })
    },
  }
}

async function importFrom(
  { stream, size }: ImportSource,
  service: PassengerDataService,
  { strict, job }: { readonly strict: boolean; readonly job: JobRun },
): Promise<JobOutcome> {
  let bytes = 0
  stream.on('data', (chunk: Uint8Array) => (bytes += chunk.length))
  try {
    const report = await importPassengers(service, stream, {
      strict,
      signal: job.signal,
      onProgress: ({ read, refused }) => {
        const percent = Math.min(99, Math.floor((100 * bytes) / Math.max(1, size)))
        job.progress(percent, `${read} rows read, ${refused.length} refused`)
      },
    })
    return { result: resultOf(report) }
  } catch (error) {
    throw error instanceof CsvRowError ? new PermanentJobError(error.message) : error
  } finally {
    stream.destroy()
  }
}

const resultOf = ({ read, stored, replaced, refused }: ImportReport) => ({
  read,
  stored,
  replaced,
  refused: refused.length,
  refusedRows: refused.slice(0, MAX_LISTED),
})
