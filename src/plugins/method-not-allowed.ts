import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import fp from 'fastify-plugin'
import createRouter from 'find-my-way'
import { diversionReason } from '../common/http/diverted-requests.ts'
import { HttpProblem, methodNotAllowed } from '../common/http/http-error.ts'
import { pathOf } from '../common/http/uri-reference.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]
const isMethod = (method: HTTPMethods): method is Method => METHODS.some((known) => known === method)

const MERGE_PATCH = 'application/merge-patch+json, application/json'

/** A second router, asked only about requests that the first one refused. */
class MethodTable {
  readonly #maxParamLength: number
  readonly #routes: (readonly [Method, string])[] = []
  #router: ReturnType<typeof createRouter> | undefined

  constructor(maxParamLength: number) {
    this.#maxParamLength = maxParamLength
  }

  add(methods: HTTPMethods | HTTPMethods[], url: string): void {
    for (const method of [methods].flat().filter(isMethod)) this.#routes.push([method, url])
  }

  /** Methods that would have found a route at this path. */
  allowed(path: string): readonly Method[] {
    // Made when it is first asked: many processes end before.
    const router = (this.#router ??= this.#makeRouter())
    return METHODS.filter((method) => router.find(method, path) !== null)
  }

  #makeRouter(): ReturnType<typeof createRouter> {
    const router = createRouter({ maxParamLength: this.#maxParamLength })
    for (const [method, url] of this.#routes) {
      if (!router.hasRoute(method, url)) router.on(method, url, () => undefined)
    }
    return router
  }
}

/** What becomes of a request without a route: `OPTIONS` is answered, everything else is thrown. */
function answerUnrouted(table: MethodTable, request: FastifyRequest, reply: FastifyReply): void {
  const reason = diversionReason(request.raw)
  if (reason) throw reason
  const { method, url = '/' } = request.raw
  const path = pathOf(url)
  const allowed = method === 'OPTIONS' && path === '*' ? METHODS : table.allowed(path)
  // A route that found nothing to serve (`reply.callNotFound()`) has this very method.
  if (allowed.length === 0 || allowed.some((known) => known === method))
    throw new HttpProblem('route_not_found', `No operation has the path ${path.slice(0, 200)}`)
  const allow = [...allowed, 'OPTIONS'].join(', ')
  if (method !== 'OPTIONS') throw methodNotAllowed(request.method, allow)
  if (allowed.includes('PATCH')) reply.header('accept-patch', MERGE_PATCH)
  void reply.code(204).header('allow', allow).send()
}

/** 404, 405 with `Allow`, and `OPTIONS`. Register it before the routes: it learns them as they are added. */
function unrouted(app: FastifyInstance, _options: object, done: () => void): void {
  const table = new MethodTable(app.initialConfig.routerOptions?.maxParamLength ?? 100)
  app.addHook('onRoute', ({ method, url }) => {
    table.add(method, url === '' ? '/' : url)
  })
  // Fastify concatenates every kind of hook given here, which its types do not say. Answering before the body is
  // read keeps a broken body from turning a 404 into a 400; the handler serves `reply.callNotFound()`.
  const hooks = {
    preValidation: [],
    onRequest: (request: FastifyRequest, reply: FastifyReply) => {
      answerUnrouted(table, request, reply)
    },
  }
  app.setNotFoundHandler(hooks, (request, reply) => {
    answerUnrouted(table, request, reply)
  })
  done()
}

export const methodNotAllowedPlugin = fp(unrouted, { name: 'method-not-allowed', fastify: '5.x' })
