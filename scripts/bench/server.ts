import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { answerParent } from './child-calls.ts'
import { meters } from './meters.ts'
import type { Backend } from './rows.ts'

/** The process whose CPU time is counted: either the whole service or a bare Fastify, never both. */
const HOST = '127.0.0.1'

const calls = {
  ...meters,

  /** The service as it ships, every plugin and the access log on. Returns the port. */
  startApp: async ({ backend, sqlitePath }: { backend: Backend; sqlitePath: string }): Promise<number> => {
    // Imported here, so that a bare server has nothing of the service in its heap.
    const [{ buildApp }, { createLogger }, { createParts }] = await Promise.all([
      import('../../src/app.ts'),
      import('../../src/logger.ts'),
      import('./app-dependencies.ts'),
    ])
    const { config, dependencies } = await createParts(backend, sqlitePath)
    const logger = await createLogger(config.LOG_LEVEL)
    const app = await buildApp({ config, dependencies, logger })
    await app.listen({ host: HOST, port: 0 })
    return (app.server.address() as AddressInfo).port
  },

  /** Fastify without any plugin that answers one object; a PUT has its body parsed. Returns the port. */
  startBare: async ({ path, answer }: { path: string; answer: unknown }): Promise<number> => {
    const app = Fastify()
    app.get(path, (_request, reply) => reply.send(answer))
    app.put(path, (_request, reply) => reply.send(answer))
    await app.listen({ host: HOST, port: 0 })
    return (app.server.address() as AddressInfo).port
  },
}

export type ServerCalls = typeof calls

answerParent(calls)
