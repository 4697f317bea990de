import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyLoggerOptions } from 'fastify'
import type { SchemaController } from './common/http/schema-compilers.ts'
import { schemaController } from './common/http/validation.ts'
import type { Metrics } from './common/observability/metrics.ts'
import type { Tracing } from './common/observability/tracing.ts'
import { authenticationPlugin, type AuthenticationOptions } from './plugins/authentication.ts'
import { AccessLog } from './plugins/access-log.ts'
import { clientErrorHandler, clientErrorsPlugin } from './plugins/client-errors.ts'
import { contentNegotiationPlugin } from './plugins/content-negotiation.ts'
import { corsPlugin } from './plugins/cors.ts'
import { createDrainState, type DrainState, drainingPlugin } from './plugins/draining.ts'
import { healthPlugin } from './plugins/health.ts'
import { jsonBodyPlugin } from './plugins/json-body.ts'
import { loadSheddingPlugin } from './plugins/load-shedding.ts'
import { methodNotAllowedPlugin } from './plugins/method-not-allowed.ts'
import { notModifiedPlugin } from './plugins/not-modified.ts'
import { openapiGuardPlugin } from './plugins/openapi-guard.ts'
import { DOCS_PREFIX, type OpenapiOptions } from './plugins/openapi-options.ts'
import { openapiPlugin } from './plugins/openapi.ts'
import { frameworkErrors, problemDetailsPlugin } from './plugins/problem-details.ts'
import { problemPagesPlugin } from './plugins/problem-pages.ts'
import { rateLimitPlugin } from './plugins/rate-limit.ts'
import { genReqId, requestContextPlugin } from './plugins/request-context.ts'
import { requestDeadlinePlugin } from './plugins/request-deadline.ts'
import { requestMetricsPlugin } from './plugins/request-metrics.ts'
import { requestTargetPlugin } from './plugins/request-target.ts'
import { requestUsagePlugin } from './plugins/request-usage.ts'
import { securityHeadersPlugin } from './plugins/security-headers.ts'
import { strictQueryPlugin } from './plugins/strict-query.ts'
import { tracingPlugin } from './plugins/tracing.ts'

export interface HttpServerOptions {
  /** A pino logger, pino options, or false for silence. */
  readonly logger: FastifyBaseLogger | FastifyLoggerOptions | false
  /** Largest request body in bytes; 1 MiB by default. */
  readonly bodyLimit?: number
  /** Addresses or CIDR ranges of the proxies whose `X-Forwarded-*` headers count; none by default. */
  readonly trustProxy?: readonly string[]
  /** Files are uploaded to the service itself, over lines that may be slow. */
  readonly takesUploads?: boolean
  /** How schemas become functions; at the start by default, where what is wrong with one stops it. */
  readonly schemaController?: SchemaController | undefined
  /** How long a request may take to arrive; shorter in tests. */
  readonly timeouts?: { readonly requestMs: number; readonly headersMs: number; readonly checkMs: number }
}

const DEFAULT_TIMEOUTS = { requestMs: 15_000, headersMs: 10_000, checkMs: 1000 }
/** Node has one limit for all requests of a server: this one is 10 MB at 1.4 Mbit/s. */
const UPLOAD_TIMEOUTS = { ...DEFAULT_TIMEOUTS, requestMs: 60_000 }

/** The bare server: everything that Fastify and Node want to know when they are made. */
export function createHttpServer(options: HttpServerOptions) {
  const usual = options.takesUploads ? UPLOAD_TIMEOUTS : DEFAULT_TIMEOUTS
  const { requestMs, headersMs, checkMs } = options.timeouts ?? usual
  const proxies = options.trustProxy ?? []
  return Fastify({
    ...loggerOptions(options.logger),
    logController: new AccessLog(),
    bodyLimit: options.bodyLimit ?? 1_048_576,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    // Node checks these only every 30 s by default, and Fastify overwrites a requestTimeout given under `http`.
    requestTimeout: requestMs,
    http: {
      headersTimeout: headersMs,
      connectionsCheckingInterval: checkMs,
      // Node would answer an empty 400; the request-context plugin answers it as problem details.
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 512 },
    // Requests on open connections are served while the server closes, and told to close theirs.
    return503OnClosing: false,
    genReqId,
    frameworkErrors,
    clientErrorHandler,
    schemaController: options.schemaController ?? schemaController,
  }).withTypeProvider<TypeBoxTypeProvider>()
}

