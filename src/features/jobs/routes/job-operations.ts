import { Type } from '@sinclair/typebox'
import { EVENT_STREAM_TYPE } from '../../../common/http/event-streams.ts'
import { IdempotencyHeaders } from '../../../common/http/idempotency.ts'
import { pageOf, pageQuery } from '../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems, textResponse } from '../../../common/http/responses.ts'
import { refTo, stringEnum, strictObject } from '../../../common/http/schema.ts'
import type { JobType } from '../../../common/queue/job-type.ts'
import { JOB_STATUSES } from '../model/job-table.ts'
import type { JobDto } from './job-dto.ts'
import { EXAMPLE_JOB, exampleJobs } from './job-examples.ts'
import { submitBody } from './submit-schema.ts'

/* What each operation takes and answers, as it is validated and as it is documented: with examples of the first job type. */

const tags = ['jobs']
const one = refTo<JobDto>('Job')

const params = Type.Object({
  jobId: Type.String({
    maxLength: 64,
    description: 'Id of the job',
    examples: [EXAMPLE_JOB],
  }),
})

const text = (description: string, example: string, options: object = {}) =>
  Type.Optional(Type.String({ description, examples: [example], ...options }))

const version = (description: string) => text(description, '3', { pattern: '^[0-9]{1,15}$' })

export const submitJob = (types: readonly JobType[]) => ({
  operationId: 'submitJob',
  summary: 'Submit a job',
  description:
    'Has something done in the background; the first type where none is named. The answer comes before the work is done: follow the job at its ' +
    '`Location`, or by its event stream. With an `Idempotency-Key` a repeated request gets the first answer and ' +
    'nothing is done twice.',
  tags,
  headers: IdempotencyHeaders,
  body: submitBody(types),
  response: {
    202: jsonResponse(one, {
      description: 'The job, which waits to be begun',
      headers: ['Location', 'ETag', 'Retry-After', 'Idempotent-Replayed'],
      examples: { submitted: exampleJobs(types).submitted },
    }),
    ...problems(400, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
})

export const listJobs = (types: readonly JobType[]) => ({
  operationId: 'listJobs',
  summary: 'List jobs',
  description: 'A page of jobs, the newest first: of one status, of one type, of both, or all.',
  tags,
  querystring: strictObject({
    ...pageQuery({ max: 500, default: 50 }),
    status: Type.Optional(
      stringEnum(JOB_STATUSES, { description: 'Only jobs that stand there', examples: ['COMPLETED'] }),
    ),
    jobType: text('Only jobs of this type', exampleJobs(types).completed.jobType, {
      minLength: 1,
      maxLength: 64,
    }),
  }),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [exampleJobs(types).completed], nextCursor: null } },
    }),
    ...problems(400, 406, 414, 429, 500, 503),
  },
})

export const getJob = (types: readonly JobType[]) => ({
  operationId: 'getJob',
  summary: 'Get a job',
  description: 'One job by id. While it is unfinished, `Retry-After` says when to look again.',
  tags,
  params,
  headers: Type.Object({ 'if-none-match': text('Answers 304 when the job still has this ETag', '"3"') }),
  response: {
    200: jsonResponse(one, {
      description: 'The job',
      headers: ['ETag', 'Retry-After'],
      examples: { completed: exampleJobs(types).completed },
    }),
    304: emptyResponse({
      description: 'The client has this version already',
      headers: ['ETag', 'Retry-After'],
    }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
})

export const cancelJob = (types: readonly JobType[]) => ({
  operationId: 'cancelJob',
  summary: 'Cancel a job',
  description:
    'Ends a job that is not finished: it is CANCELLED at once, and work on it that is under way has no effect.',
  tags,
  params,
  response: {
    200: jsonResponse(one, {
      description: 'The cancelled job',
      headers: ['ETag'],
      examples: { cancelled: exampleJobs(types).cancelled },
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503),
  },
})

export const streamJobEvents = (types: readonly JobType[]) => ({
  operationId: 'streamJobEvents',
  summary: 'Follow a job',
  description:
    'Server-sent events: the job as it is, then each change of it, as one `data:` line with the JSON of the job; ' +
    'then `data: [DONE]` when it is finished. `id:` is the version of the job: a client that comes back with ' +
    '`Last-Event-ID` gets exactly the changes that it missed.',
  tags,
  params,
  headers: Type.Object({
    'last-event-id': version('The last version that the client has seen; 0 for the whole history'),
  }),
  querystring: strictObject({ lastEventId: version('As the header, which counts where both are given') }),
  response: {
    200: textResponse([EVENT_STREAM_TYPE], {
      description: 'The stream',
      examples: {
        stream: `id: 4\ndata: ${JSON.stringify(exampleJobs(types).completed)}\n\ndata: [DONE]\n\n`,
      },
    }),
    204: emptyResponse({ description: 'The job is finished, and the client has seen all of it' }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
})
