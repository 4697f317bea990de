import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { HttpProblem } from '../common/http/http-error.ts'

export interface LoadSheddingOptions {
  /** How late the event loop may be, in milliseconds; above 0. */
  readonly maxDelayMs: number
  /** Starts of paths that are always served, such as health checks. */
  readonly exempt?: readonly string[]
  /** Told of each request that is refused. */
  readonly onShed?: (() => void) | undefined
}

const TICK_MS = 100

// One for all: making an error with its stack for each would cost more than what is saved.
const overloaded = new HttpProblem('overloaded', undefined, { headers: { 'retry-after': '1' } })

/**
 * Refuses requests while the event loop is late, so that those that are taken are answered in time. Late means twice in
 * a row: once may be a garbage collection, a start, or a machine that slept.
 */
function loadShedding(app: FastifyInstance, options: LoadSheddingOptions, done: () => void): void {
  const { maxDelayMs, exempt = [], onShed } = options
  let timer: NodeJS.Timeout | undefined
  let expected = 0
  let lateTicks = 0

  const tick = (): void => {
    const now = performance.now()
    lateTicks = now - expected > maxDelayMs ? lateTicks + 1 : 0
    expected = now + TICK_MS
  }
  app.addHook('onReady', (ready) => {
    expected = performance.now() + TICK_MS
    timer = setInterval(tick, TICK_MS).unref()
    ready()
  })
  app.addHook('onClose', (_instance, closed) => {
    clearInterval(timer)
    closed()
  })
  app.addHook('onRequest', (request, _reply, next) => {
    if (lateTicks < 2 || exempt.some((start) => request.raw.url?.startsWith(start))) {
      next()
      return
    }
    onShed?.()
    next(overloaded)
  })
  done()
}

/** Register it only where a limit is configured. */
export const loadSheddingPlugin = fp(loadShedding, { name: 'load-shedding', fastify: '5.x' })