function loggerOptions(logger: HttpServerOptions['logger']) {
  return logger !== false && 'child' in logger ? { loggerInstance: logger } : { logger }
}

/** The Fastify instance as features see it. */
export type HttpServer = ReturnType<typeof createHttpServer>

export interface PluginsOptions {
  readonly openapi: OpenapiOptions
  readonly version: string
  readonly build: string
  /** Resolves when the backends answer. */
  readonly isReady: () => Promise<void>
  /** Exact origins or `*`; none for no CORS. */
  readonly corsOrigins?: readonly string[]
  /** Requests a minute and client; 0 for no limit. */
  readonly rateLimitMax?: number
  /** How late the event loop may be before requests are refused, in milliseconds; 0 for no limit. */
  readonly maxDelayMs?: number
  /** How long a request may wait for its answer, in milliseconds; 0 for no limit. */
  readonly requestTimeoutMs?: number
  readonly isTlsTerminated?: boolean
  /** How tokens are verified; without it every route is open. */
  readonly authentication?: AuthenticationOptions | undefined
  readonly metrics?: Metrics | undefined
  readonly tracing?: Tracing | undefined
  /** Count the backend calls of each request, for its line in the log. */
  readonly countsCalls?: boolean | undefined
  /** Given where something else needs to know of, or to start, the drain. */
  readonly drain?: DrainState
  /** How long requests under way may take while the server closes, in milliseconds; shorter in tests. */
  readonly drainMs?: number
}

/** Paths that no limit is for. */
const EXEMPT = ['/health/', '/version', DOCS_PREFIX, '/openapi.json']

/** Registers every app-wide plugin, in the order in which their hooks are to run. Features come after. */
export async function registerPlugins(app: HttpServer, options: PluginsOptions): Promise<void> {
  const instance: FastifyInstance = app
  const drain = options.drain ?? createDrainState()
  const corsOrigins = options.corsOrigins ?? []
  const rateLimitMax = options.rateLimitMax ?? 0

  // Errors first: a plugin that is loaded before the error handler keeps Fastify's own.
  await instance.register(problemDetailsPlugin)
  await instance.register(clientErrorsPlugin)
  await instance.register(requestContextPlugin)
  if (options.tracing) await instance.register(tracingPlugin, { tracing: options.tracing })
  if (options.metrics) await instance.register(requestMetricsPlugin, { metrics: options.metrics })
  await instance.register(securityHeadersPlugin, { isTlsTerminated: options.isTlsTerminated ?? false })
  if (corsOrigins.length > 0) await instance.register(corsPlugin, { origins: corsOrigins })
  if (options.maxDelayMs) {
    const { maxDelayMs, metrics } = options
    const onShed =
      metrics &&
      (() => {
        metrics.requestShed()
      })
    await instance.register(loadSheddingPlugin, { maxDelayMs, exempt: EXEMPT, onShed })
  }
  if (rateLimitMax > 0) {
    await instance.register(rateLimitPlugin, { max: rateLimitMax, exempt: EXEMPT })
  }
  await instance.register(requestTargetPlugin)
  await instance.register(methodNotAllowedPlugin)
  await instance.register(contentNegotiationPlugin)
  // After the negotiation, so that its hook comes before that one's.
  if (options.authentication) await instance.register(authenticationPlugin, options.authentication)
  await instance.register(jsonBodyPlugin)
  await instance.register(strictQueryPlugin)
  await instance.register(notModifiedPlugin)
  await instance.register(drainingPlugin, { drain, drainMs: options.drainMs })
  if (options.countsCalls) await instance.register(requestUsagePlugin)
  if (options.requestTimeoutMs) {
    await instance.register(requestDeadlinePlugin, { timeoutMs: options.requestTimeoutMs })
  }
  // Routes from here on: these watch them being added.
  await instance.register(openapiGuardPlugin)
  await instance.register(openapiPlugin, options.openapi)
  await instance.register(problemPagesPlugin)
  await instance.register(healthPlugin, {
    drain,
    isReady: options.isReady,
    version: options.version,
    build: options.build,
  })
}
