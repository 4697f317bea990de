import type { FastifyInstance, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { HttpProblem } from '../common/http/http-error.ts'
import { PROBLEM_MEDIA_TYPE } from '../common/http/problem.ts'
import { prependHook } from './route-hooks.ts'

interface Range {
  readonly type: string
  readonly quality: number
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = q === undefined ? 1 : Number(q.slice(2))
  return { type, quality: Number.isNaN(quality) ? 1 : quality }
}

/** RFC 9110 section 12.5.1: of the ranges that cover a type, the most specific one counts. */
export function isAcceptable(accept: string, offered: readonly string[]): boolean {
  const ranges = accept.split(',').map(parseRange)
  return offered.some((type) => {
    const group = `${type.split('/', 1)[0] ?? ''}/*`
    for (const candidate of [type, group, '*/*']) {
      const found = ranges.filter((range) => range.type === candidate)
      if (found.length > 0) return found.some((range) => range.quality > 0)
    }
    return false
  })
}

/** Clients send a handful of Accept values; the verdicts on them are kept, but not without bound. */
const MAX_VERDICTS = 200

function negotiatorFor(offered: readonly string[]): (accept: string) => boolean {
  const verdicts = new Map<string, boolean>()
  return (accept) => {
    let verdict = verdicts.get(accept)
    if (verdict === undefined) {
      verdict = isAcceptable(accept, offered)
      if (verdicts.size < MAX_VERDICTS) verdicts.set(accept, verdict)
    }
    return verdict
  }
}

/** Media types of the good answers of a route: as documented in its schema, JSON where nothing is said. */
function mediaTypesOf(route: RouteOptions): readonly string[] {
  const types = new Set<string>()
  const responses = (route.schema?.response ?? {}) as Readonly<Record<string, { readonly content?: object }>>
  for (const [status, response] of Object.entries(responses)) {
    if (status.startsWith('2')) for (const type of Object.keys(response.content ?? {})) types.add(type)
  }
  return types.size > 0 ? [...types] : ['application/json']
}

/** 406 where the Accept header excludes all that a route can answer. Hidden routes take any. */
function contentNegotiation(app: FastifyInstance, _options: object, done: () => void): void {
  const negotiators = new Map<string, (accept: string) => boolean>()
  app.addHook('onRoute', (route) => {
    const produces = route.config?.produces ?? (route.schema?.hide === true ? 'any' : mediaTypesOf(route))
    if (produces === 'any') return
    const key = produces.join(', ')
    const accepts = negotiators.get(key) ?? negotiatorFor([...produces, PROBLEM_MEDIA_TYPE])
    negotiators.set(key, accepts)
    prependHook(route, (request, _reply, next) => {
      const accept = request.raw.headers.accept
      if (accept === undefined || accept === '*/*' || accepts(accept)) next()
      else next(new HttpProblem('not_acceptable', `The operation answers ${key}`))
    })
  })
  done()
}

export const contentNegotiationPlugin = fp(contentNegotiation, {
  name: 'content-negotiation',
  fastify: '5.x',
})
