import { sweepJob } from './common/objects/sweep-job.ts'
import type { JobType } from './common/queue/job-type.ts'
import type { Config } from './config.ts'
import type { Dependencies } from './dependencies.ts'
import { passengerFiles, passengerJobs } from './features/passengers/index.ts'
import { propertyFiles } from './features/properties/index.ts'

export interface JobTypesOptions {
  readonly config: Config
  readonly dependencies: Dependencies
}

/**
 * What can be done in the background, as the features offer it. The first one is what is done where a client names no
 * type.
 */
export function jobTypes({ config, dependencies: { data, objects } }: JobTypesOptions): readonly JobType[] {
  const files = [...passengerFiles(config.JOB_RETENTION_DAYS), ...propertyFiles({ data })]
  return [...passengerJobs({ data, objects, importFolder: config.IMPORT_PATH }), sweepJob(objects, files)]
}
