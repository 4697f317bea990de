import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Metrics } from '../common/observability/metrics.ts'

/** Tells the metrics of each request, and how many are under way. */
function requestMetrics(
  app: FastifyInstance,
  { metrics }: { readonly metrics: Metrics },
  done: () => void,
): void {
  let inFlight = 0
  app.addHook('onRequest', (_request, reply, next) => {
    inFlight += 1
    // Of every answer, also one whose client has left before it was complete.
    reply.raw.once('close', () => {
      inFlight -= 1
    })
    next()
  })
  app.addHook('onResponse', (request, reply, next) => {
    const { url = 'none', config } = request.routeOptions
    if (config.accessLog !== false) {
      metrics.requestDone({
        method: request.method,
        route: url,
        status: reply.statusCode,
        ms: reply.elapsedTime,
      })
    }
    next()
  })
  metrics.gauge(
    'http_requests_in_flight',
    'Requests under way, open event streams among them',
    () => inFlight,
  )
  done()
}

/** Register it only where there are metrics. */
export const requestMetricsPlugin = fp(requestMetrics, { name: 'request-metrics', fastify: '5.x' })
