import { writeSync } from 'node:fs'
import type { FastifyBaseLogger } from 'fastify'
import type { DataContext } from './common/data/data-context.ts'
import type { StoreCall } from './common/data/store/observed-store.ts'
import type { Metrics } from './common/observability/metrics.ts'
import type { Tracing } from './common/observability/tracing.ts'
import { currentUsage } from './common/observability/request-usage.ts'
import { Backlog } from './common/queue/backlog.ts'
import { JOBS } from './dependencies.ts'
import type { BackgroundService } from './background-services.ts'
import type { Config } from './config.ts'
import { versionOf } from './version.ts'

/** What a process tells of itself, as configured; what is off costs nothing and is not loaded. */
export interface Observability {
  /** For the data store; undefined where nobody is interested in its calls. */
  readonly observeCall: ((call: StoreCall) => void) | undefined
  readonly countsCalls: boolean
  readonly metrics: Metrics | undefined
  readonly tracing: Tracing | undefined
  /** Answers who asks for the metrics. */
  readonly server: BackgroundService | undefined
}

export interface ObservabilityOptions {
  readonly config: Config
  readonly isLambda?: boolean
  /** A server: the process has requests to trace. */
  readonly servesRequests?: boolean
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>
}

export async function createObservability(options: ObservabilityOptions): Promise<Observability> {
  const { config } = options
  const { metrics, server } = await createMetrics(options)
  const tracing = await createTracing(options)
  const countsCalls = config.LOG_BACKEND_CALLS ?? config.DATA_BACKEND === 'dynamodb'
  const observeCall =
    countsCalls || metrics || tracing
      ? (call: StoreCall): void => {
          currentUsage()?.add(call)
          metrics?.storeCall(call)
          tracing?.storeCall(call)
        }
      : undefined
  return { observeCall, countsCalls, metrics, tracing, server }
}

/** How much work waits, for whoever asks for the metrics. */
export function watchBacklog({ metrics }: Pick<Observability, 'metrics'>, data: DataContext): void {
  const backlog = new Backlog(data, JOBS)
  metrics?.gauge('queue_depth', 'Jobs that wait or are worked at', () => backlog.depth())
  metrics?.gauge('queue_oldest_seconds', 'How long the first job has been waiting for a worker', () =>
    backlog.ageSeconds(),
  )
}

/** Of requests alone: a function of Lambda has the layers of AWS for it, which know when it is frozen. */
async function createTracing({
  config,
  servesRequests = false,
}: ObservabilityOptions): Promise<Tracing | undefined> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, APP_ENV: environment } = config
  if (endpoint === undefined || !servesRequests) return undefined
  const { Tracing: Traces } = await import('./common/observability/tracing.ts')
  return new Traces({ endpoint, environment, version: versionOf(config) })
}

async function createMetrics({
  config,
  isLambda = false,
  log,
}: ObservabilityOptions): Promise<Pick<Observability, 'metrics' | 'server'>> {
  if (config.METRICS_PORT !== undefined) {
    const { PrometheusMetrics } = await import('./common/observability/prometheus-metrics.ts')
    const { MetricsServer } = await import('./common/observability/metrics-server.ts')
    const metrics = new PrometheusMetrics()
    const server = new MetricsServer(metrics)
    const at = { host: config.HOST, port: config.METRICS_PORT }
    return {
      metrics,
      server: {
        start: () => {
          server.listen(at).then(
            (address) => {
              log.info(`Metrics: ${address}`)
            },
            (error: unknown) => {
              log.error({ err: error }, 'Metrics cannot be served: see METRICS_PORT')
            },
          )
        },
        stop: () => server.close(),
      },
    }
  }
  if (!(config.EMF_METRICS ?? isLambda)) return { metrics: undefined, server: undefined }
  const { EmbeddedMetrics } = await import('./common/observability/embedded-metrics.ts')
  const { APP_METRIC_NAMESPACE: given, APP_NAMESPACE, APP_ENV } = config
  const namespace = given === '' ? `${APP_NAMESPACE === '' ? 'app' : APP_NAMESPACE}/${APP_ENV}` : given
  // At once: a function is frozen when it has answered.
  const write = (line: string): void => void writeSync(process.stdout.fd, line)
  return { metrics: new EmbeddedMetrics({ namespace, service: 'bulkhead', write }), server: undefined }
}
