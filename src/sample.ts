import { loadSamples } from './common/data/sample.ts'
import type { Dependencies } from './dependencies.ts'
import { accountsSample } from './features/accounts/index.ts'
import { jobsSample, type Jobs } from './features/jobs/index.ts'
import { notificationsSample } from './features/notifications/index.ts'
import { passengersSample, sampleExport } from './features/passengers/index.ts'
import { propertiesSample } from './features/properties/index.ts'
import { storiesSample } from './features/stories/index.ts'

export interface SampleOptions {
  readonly dependencies: Pick<Dependencies, 'data' | 'objects'>
  readonly jobs: Jobs
}

/** What a first start has to show, so that the examples of the documentation can be tried. True when any was loaded. */
export async function loadSample({ dependencies, jobs }: SampleOptions): Promise<boolean> {
  const { data, objects } = dependencies
  return loadSamples(data.store, [
    passengersSample(data),
    jobsSample(jobs, [sampleExport]),
    storiesSample(data),
    propertiesSample({ data, objects }),
    notificationsSample(data),
    accountsSample(data),
  ])
}
