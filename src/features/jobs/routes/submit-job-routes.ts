import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Principal } from '../../../common/auth/principal.ts'
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
    refuseOthers(request.body.notifyAccountId, request.principal)
    const answer = await idempotency.answer(request, 'submitJob', async (record) =>
      accepted(await service.submit(request.body, (job) => record(accepted(job)))),
    )
    return sendAnswer<JobDto>(reply, answer)
  })
}

/** Where callers are known, they can have nobody notified but themselves. */
function refuseOthers(accountId: string | null | undefined, principal: Principal | null | undefined): void {
  if (!principal || accountId === undefined || accountId === null || accountId === principal.subject) return
  throw new HttpProblem('forbidden', 'notifyAccountId has to be the account of the caller.')
}

const accepted = (job: Job): Answer => ({
  status: 202,
  headers: { ...jobHeaders(job), location: `/api/v1/jobs/${job.jobId}` },
  body: JobDto.fromModel(job),
})
