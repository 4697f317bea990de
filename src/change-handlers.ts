import { TableDataService } from './common/data/table-data-service.ts'
import { ChangeRouter } from './common/streams/change-router.ts'
import { tableNamesOf, type Dependencies } from './dependencies.ts'
import type { Config } from './config.ts'
import { routeUserChanges, userModel } from './features/accounts/index.ts'
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
  const users = new TableDataService(userModel, data)
  const router = (): ChangeRouter => new ChangeRouter({ tableName })
  return [
    onUsers(routeUserChanges(router(), { data }), users, notifier),
    onFinishedJob(router(), (job) => tellSubmitter(job, users, notifier)),
    routePropertyChanges(router(), { objects }),
  ]
}

type Users = TableDataService<typeof userModel>

function onUsers(router: ChangeRouter, users: Users, notifier: Notifier): ChangeRouter {
  return router.on(userModel, async (event) => {
    if (event.kind === 'modify') return
    const { userId: accountId } = event.kind === 'insert' ? event.after : event.before
    // A repeat may come late, when the id has another user: what counts is who is there now.
    const user = await users.get(accountId)
    if (event.kind === 'remove') {
      await notifier.forget(accountId, user?.createdAt)
    } else if (user?.createdAt === event.after.createdAt) {
      await notifier.notify({
        accountId,
        notificationId: 'welcome',
        dateTime: Date.parse(user.createdAt),
        notificationType: 'WELCOME',
        notificationName: 'Welcome',
        message: `Welcome, ${user.name}.`,
      })
    }
  })
}

async function tellSubmitter(job: FinishedJob, users: Users, notifier: Notifier): Promise<void> {
  const { jobId, jobType, status, notifyAccountId: accountId, createdAt, updatedAt, version } = job
  if (accountId === null) return
  const notification = {
    accountId,
    // A job that failed may be sent back, and then end again.
    notificationId: `job-${jobId}-${version}`,
    dateTime: Date.parse(updatedAt),
    notificationType: status === 'COMPLETED' ? 'JOB_COMPLETED' : 'JOB_FAILED',
    notificationName: jobType,
    message: `The job ${jobType} ${status === 'COMPLETED' ? 'is done' : 'has failed'}.`,
    labels: { jobId, status },
  }
  // Nobody is told for a user who is gone, and whoever has the id since then did not ask for the job.
  const asker = { deletion: null, createdAt: { lte: createdAt } }
  await notifier.notify(notification, users.planCheck(accountId, { if: asker }))
}
