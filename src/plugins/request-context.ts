import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** What may stand in a log line and a header without a second thought. */
const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/

// Unique by process and ordered within it; no randomness is needed for each request.
const prefix = `${randomBytes(6).toString('hex')}-`
let made = 0

/** A new request id. */
export function makeRequestId(): string {
  made += 1
  return prefix + made.toString(36)
}

/** Fastify option: the caller's `X-Request-Id` where it is harmless, a new one otherwise. */
export function genReqId(raw: IncomingMessage): string {
  const given = raw.headers['x-request-id']
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : makeRequestId()
}

/** Echoes the request id on every answer. */
function requestContext(app: FastifyInstance, _options: object, done: () => void): void {
  app.addHook('onRequest', (request, reply, next) => {
    reply.header('x-request-id', request.id)
    next()
  })
  done()
}

export const requestContextPlugin = fp(requestContext, { name: 'request-context', fastify: '5.x' })
