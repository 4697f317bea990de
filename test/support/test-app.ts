import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { composeJobs, createWorker } from '../../src/background-jobs.ts'
import { together } from '../../src/background-services.ts'
import { createChangeConsumers } from '../../src/change-consumers.ts'
import type { JobType } from '../../src/common/queue/job-type.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies, type Dependencies } from '../../src/dependencies.ts'
import { jobTypes as ownJobTypes } from '../../src/job-types.ts'
import type { HttpServer } from '../../src/http-server.ts'
import { createObservability } from '../../src/observability.ts'
import type { Metrics } from '../../src/common/observability/metrics.ts'
import { LEVELS } from '../../src/logger.ts'
import { warnOf } from '../../src/process.ts'
import { startDynamoDbServer, type DynamoDbServer } from './dynamodb-servers.ts'

export type Environment = Readonly<Record<string, string>>

export interface TestApp {
  readonly app: HttpServer
  readonly dependencies: Dependencies
  readonly metrics: Metrics | undefined
  close(): Promise<void>
}

export interface TestAppOptions {
  /** Job types in the place of those of the service; a worker runs then, too. */
  readonly jobTypes?: readonly JobType[] | undefined
  /** Those of the service behind them. */
  readonly withOwnJobTypes?: boolean
  /** Acts on changes, as a process of the service does. */
  readonly withChangeEvents?: boolean
  /** Where the log goes; nowhere without it. */
  readonly log?: { write(line: string): void } | undefined
  readonly isLambda?: boolean
}

/**
 * The whole service as `server.ts` composes it, on an empty SQLite store in memory and an empty folder of objects;
 * variables change that.
 */
export async function startTestApp(
  environment: Environment = {},
  { jobTypes, withOwnJobTypes = false, withChangeEvents = false, log, isLambda = false }: TestAppOptions = {},
): Promise<TestApp> {
  const objects = join(tmpdir(), `bulkhead-objects-${randomBytes(5).toString('hex')}`)
  const config = loadConfig({
    SQLITE_PATH: ':memory:',
    OBJECTS_PATH: objects,
    LOG_LEVEL: 'silent',
    ...environment,
  })
  const logger = pino(
    { level: log ? 'info' : 'silent', formatters: LEVELS },
    log ?? { write: () => undefined },
  )
  const observability = await createObservability({ config, log: logger, isLambda, servesRequests: true })
  const dependencies = await createDependencies(config, warnOf(logger), observability.observeCall)
  const own = withOwnJobTypes ? ownJobTypes({ config, dependencies }) : []
  const types = jobTypes && [...jobTypes, ...own]
  const background = { config, dependencies, types }
  const jobs = composeJobs(background)
  const app = await buildApp({ config, dependencies, logger: log ? logger : false, jobs, observability })
  await app.ready()
  const services = together(
    jobTypes && createWorker(background, jobs),
    withChangeEvents ? createChangeConsumers({ config, dependencies }) : undefined,
  )
  services.start()
  return {
    app,
    dependencies,
    metrics: observability.metrics,
    async close() {
      await Promise.all([app.close(), services.stop()])
      await dependencies.close()
      rmSync(objects, { recursive: true, force: true })
    },
  }
}

/** What chooses tables of its own on a DynamoDB-protocol server: configuration only. */
export const onDynamoDb = ({ endpoint }: Pick<DynamoDbServer, 'endpoint'>): Environment => ({
  DATA_BACKEND: 'dynamodb',
  DYNAMODB_ENDPOINT: endpoint,
  APP_NAMESPACE: `t${randomBytes(5).toString('hex')}`,
})

/** Tables of its own in a PostgreSQL database. */
const onPostgres = (databaseUrl: string): Environment => ({
  DATA_BACKEND: 'postgres',
  DATABASE_URL: databaseUrl,
  APP_NAMESPACE: `t${randomBytes(5).toString('hex')}`,
})

/** The app of the suite that is running; it has been started when the tests run. */
export type CurrentApp = () => HttpServer

/** How suites reach the app: directly, or through what another test file puts before it. */
let reach: (app: HttpServer) => Promise<HttpServer> = (app) => Promise.resolve(app)

/** Registers the suites of other test files, by their paths below `test/features`, once more behind a door. */
export async function suitesBehind(
  name: string,
  door: typeof reach,
  files: readonly string[],
): Promise<void> {
  const direct = reach
  reach = door
  // The query makes it another module, whose suites are registered anew.
  for (const file of files) await import(/* @vite-ignore */ `../features/${file}.test.ts?${name}`)
  reach = direct
}

/** A service that runs elsewhere, and stands for every backend. */
let deployed: CurrentApp | undefined

/** Registers the suites of other test files once more, at a service that runs elsewhere. */
export async function suitesAt(name: string, app: CurrentApp, files: readonly string[]): Promise<void> {
  deployed = app
  for (const file of files) await import(/* @vite-ignore */ `../features/${file}.test.ts?${name}`)
  deployed = undefined
}

export interface Backend {
  /**
   * An update that creates an item answers no item before it, as on AWS; dynoxide 1.2.1 answers the bare key, so a
   * client there cannot tell a new item from an old one.
   */
  readonly tellsNewFromOld: boolean
}

/**
 * The same suite on every backend that is here. The suite is given a way to reach the app, not the app itself, which
 * starts with the suite and stops after it.
 */
export async function onEveryBackend(
  suite: (app: CurrentApp, backend: Backend) => void,
  environment: Environment = {},
  options: TestAppOptions = {},
): Promise<void> {
  if (deployed) {
    suite(deployed, { tellsNewFromOld: false })
    return
  }
  describe('on SQLite', () => {
    suite(
      lifetime(() => startTestApp(environment, options)),
      { tellsNewFromOld: true },
    )
  })

  const databaseUrl = process.env.DATABASE_URL
  if (databaseUrl === undefined) console.info('Skipping PostgreSQL: DATABASE_URL is not set')
  describe.skipIf(databaseUrl === undefined)('on PostgreSQL', () => {
    suite(
      lifetime(() => startTestApp({ ...onPostgres(databaseUrl ?? ''), ...environment }, options)),
      { tellsNewFromOld: true },
    )
  })

  const server = await startDynamoDbServer()
  const canTransact = server.capabilities.has('transactions')
  const tellsNewFromOld = server.name !== 'dynoxide'
  if (!tellsNewFromOld) console.info('Skipping 201 of PUT on dynoxide: it answers a bare key for no item')
  if (!canTransact) {
    console.info(`Skipping the suite on ${server.name}: it has no transactions`)
    await server.stop()
  }
  describe.skipIf(!canTransact)(`on DynamoDB (${server.name})`, () => {
    suite(
      lifetime(() => startTestApp({ ...onDynamoDb(server), ...environment }, options)),
      { tellsNewFromOld },
    )
    afterAll(() => server.stop())
  })
}

function lifetime(start: () => Promise<TestApp>): CurrentApp {
  let running: TestApp | undefined
  let reached: HttpServer | undefined
  const door = reach
  beforeAll(async () => {
    running = await start()
    reached = await door(running.app)
  }, 60_000)
  afterAll(async () => {
    await running?.close()
  })
  return () => {
    if (!reached) throw new Error('The app runs in tests and hooks only')
    return reached
  }
}
