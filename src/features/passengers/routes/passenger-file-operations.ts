import { Type } from '@sinclair/typebox'
import { jsonResponse, problems, textResponse } from '../../../common/http/responses.ts'
import { strictObject } from '../../../common/http/schema.ts'

const tags = ['passengers']
const jobId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'Id of the job',
  examples: ['01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11'],
})

export const importPassengersFile = {
  operationId: 'importPassengers',
  summary: 'Import a passenger list',
  description:
    'Takes a CSV file of up to 64 MiB as the body, keeps it, and submits a job `passenger_import` that stores its rows. ' +
    'The job tells how far it is and, in the end, which rows were refused and why.',
  tags,
  consumes: ['text/csv'],
  querystring: strictObject({
    strict: Type.Optional(
      Type.Boolean({
        description: 'Stop at the first bad row instead of reporting it and going on',
        examples: [true],
      }),
    ),
  }),
  // The file itself is read as a stream, and checked row by row by the job.
  body: Type.Any({ description: 'CSV with a header row' }),
  response: {
    202: jsonResponse(Type.Object({ jobId }), {
      description: 'The file is kept and the job submitted; `Location` is where to follow it',
      headers: ['Location', 'Retry-After'],
      examples: { job: { jobId: '01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11' } },
    }),
    ...problems(400, 406, 413, 414, 415, 429, 500, 503),
  },
}

export const downloadPassengerExport = {
  operationId: 'downloadPassengerExport',
  summary: 'Fetch an export',
  description: 'The file that a finished job `passenger_export` has written.',
  tags,
  params: Type.Object({ jobId }),
  response: {
    200: textResponse(['text/csv', 'application/x-ndjson'], {
      description: 'The file',
      examples: { csv: 'id,pclass,survived,name\nA/5 21171,3,0,"Braund, Owen Harris"\n' },
    }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}
