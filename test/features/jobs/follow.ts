import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpServer } from '../../../src/http-server.ts'
import type { JobDto } from '../../../src/features/jobs/routes/job-dto.ts'

export const JOBS = '/api/v1/jobs'

/** Submits a job and returns the answer. */
export const submit = (app: HttpServer, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: JOBS, payload, headers })

export async function submitted(app: HttpServer, jobType: string, inputData: object = {}): Promise<JobDto> {
  const answer = await submit(app, { jobType, inputData })
  if (answer.statusCode !== 202) throw new Error(`${answer.statusCode}: ${answer.payload}`)
  return answer.json<JobDto>()
}

/** The job once it stands as asked. */
export async function until(
  app: HttpServer,
  jobId: string,
  isSo: (job: JobDto) => boolean,
  milliseconds = 10_000,
): Promise<JobDto> {
  const end = Date.now() + milliseconds
  for (;;) {
    const job = (await app.inject(`${JOBS}/${jobId}`)).json<JobDto>()
    if (isSo(job)) return job
    if (Date.now() > end) throw new Error(`Job ${jobId} stays ${JSON.stringify(job)}`)
    await sleep(10)
  }
}

export const finished = ({ status }: JobDto): boolean => status !== 'PENDING' && status !== 'PROCESSING'
