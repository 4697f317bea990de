import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HttpProblem } from '../../../common/http/http-error.ts'
import { sendAnswer, type Answer } from '../../../common/http/idempotency.ts'
import type { Job } from '../model/job-table.ts'
import { jobHeaders } from './job-answers.ts'
import { JobDto } from './job-dto.ts'
import { submitJob } from './job-operations.ts'
import type { JobRoutesOptions } from './job-routes-options.ts'

const NO_QUEUE = 'SQS_QUEUE_URL not configured. Deploy the SQS background processing pattern.'

export const submitRoutes: FastifyPluginAsyncTypebox<JobRoutesOptions> = async (app, options) => {
  const { service, types, hasQueue, idempotency } = options

  app.post('/jobs', { schema: submitJob(types) }, async (request, reply) => {
    if (!hasQueue) throw new HttpProblem('unavailable', NO_QUEUE, { headers: { 'retry-after': '60' } })
    const answer = await idempotency.answer(request, 'submitJob', async (record) =>
      accepted(await service.submit(request.body, (job) => record(accepted(job)))),
    )
    return sendAnswer<JobDto>(reply, answer)
  })
}

const accepted = (job: Job): Answer => ({
  status: 202,
  headers: { ...jobHeaders(job), location: `/api/v1/jobs/${job.jobId}` },
  body: JobDto.fromModel(job),
})
