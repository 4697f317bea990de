import { EventStreams } from './common/http/event-streams.ts'
import { Idempotency } from './common/http/idempotency.ts'
import { composeJobs } from './background-jobs.ts'
import type { Config } from './config.ts'
import { tableNamesOf, type Dependencies } from './dependencies.ts'
import { accounts, accountsTag } from './features/accounts/index.ts'
import { jobs, jobsTag, type Jobs } from './features/jobs/index.ts'
import { notifications, notificationsTag } from './features/notifications/index.ts'
import { passengers, passengersTag, type SubmitJob } from './features/passengers/index.ts'
import { properties, propertiesTag } from './features/properties/index.ts'
import { stories, storiesTag } from './features/stories/index.ts'
import { createHttpServer, registerPlugins, type HttpServer, type HttpServerOptions } from './http-server.ts'
import { landing } from './landing.ts'
import { watchBacklog, type Observability } from './observability.ts'
import { securitySchemes } from './plugins/authentication.ts'
import { landingPage } from './plugins/landing-page/index.ts'
import { versionOf } from './version.ts'

const DESCRIPTION =
  'A REST service on DynamoDB. Errors are RFC 9457 problem details; lists are paged by opaque cursors; single ' +
  'resources carry their version as an ETag.'

/** What the documentation and the landing page group operations by, in this order. */
const tags = [passengersTag, jobsTag, storiesTag, propertiesTag, notificationsTag, accountsTag]

export interface AppOptions {
  readonly config: Config
  readonly dependencies: Dependencies
  readonly logger: HttpServerOptions['logger']
  /** For a start that a client waits for: see the option of the server. */
  readonly schemaController?: HttpServerOptions['schemaController']
  /** Shared with the worker of the process, where there is one. */
  readonly jobs?: Jobs
  readonly observability?: Pick<Observability, 'metrics' | 'countsCalls' | 'tracing'>
}

/** The whole service: plugins in order, then features in order, one line each. */
export async function buildApp({ config, dependencies, logger, ...given }: AppOptions): Promise<HttpServer> {
  const app = createHttpServer({
    logger,
    trustProxy: config.trustedProxies,
    takesUploads: dependencies.objectRoutes !== undefined,
    schemaController: given.schemaController,
  })
  const version = versionOf(config)
  const openapi = {
    title: 'Bulkhead',
    version,
    description: DESCRIPTION,
    tags,
    ...(dependencies.authentication && { securitySchemes }),
  }
  await registerPlugins(app, {
    openapi,
    version,
    build: config.BUILD_VERSION,
    isReady: () => dependencies.checkReady(),
    corsOrigins: config.corsOrigins,
    rateLimitMax: config.RATE_LIMIT_MAX,
    maxDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
    requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
    isTlsTerminated: config.TLS_TERMINATED,
    authentication: dependencies.authentication,
    metrics: given.observability?.metrics,
    tracing: given.observability?.tracing,
    countsCalls: given.observability?.countsCalls,
  })

  if (dependencies.objectRoutes) await app.register(dependencies.objectRoutes)
  const { data, objects } = dependencies
  const idempotency = new Idempotency(data, config.IDEMPOTENCY_ENABLED)
  const streams = new EventStreams(app, { perClient: config.SSE_STREAMS_PER_CLIENT })
  const metrics = given.observability?.metrics
  if (metrics) {
    metrics.gauge('sse_streams_open', 'Event streams that are open', () => streams.size)
    watchBacklog({ metrics }, data)
  }
  const background = given.jobs ?? composeJobs({ config, dependencies })
  const submitJob: SubmitJob = (jobType, inputData) => background.service.submit({ jobType, inputData })
  if (config.LANDING_PAGE ?? config.APP_ENV === 'dev') {
    await app.register(landingPage, landing({ config, dependencies, jobs: background, openapi }))
  }
  await app.register(passengers, { prefix: '/api/v1', data, idempotency, objects, submitJob })
  await app.register(jobs, { prefix: '/api/v1', jobs: background, idempotency, streams })
  await app.register(stories, { prefix: '/api/v1', data })
  await app.register(properties, { prefix: '/api/v1', data, objects, idempotency })
  const tableName = tableNamesOf(config)
  await app.register(notifications, { prefix: '/api/v1', data, tableName, idempotency, streams })
  await app.register(accounts, { prefix: '/api/v1', data, idempotency })
  return app
}
