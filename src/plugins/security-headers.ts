import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { DOCS_PREFIX } from './openapi-options.ts'
import { prependHook } from './route-hooks.ts'

const SHARED_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Headers of every answer: an API answer is data, so nothing in it may load, run or be framed, or be kept. */
export const API_HEADERS = {
  ...SHARED_HEADERS,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
} as const

/**
 * The documentation page: its own scripts, styles and requests, nothing of any other host. Swagger UI sets `style`
 * attributes, hence the one exception for styles. No `upgrade-insecure-requests`: it breaks the page on plain HTTP.
 */
const DOCS_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-cache',
} as const

export interface SecurityHeadersOptions {
  /** True when TLS ends in front of the service: only then may browsers be told to insist on it. */
  readonly isTlsTerminated: boolean
}

function securityHeaders(app: FastifyInstance, options: SecurityHeadersOptions, done: () => void): void {
  // One object for all requests: making it anew for each was half the cost of the stock plugin.
  const headers = options.isTlsTerminated
    ? { ...API_HEADERS, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : API_HEADERS
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(headers)
    next()
  })
  app.addHook('onRoute', (route) => {
    if (route.url !== DOCS_PREFIX && !route.url.startsWith(`${DOCS_PREFIX}/`)) return
    prependHook(route, (_request, reply, next) => {
      reply.headers(DOCS_HEADERS)
      next()
    })
  })
  done()
}

export const securityHeadersPlugin = fp(securityHeaders, { name: 'security-headers', fastify: '5.x' })
