import closeWithGrace from 'close-with-grace'
import { config as loadDotenv } from 'dotenv'
import { buildApp } from './app.ts'
import { ConfigError, loadConfig, type Config } from './config.ts'
import type { DataEvent } from './common/data/data-context.ts'
import { DataError } from './common/data/errors.ts'
import type { OutboxEvent } from './common/queue/outbox-event.ts'
import { createDependencies } from './dependencies.ts'
import { loadSamplePassengers } from './features/passengers/index.ts'
import type { HttpServer } from './http-server.ts'
import { createLogger } from './logger.ts'

/** What a shutdown may take; work that is not done by then is cut off. */
const SHUTDOWN_MS = 9_000

async function start(): Promise<void> {
  loadDotenv({ quiet: true })
  const config = loadConfig()
  const logger = await createLogger(config.LOG_LEVEL)
  const dependencies = await createDependencies(config, (event) => {
    logger.warn(event, describe(event))
  })
  const app = await buildApp({ config, dependencies, logger })
  app.addHook('onClose', () => dependencies.close())
  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ err, signal }) => {
    if (err) logger.error({ err }, 'Closing after an error')
    else logger.info(`Closing after ${String(signal)}: finishing the requests under way`)
    await app.close()
    logger.info('Closed')
  })
  const loaded =
    (config.LOAD_SAMPLE ?? config.DATA_BACKEND === 'sqlite')
      ? await loadSamplePassengers(dependencies.data)
      : 0
  const address = await listen(app, config)
  for (const line of greeting(config, address, loaded)) logger.info(line)
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

function greeting({ DATA_BACKEND, SQLITE_PATH }: Config, address: string, loaded: number): string[] {
  const where = { sqlite: `SQLite in ${SQLITE_PATH}`, dynamodb: 'DynamoDB', postgres: 'PostgreSQL' }[
    DATA_BACKEND
  ]
  return [
    `Data is kept by ${where}${loaded > 0 ? `; ${loaded} sample passengers loaded` : ''}`,
    `API:  ${address}/api/v1/passengers`,
    `Docs: ${address}/docs`,
  ]
}

function describe(event: DataEvent | OutboxEvent): string {
  if (event.type === 'outbox_waits') return 'SQS does not take messages: they wait in the outbox'
  if (event.type === 'outbox_recovered') return 'SQS takes messages again'
  if (event.type === 'corrupt_item') return `A stored ${event.model} does not fit its model and is left out`
  return `A query of ${event.model} by ${event.attributes.join(', ')} has no index and reads the table`
}

/** What the operator can mend is one sentence; anything else is a fault of the program and keeps its stack. */
function explain(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof DataError)) return error
  return `The data store cannot be used: ${error.message}; see DATA_BACKEND, SQLITE_PATH, DATABASE_URL and DYNAMODB_ENDPOINT`
}

try {
  await start()
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
