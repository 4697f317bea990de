import { Type } from '@sinclair/typebox'
import { jsonResponse, problems, textResponse } from '../../../common/http/responses.ts'
import { strictObject } from '../../../common/http/schema.ts'

const tags = ['passengers']

/** The sample has it. */
export const EXAMPLE_EXPORT = '01931f5e-9d41-7b3c-a6f0-2c81e47d9b05'

const jobId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'Id of the job',
  examples: [EXAMPLE_EXPORT],
})

const exampleList = `ticket,name,pclass,survived,sex,age
17421,"Thayer, Mr. John Borland",1,0,male,49
17421,"Thayer, Mrs. Marian Longstreth (Morris)",1,1,female,39
`

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
  body: Type.Any({ description: 'CSV with a header row', examples: [exampleList] }),
  response: {
    202: jsonResponse(Type.Object({ jobId }), {
      description: 'The file is kept and the job submitted; `Location` is where to follow it',
      headers: ['Location', 'Retry-After'],
      examples: { job: { jobId: EXAMPLE_EXPORT } },
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
