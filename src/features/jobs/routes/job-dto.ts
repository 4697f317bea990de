import { Type } from '@sinclair/typebox'
import { PROBLEM_CATALOGUE, problemType } from '../../../common/http/problem-catalogue.ts'
import { nullable, stringEnum } from '../../../common/http/schema.ts'
import {
  JOB_STATUSES,
  jobModel,
  notifyAccountId,
  type Job,
  type JobFailure,
  type JobProgress,
} from '../model/job-table.ts'

/** Why a job failed: a problem as RFC 9457 has it, but of no request. */
export interface JobErrorDto extends JobFailure {
  readonly type: string
  readonly title: string
}

/** A job as clients see it. */
export class JobDto implements Omit<Job, 'version' | 'expiresAt' | 'error'> {
  readonly jobId: string
  readonly status: Job['status']
  readonly jobType: string
  readonly inputData: Job['inputData']
  readonly progress: JobProgress
  readonly result: Job['result']
  readonly error: JobErrorDto | null
  readonly attempts: number
  readonly notifyAccountId: string | null
  readonly createdAt: string
  readonly updatedAt: string

  private constructor(job: Job) {
    this.jobId = job.jobId
    this.status = job.status
    this.jobType = job.jobType
    this.inputData = job.inputData
    this.progress = job.progress
    this.result = job.result
    this.error = job.error && toError(job.error)
    this.attempts = job.attempts
    this.notifyAccountId = job.notifyAccountId
    this.createdAt = job.createdAt
    this.updatedAt = job.updatedAt
  }

  static fromModel(job: Job): JobDto {
    return new JobDto(job)
  }
}

const toError = ({ code, detail }: JobFailure): JobErrorDto => ({
  type: problemType(code),
  title: PROBLEM_CATALOGUE[code].title,
  detail,
  code,
})

const { attributes } = jobModel
const anyObject = (description: string, example: object) =>
  Type.Object({}, { description, additionalProperties: true, examples: [example] })

const ErrorSchema = Type.Object(
  {
    type: Type.String({ description: 'Page about this kind of problem', examples: ['/problems/job-failed'] }),
    title: Type.String({ description: 'The same for every problem of this type', examples: ['Job failed'] }),
    detail: Type.String({ description: 'What happened', examples: ['There is no passenger 24160'] }),
    code: stringEnum(['job_failed', 'job_given_up', 'job_result_too_large', 'job_type_unknown'], {
      description: 'Stable name of the problem',
      examples: ['job_failed'],
    }),
  },
  { additionalProperties: false },
)

const ProgressSchema = Type.Object(
  {
    percent: Type.Integer({ minimum: 0, maximum: 100, description: 'Of the work', examples: [40] }),
    message: nullable(Type.String({ description: 'What is being done', examples: ['Reading the list'] })),
  },
  {
    additionalProperties: false,
    description: 'How far the work is',
    examples: [{ percent: 40, message: 'Reading the list' }],
  },
)

export const JobSchema = Type.Unsafe<JobDto>(
  Type.Object(
    {
      jobId: attributes.jobId ?? Type.String(),
      status: stringEnum(JOB_STATUSES, { description: 'Where the job stands', examples: ['PROCESSING'] }),
      jobType: attributes.jobType ?? Type.String(),
      inputData: anyObject('What the work is done with', { passengerId: '24160' }),
      progress: ProgressSchema,
      result: nullable(anyObject('What came of it, of a COMPLETED job', { party: 3 })),
      error: nullable(ErrorSchema, { description: 'Why it failed, of a FAILED job', examples: [null] }),
      attempts: Type.Integer({ minimum: 0, description: 'How often the work was begun', examples: [1] }),
      notifyAccountId: nullable(notifyAccountId),
      createdAt: Type.String({ description: 'Time of submission', examples: ['2026-11-20T18:20:36.547Z'] }),
      updatedAt: Type.String({
        description: 'Time of the last change',
        examples: ['2026-11-20T18:20:37.112Z'],
      }),
    },
    { $id: 'Job', title: 'Job', description: 'Work done in the background', additionalProperties: false },
  ),
)
