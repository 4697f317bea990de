import closeWithGrace from 'close-with-grace'
import { config as loadDotenv } from 'dotenv'
import { buildApp } from './app.ts'
import { composeJobs, createWorker } from './background-jobs.ts'
import { createExpirySweep, together } from './background-services.ts'
import { createChangeConsumers } from './change-consumers.ts'
import { ConfigError, loadConfig, type Config } from './config.ts'
import { createDependencies } from './dependencies.ts'
import type { HttpServer } from './http-server.ts'
import { createLogger } from './logger.ts'
import { createObservability } from './observability.ts'
import { explain, SHUTDOWN_MS, warnOf } from './process.ts'
import { loadSample } from './sample.ts'

async function start(): Promise<void> {
  loadDotenv({ quiet: true })
  const config = loadConfig()
  const logger = await createLogger(config.LOG_LEVEL)
  const observability = await createObservability({ config, log: logger, servesRequests: true })
  const dependencies = await createDependencies(config, warnOf(logger), observability.observeCall)
  const background = { config, dependencies, log: logger }
  const jobs = composeJobs(background)
  const app = await buildApp({ config, dependencies, logger, jobs, observability })
  const services = together(
    observability.server,
    createWorker(background, jobs),
    createExpirySweep(dependencies, logger),
    createChangeConsumers(background),
  )
  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ err, signal }) => {
    if (err) logger.error({ err }, 'Closing after an error')
    else logger.info(`Closing after ${String(signal)}: finishing the requests under way`)
    await Promise.all([app.close(), services.stop()])
    await dependencies.close()
    logger.info('Closed')
  })
  const isWanted = config.LOAD_SAMPLE ?? config.DATA_BACKEND === 'sqlite'
  const hasLoaded = isWanted && (await loadSample({ dependencies, jobs }))
  const address = await listen(app, config)
  services.start()
  for (const line of greeting(config, address, hasLoaded)) logger.info(line)
}

async function listen(app: HttpServer, { HOST: host, PORT: port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port, listenTextResolver: () => 'Accepting connections' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new ConfigError(`Port ${port} of ${host} is in use: set PORT to another one`)
    if (code === 'EACCES')
      throw new ConfigError(`Port ${port} of ${host} may not be used: set PORT to one above 1023`)
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
      throw new ConfigError(`HOST ${host} is no address of this machine`)
    throw error
  }
}

function greeting({ DATA_BACKEND, SQLITE_PATH }: Config, address: string, hasLoaded: boolean): string[] {
  const where = { sqlite: `SQLite in ${SQLITE_PATH}`, dynamodb: 'DynamoDB', postgres: 'PostgreSQL' }[
    DATA_BACKEND
  ]
  return [
    `Data is kept by ${where}${hasLoaded ? '; sample data loaded' : ''}`,
    `API:  ${address}/api/v1/passengers`,
    `Docs: ${address}/docs`,
  ]
}

try {
  await start()
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
