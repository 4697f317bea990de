import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { StreamEvent } from '../../../common/http/event-stream.ts'
import { HttpProblem } from '../../../common/http/http-error.ts'
import { isFinal, type Job } from '../model/job-table.ts'
import { jobNotFound } from './job-answers.ts'
import { JobDto } from './job-dto.ts'
import { streamJobEvents } from './job-operations.ts'
import type { JobRoutesOptions } from './job-routes-options.ts'

const DONE: StreamEvent = { data: '[DONE]' }

export const streamRoutes: FastifyPluginAsyncTypebox<JobRoutesOptions> = async (app, options) => {
  const { service, types, streams, statesOf } = options

  const config = { deadline: false }
  app.get('/sse/jobs/:jobId', { config, schema: streamJobEvents(types) }, async (request, reply) => {
    const { jobId } = request.params
    const job = await service.get(jobId)
    if (!job) throw jobNotFound(jobId)
    const seen = request.headers['last-event-id'] ?? request.query.lastEventId
    const after = seen === undefined ? job.version - 1 : Number(seen)
    if (after > job.version) throw notYetThere(request.headers['last-event-id'] !== undefined)
    if (after === job.version && isFinal(job.status)) return reply.code(204).send(null)
    return streams.send(request, reply, (signal) => events(statesOf(jobId, after, signal)))
  })
}

async function* events(states: AsyncIterable<Job>): AsyncGenerator<StreamEvent> {
  let last: Job | undefined
  for await (const job of states) {
    yield { id: String(job.version), data: JSON.stringify(JobDto.fromModel(job)) }
    last = job
  }
  // Not after each final state: a failed job may have been sent back since.
  if (last && isFinal(last.status)) yield DONE
}

function notYetThere(isHeader: boolean): HttpProblem {
  const detail = 'names a version that the job has not reached'
  const [issue, name] = isHeader
    ? [{ header: 'Last-Event-ID', detail }, 'Header Last-Event-ID']
    : [{ parameter: 'lastEventId', detail }, 'Query parameter lastEventId']
  return new HttpProblem('validation_failed', `${name} ${detail}`, { errors: [issue] })
}
