import { Type, type Static } from '@sinclair/typebox'
import type { ObjectStore } from '../../../common/objects/object-store.ts'
import type { JobOutcome, JobRun, JobType } from '../../../common/queue/job-type.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'
import { exportKey, type ExportFormat } from '../model/passenger-files.ts'
import { exportPassengers } from './passenger-export.ts'

const Input = Type.Object(
  {
    format: Type.Union([Type.Literal('csv'), Type.Literal('jsonl')], {
      default: 'csv',
      description: 'CSV with a header, or one JSON object a line',
    }),
  },
  { additionalProperties: false },
)

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
}

/** Writes every passenger into a file that is then fetched by `GET /exports/passengers/{jobId}`. */
export function exportJob(service: PassengerDataService, objects: ObjectStore): JobType {
  return {
    name: 'passenger_export',
    description: 'Writes every passenger into a CSV or JSON Lines file',
    input: Input,
    examples: {
      input: { format: 'csv' },
      result: {
        rows: 1309,
        bytes: 118_000,
        format: 'csv',
        file: '/api/v1/exports/passengers/01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11',
      },
    },
    run: (input, job) => writeExport(service, objects, (input as Static<typeof Input>).format, job),
  }
}

async function writeExport(
  service: PassengerDataService,
  objects: ObjectStore,
  format: ExportFormat,
  job: JobRun,
): Promise<JobOutcome> {
  const total = await service.count()
  let rows = 0
  const lines = exportPassengers(service, format, (soFar) => {
    job.signal.throwIfAborted()
    rows = soFar
    job.progress(Math.min(99, Math.floor((100 * soFar) / Math.max(1, total))), `${soFar} passengers written`)
  })
  const { size } = await objects.put(exportKey(job.jobId, format), lines, {
    contentType: CONTENT_TYPES[format],
  })
  return { result: { rows, bytes: size, format, file: `/api/v1/exports/passengers/${job.jobId}` } }
}
