import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Metrics } from '../common/observability/metrics.ts'
import { onClientLeft } from './client-left.ts'

/** Tells the metrics of each request, and how many are under way. */
function requestMetrics(
  app: FastifyInstance,
  { metrics }: { readonly metrics: Metrics },
  done: () => void,
): void {
  let inFlight = 0
  const count = (
    { method, routeOptions }: FastifyRequest,
    { elapsedTime: ms }: FastifyReply,
    status: number,
  ) => {
    const { url: route = 'none', config } = routeOptions
    if (config.accessLog !== false) metrics.requestDone({ method, route, status, ms })
  }
  app.addHook('onRequest', (request, reply, next) => {
    inFlight += 1
    // Of every answer, also one whose client has left before it was complete.
    reply.raw.once('close', () => {
      inFlight -= 1
    })
    onClientLeft(reply, (status) => {
      count(request, reply, status)
    })
    next()
  })
  app.addHook('onResponse', (request, reply, next) => {
    count(request, reply, reply.statusCode)
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
