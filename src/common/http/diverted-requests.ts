import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

const reasons = new WeakMap<IncomingMessage, Error>()

// No route can match it, so the request ends where unknown paths end.
const NOWHERE = '/~'

/**
 * Sends a request that the router or Node refused through the ordinary way to the not-found handler, which then
 * answers `reason`. So it meets the hooks that every other request meets: request id, security headers, CORS, limits.
 */
export function divert(
  app: Pick<FastifyInstance, 'routing'>,
  raw: IncomingMessage,
  response: ServerResponse,
  reason: Error,
): void {
  reasons.set(raw, reason)
  // Fastify reads the URL that the caller sent from `originalUrl`.
  Object.assign(raw, { originalUrl: raw.url, url: NOWHERE })
  app.routing(raw, response)
}

/** Why a request was diverted; undefined for one that simply matched no route. */
export const diversionReason = (raw: IncomingMessage): Error | undefined => reasons.get(raw)
