import type { JobType } from '../../../common/queue/job-type.ts'
import type { Job } from '../model/job-table.ts'
import { JobDto } from './job-dto.ts'

/** The id of the example job; the sample has it. */
export const EXAMPLE_JOB = '01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11'

type Example = Pick<JobType, 'name' | 'examples'>
type Values = Readonly<Record<string, unknown>>

/** Shown where there are no job types: the shape of a job, of something that cannot be tried. */
const NOTHING: Example = { name: 'example', examples: { input: {}, result: {} } }

/** The example job of the documentation: of the first job type, as it is submitted, at work, and in the end. */
export function exampleJobs([type = NOTHING]: readonly Example[]) {
  const submitted: Job = {
    jobId: EXAMPLE_JOB,
    status: 'PENDING',
    jobType: type.name,
    inputData: type.examples.input as Values,
    progress: { percent: 0, message: null },
    result: null,
    error: null,
    attempts: 0,
    notifyAccountId: null,
    createdAt: '2026-11-20T18:20:36.547Z',
    updatedAt: '2026-11-20T18:20:36.547Z',
    expiresAt: null,
    version: 1,
  }
  const completed: Job = {
    ...submitted,
    status: 'COMPLETED',
    progress: { percent: 100, message: null },
    result: type.examples.result as Values,
    attempts: 1,
    updatedAt: '2026-11-20T18:20:37.112Z',
  }
  return {
    submitted: JobDto.fromModel(submitted),
    completed: JobDto.fromModel(completed),
    cancelled: JobDto.fromModel({ ...submitted, status: 'CANCELLED' }),
  }
}
