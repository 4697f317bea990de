import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { RequestUsage, runWithUsage } from '../common/observability/request-usage.ts'

/** Counts what each request asks of the backend, for its line in the log. */
function requestUsage(app: FastifyInstance, _options: object, done: () => void): void {
  app.decorateRequest('usage', null)
  // After the body has been read: its events would lose the context. Nothing asks the backend before.
  app.addHook('preHandler', (request, _reply, next) => {
    request.usage = new RequestUsage()
    runWithUsage(request.usage, next)
  })
  done()
}

/** Register it only where the calls are counted: the context costs each request some microseconds. */
export const requestUsagePlugin = fp(requestUsage, { name: 'request-usage', fastify: '5.x' })
