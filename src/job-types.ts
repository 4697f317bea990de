import type { JobType } from './common/queue/job-type.ts'

/**
 * What can be done in the background, as the features offer it. The first one is what is done where a client names no
 * type.
 */
export const jobTypes: readonly JobType[] = []
