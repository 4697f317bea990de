import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sendPage } from '../../../common/http/pagination.ts'
import { notModified } from '../../../common/http/preconditions.ts'
import { jobHeaders, jobNotFound } from './job-answers.ts'
import { JobDto, JobSchema } from './job-dto.ts'
import { cancelJob, getJob, listJobs } from './job-operations.ts'
import type { JobRoutesOptions } from './job-routes-options.ts'
import { streamRoutes } from './stream-job-routes.ts'
import { submitRoutes } from './submit-job-routes.ts'

/** `/jobs` and `/sse/jobs`: the schema that the operations share, then the operations. */
export const jobRoutes: FastifyPluginAsyncTypebox<JobRoutesOptions> = async (app, options) => {
  app.addSchema(JobSchema)
  await app.register(submitRoutes, options)
  await app.register(streamRoutes, options)
  const { service, types } = options

  app.get('/jobs', { schema: listJobs(types) }, async (request, reply) => {
    const { items, nextCursor } = await service.list(request.query)
    return sendPage(request, reply, { items: items.map((job) => JobDto.fromModel(job)), nextCursor })
  })

  app.get('/jobs/:jobId', { schema: getJob(types) }, async (request, reply) => {
    const job = await service.get(request.params.jobId)
    if (!job) throw jobNotFound(request.params.jobId)
    void reply.headers({ ...jobHeaders(job), 'cache-control': 'private, no-cache' })
    if (notModified(request, job.version)) return reply.code(304).send(null)
    return JobDto.fromModel(job)
  })

  app.post('/jobs/:jobId/cancel', { schema: cancelJob(types) }, async (request, reply) => {
    const job = await service.cancel(request.params.jobId)
    if (!job) throw jobNotFound(request.params.jobId)
    void reply.headers(jobHeaders(job))
    return JobDto.fromModel(job)
  })
}
