import { Type } from '@sinclair/typebox'
import { epochSeconds, integer, nullable, oneOf } from '../../../common/data/model/attributes.ts'
import { identifier } from '../../../common/data/model/identifier.ts'
import { defineModel, type ItemType } from '../../../common/data/model/model.ts'
import { dateTime, json } from '../../../common/data/model/stored-kinds.ts'
import { defineTable } from '../../../common/data/model/table.ts'

/**
 * Jobs, what happened to them, and who works on them. Events and leases are not in the indexes: they lack `status` and
 * `jobType`. Ids sort by time, so both indexes are in the order in which jobs were submitted.
 */
export const jobsTable = defineTable({
  base: 'jobs',
  key: { pk: 'id' },
  indexes: {
    'status-index': { pk: 'status', sk: 'id' },
    'type-index': { pk: 'jobType', sk: 'id' },
  },
  ttl: 'expiresAt',
  stream: 'NEW_AND_OLD_IMAGES',
  isShared: true,
  deployment: { tier: 'queue', flag: 'EnableJobsTable' },
})

export const JOB_STATUSES = ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

const FINAL: ReadonlySet<JobStatus> = new Set<JobStatus>(['COMPLETED', 'FAILED', 'CANCELLED'])
/** Nothing changes any more, unless somebody sends a failed job back. */
export const isFinal = (status: JobStatus): boolean => FINAL.has(status)

export interface JobProgress {
  /** 0 to 100. */
  readonly percent: number
  readonly message: string | null
}

/** Why a job failed, in words for its client. */
export interface JobFailure {
  readonly code: 'job_failed' | 'job_given_up' | 'job_result_too_large' | 'job_type_unknown'
  readonly detail: string
}

const jobId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'Id of the job; ids sort by the time of submission',
  examples: ['01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11'],
})
const attempts = integer({ minimum: 0, description: 'How often the work was begun', examples: [1] })
const updatedAt = dateTime({ description: 'Time of the last change', examples: ['2026-11-20T18:20:37.112Z'] })
const progress = json<JobProgress>({ description: 'How far the work is' })
const failure = nullable(json<JobFailure>({ description: 'Why the job failed' }))
const status = oneOf(JOB_STATUSES, { description: 'Where the job stands', examples: ['PROCESSING'] })
const expiresAt = nullable(epochSeconds({ description: 'When the job is forgotten' }))

export const notifyAccountId = identifier({
  maxLength: 256,
  description:
    'The account that is notified when the job is COMPLETED or FAILED, if its user is there since before the job; null for none',
  example: 'johndoe',
})

/** The public state of a job. Its version counts the changes that a client can see, from 1. */
export const jobModel = defineModel({
  name: 'job',
  table: jobsTable,
  attributes: {
    jobId,
    status,
    jobType: Type.String({
      pattern: '^[a-z][a-z0-9_]{0,63}$',
      description: 'What is to be done',
      examples: ['passenger_analysis'],
    }),
    inputData: json<Readonly<Record<string, unknown>>>({ description: 'What it is done with' }),
    progress,
    result: nullable(json<Readonly<Record<string, unknown>>>({ description: 'What came of it' })),
    error: failure,
    attempts,
    notifyAccountId: nullable(notifyAccountId),
    createdAt: dateTime({ description: 'Time of submission' }),
    updatedAt,
    expiresAt,
  },
  storedAs: { jobId: 'id' },
  key: { pk: '{jobId}' },
  indexes: {
    byStatus: { index: 'status-index', pk: '{status}', sk: '{jobId}' },
    byType: { index: 'type-index', pk: '{jobType}', sk: '{jobId}' },
  },
  version: { start: 1 },
})

/** One change of a job. With what never changes, taken from the job, it is the job as it was then. */
export const jobEventModel = defineModel({
  name: 'jobEvent',
  table: jobsTable,
  attributes: {
    jobId,
    /** The version that the job had after the change. */
    number: integer({ minimum: 1 }),
    state: json<JobState>(),
    expiresAt,
  },
  key: { pk: '{jobId}#{number:int}' },
})

/** What an event keeps; the result is the job's, since nothing follows it. */
export type JobState = Pick<Job, 'status' | 'progress' | 'error' | 'attempts' | 'updatedAt'>

/** Who works on a job, and until when nobody else may. Not part of the job: prolonging it is no news to a client. */
export const jobLeaseModel = defineModel({
  name: 'jobLease',
  table: jobsTable,
  attributes: {
    jobId,
    /** Differs for every claim, so that a worker that was away too long cannot take a later claim for its own. */
    token: Type.String({ minLength: 1, maxLength: 64 }),
    /** Milliseconds since 1970. */
    until: integer({ minimum: 0 }),
    expiresAt,
  },
  key: { pk: '{jobId}#lease' },
})

export type Job = ItemType<typeof jobModel>
export type JobEvent = ItemType<typeof jobEventModel>
export type JobLease = ItemType<typeof jobLeaseModel>
