import { notFound, type HttpProblem } from '../../../common/http/http-error.ts'
import { etagOf } from '../../../common/http/preconditions.ts'
import { isFinal, type Job } from '../model/job-table.ts'

/** Seconds after which it is worth asking for an unfinished job again. */
const RETRY_AFTER_SECONDS = '1'

export const jobNotFound = (jobId: string): HttpProblem => notFound(`Job not found: ${jobId}`)

/** What an answer with one job says of it besides. */
export const jobHeaders = ({ status, version }: Job): Record<string, string> => ({
  etag: etagOf(version),
  ...(!isFinal(status) && { 'retry-after': RETRY_AFTER_SECONDS }),
})
