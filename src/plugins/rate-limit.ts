import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { clientOf } from '../common/http/client-of.ts'
import { HttpProblem } from '../common/http/http-error.ts'

export interface RateLimitOptions {
  /** Requests that one client address may make in a window; above 0. */
  readonly max: number
  /** Length of the window in seconds; 60 by default. */
  readonly windowSeconds?: number
  /** Starts of paths that are not counted, such as health checks. */
  readonly exempt?: readonly string[]
}

/** Clients remembered at once: a flood from ever new addresses must not grow the process. */
const MAX_CLIENTS = 100_000

/**
 * Counts requests by client address in fixed windows, in this process, 404s included. A plain synchronous hook:
 * the stock plugin's asynchronous one costs several times as much on every request.
 */
function rateLimit(app: FastifyInstance, options: RateLimitOptions, done: () => void): void {
  const { max, windowSeconds = 60, exempt = [] } = options
  const policy = `"default";q=${max};w=${windowSeconds}`
  const counts = new Map<string, number>()
  let windowEnd = 0

  function countOf(client: string, now: number): number {
    if (now >= windowEnd) {
      counts.clear()
      windowEnd = now + windowSeconds * 1000
    }
    const count = (counts.get(client) ?? 0) + 1
    if (count === 1 && counts.size >= MAX_CLIENTS) {
      for (const oldest of counts.keys()) {
        counts.delete(oldest)
        break
      }
    }
    counts.set(client, count)
    return count
  }

  app.addHook('onRequest', (request, reply, next) => {
    const url = request.raw.url ?? ''
    if (exempt.some((start) => url.startsWith(start))) {
      next()
      return
    }
    const now = Date.now()
    const count = countOf(clientOf(request.ip), now)
    const secondsLeft = Math.ceil((windowEnd - now) / 1000)
    // Draft "RateLimit header fields for HTTP", revision 11: remaining requests, and seconds until they are renewed.
    reply.header('ratelimit-policy', policy)
    reply.header('ratelimit', `"default";r=${Math.max(max - count, 0)};t=${secondsLeft}`)
    if (count <= max) {
      next()
      return
    }
    const detail = `More than ${max} requests in ${windowSeconds} seconds.`
    next(new HttpProblem('rate_limited', detail, { headers: { 'retry-after': String(secondsLeft) } }))
  })
  done()
}

/** Register it only where a limit is configured. */
export const rateLimitPlugin = fp(rateLimit, { name: 'rate-limit', fastify: '5.x' })
