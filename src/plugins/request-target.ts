import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { HttpProblem } from '../common/http/http-error.ts'

/** Longest request target taken; a cursor and a dozen filters fit many times. */
const MAX_URL_LENGTH = 8192

/**
 * Refuses a missing or a second Host, as HTTP/1.1 asks (RFC 9112, section 3.2; Node would answer the one with an empty
 * 400, and take the first of two), and over-long URLs. Register it after everything that puts headers on an answer.
 */
function requestTarget(app: FastifyInstance, _options: object, done: () => void): void {
  app.addHook('onRequest', ({ raw }, _reply, next) => {
    if (raw.headers.host === undefined && raw.httpVersion === '1.1') {
      next(new HttpProblem('malformed_request', 'The Host header is missing.'))
    } else if (hasTwoHosts(raw.rawHeaders)) {
      next(new HttpProblem('malformed_request', 'The Host header stands twice.'))
    } else if (raw.url !== undefined && raw.url.length > MAX_URL_LENGTH) {
      next(new HttpProblem('uri_too_long', `The URL is longer than ${MAX_URL_LENGTH} characters.`))
    } else {
      next()
    }
  })
  done()
}

/** Names and values take turns. */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts > 1
}

export const requestTargetPlugin = fp(requestTarget, { name: 'request-target', fastify: '5.x' })
