import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Tracing } from '../common/observability/tracing.ts'

/** Traces each request, and sends the last spans when the app has closed. */
async function tracingOf(app: FastifyInstance, { tracing }: { readonly tracing: Tracing }): Promise<void> {
  app.addHook('onClose', () => tracing.stop())
  await app.register(tracing.plugin)
}

/** Register it only where traces are sent, before the routes. */
export const tracingPlugin = fp(tracingOf, { name: 'tracing', fastify: '5.x' })
