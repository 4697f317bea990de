import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import fp from 'fastify-plugin'
import { unavailable } from '../common/http/http-error.ts'
import { jsonResponse, problems } from '../common/http/responses.ts'
import { stringEnum } from '../common/http/schema.ts'
import type { DrainState } from './draining.ts'
import { readinessOf } from './readiness.ts'
import './route-config.ts'

export interface HealthOptions {
  readonly drain: DrainState
  /** Resolves when what the service depends on answers. */
  readonly isReady: () => Promise<void>
  readonly version: string
  readonly build: string
}

const operation = (operationId: string, summary: string, description: string) => ({
  operationId,
  summary,
  description,
  tags: ['service'],
  security: [],
})

const StatusSchema = (status: string) =>
  Type.Object({ status: stringEnum([status], { description: 'The verdict', examples: [status] }) })

const LIVE = {
  ...operation('getLiveness', 'Is the process alive', 'Asks nothing of any dependency. Restart on failure.'),
  response: {
    200: jsonResponse(StatusSchema('ok'), { description: 'Alive', examples: { ok: { status: 'ok' } } }),
    ...problems(400, 414),
  },
}

const READY = {
  ...operation(
    'getReadiness',
    'Can the service take requests',
    'Asks the store, at most once a second. 503 when it does not answer, and while the service shuts down.',
  ),
  response: {
    200: jsonResponse(StatusSchema('ready'), {
      description: 'Ready',
      examples: { ready: { status: 'ready' } },
    }),
    ...problems(400, 414, 503),
  },
}

const VERSION = {
  ...operation('getVersion', 'Which version is running', 'Version and build of the running service.'),
  response: {
    200: jsonResponse(
      Type.Object({
        version: Type.String({ description: 'Version of the service', examples: ['1.0.0'] }),
        build: Type.String({ description: 'Build that is running', examples: ['dev'] }),
      }),
      { description: 'The version', examples: { version: { version: '1.0.0', build: 'dev' } } },
    ),
    ...problems(400, 414),
  },
}

/** `/health/live`, `/health/ready` and `/version`. */
const health: FastifyPluginAsyncTypebox<HealthOptions> = async (app, { drain, isReady, version, build }) => {
  const readiness = readinessOf(isReady)
  const config = { produces: 'any', accessLog: false, access: 'public' } as const

  app.get('/health/live', { config, schema: LIVE }, () => ({ status: 'ok' }))

  app.get('/health/ready', { config, schema: READY }, async () => {
    if (drain.isDraining) throw unavailable('shutting_down', 5)
    await readiness().catch((cause: unknown) => {
      throw unavailable('not_ready', 1, cause)
    })
    return { status: 'ready' }
  })

  app.get('/version', { config, schema: VERSION }, () => ({ version, build }))
}

export const healthPlugin = fp(health, { name: 'health', fastify: '5.x' })
