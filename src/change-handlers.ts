import { ChangeRouter } from './common/streams/change-router.ts'
import { tableNamesOf, type Dependencies } from './dependencies.ts'
import type { Config } from './config.ts'
import { onFinishedJob, type FinishedJob } from './features/jobs/index.ts'
import { createNotifier, type Notifier } from './features/notifications/index.ts'
import { routePropertyChanges } from './features/properties/index.ts'

export interface ChangeHandlersOptions {
  readonly config: Config
  readonly dependencies: Pick<Dependencies, 'data' | 'objects'>
}

/**
 * What follows from changes, one router a table: the only place where features meet in events, with plain data passed
 * between them. The processes run these over the store's own feed, a Lambda function over the streams of DynamoDB. Each
 * bears repeats: it asks what is there now, or does what is done once under its id.
 */
export function changeRouters({ config, dependencies }: ChangeHandlersOptions): readonly ChangeRouter[] {
  const { data, objects } = dependencies
  const tableName = tableNamesOf(config)
  const notifier = createNotifier(data)
  const router = (): ChangeRouter => new ChangeRouter({ tableName })
  return [
    onFinishedJob(router(), (job) => tellSubmitter(job, notifier)),
    routePropertyChanges(router(), { objects }),
  ]
}

async function tellSubmitter(job: FinishedJob, notifier: Notifier): Promise<void> {
  const { jobId, jobType, status, notifyAccountId: accountId, updatedAt, version } = job
  if (accountId === null) return
  await notifier.notify({
    accountId,
    // A job that failed may be sent back, and then end again.
    notificationId: `job-${jobId}-${version}`,
    dateTime: Date.parse(updatedAt),
    notificationType: status === 'COMPLETED' ? 'JOB_COMPLETED' : 'JOB_FAILED',
    notificationName: jobType,
    message: `The job ${jobType} ${status === 'COMPLETED' ? 'is done' : 'has failed'}.`,
    labels: { jobId, status },
  })
}
