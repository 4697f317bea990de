import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { DOCS_PREFIX, type OpenapiOptions } from './openapi-options.ts'
import './route-config.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The OpenAPI document, once the app is ready. */
    openapiDocument: () => Promise<object>
  }
}

/** What a client may say about a file that it has, or has a part of. */
const ABOUT_FILES = ['if-none-match', 'if-modified-since', 'if-range', 'range'] as const

/**
 * OpenAPI 3.1 at `/openapi.json` and its page at `/docs`. Register it before the routes: it learns them as they come.
 * What makes and serves them is large, and loaded when somebody asks.
 */
function openapi(app: FastifyInstance, options: OpenapiOptions, done: () => void): void {
  const routes: RouteOptions[] = []
  const instances = [app]
  app.addHook('onRoute', (route) => {
    // HEAD routes are made from GET routes, and are not documented apart.
    if (route.method !== 'HEAD' && route.schema?.hide !== true) routes.push(route)
  })
  app.addHook('onRegister', (instance) => void instances.push(instance))

  const makeDocumentation = async (): Promise<FastifyInstance> => {
    const { documentationApp } = await import('./documentation.ts')
    const schemas = Object.assign({}, ...instances.map((instance) => instance.getSchemas())) as object
    return documentationApp(options, { routes, schemas: Object.values(schemas) as object[] })
  }
  let made: Promise<FastifyInstance> | undefined
  const documentation = (): Promise<FastifyInstance> => (made ??= makeDocumentation())
  const document = async (): Promise<object> => (await documentation()).swagger()
  app.decorate('openapiDocument', document)

  let text: string | undefined
  app.get(
    '/openapi.json',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_request, reply) => {
      text ??= JSON.stringify(await document())
      return reply.type('application/json; charset=utf-8').send(text)
    },
  )

  const servePage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const given = ABOUT_FILES.map((name) => [name, request.headers[name]] as const)
    const headers = Object.fromEntries(given.filter(([, value]) => value !== undefined))
    const pages = await documentation()
    const page = await pages.inject({ method: 'GET', url: request.raw.url ?? DOCS_PREFIX, headers })
    if (page.statusCode === 404) {
      reply.callNotFound()
      return reply
    }
    const { connection: _hop, date: _ours, ...kept } = page.headers
    return reply.code(page.statusCode).headers(kept).send(page.rawPayload)
  }
  for (const path of [DOCS_PREFIX, `${DOCS_PREFIX}/*`]) app.get(path, { schema: { hide: true } }, servePage)
  done()
}

export const openapiPlugin = fp(openapi, { name: 'openapi', fastify: '5.x' })
