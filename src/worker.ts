import closeWithGrace from 'close-with-grace'
import { config as loadDotenv } from 'dotenv'
import { composeJobs, createWorker } from './background-jobs.ts'
import { createExpirySweep, together } from './background-services.ts'
import { createChangeConsumers } from './change-consumers.ts'
import { ConfigError, loadConfig } from './config.ts'
import { createDependencies } from './dependencies.ts'
import { createLogger } from './logger.ts'
import { createObservability, watchBacklog } from './observability.ts'
import { explain, SHUTDOWN_MS, warnOf } from './process.ts'

/** A process that does background jobs and serves nothing. */
async function start(): Promise<void> {
  loadDotenv({ quiet: true })
  const config = loadConfig()
  const log = await createLogger(config.LOG_LEVEL)
  const observability = await createObservability({ config, log })
  const dependencies = await createDependencies(config, warnOf(log), observability.observeCall)
  const options = { config, dependencies, log }
  const worker = createWorker(options, composeJobs(options))
  if (!worker) {
    await dependencies.close()
    throw new ConfigError(
      dependencies.queue
        ? 'WORKER_CONCURRENCY is 0: there is nothing to do'
        : 'There is no queue to work at: see QUEUE_BACKEND',
    )
  }
  const services = together(
    observability.server,
    worker,
    createExpirySweep(dependencies, log),
    createChangeConsumers(options),
  )
  watchBacklog(observability, dependencies.data)
  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ err, signal }) => {
    if (err) log.error({ err }, 'Closing after an error')
    else log.info(`Closing after ${String(signal)}: finishing the jobs in hand, or giving them back`)
    await services.stop()
    await dependencies.close()
    log.info('Closed')
  })
  services.start()
  log.info(`Working at up to ${config.WORKER_CONCURRENCY} jobs at a time`)
}

try {
  await start()
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
