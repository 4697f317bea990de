import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { unavailable } from '../common/http/http-error.ts'
import './route-config.ts'

export interface RequestDeadlineOptions {
  /** How long a handler may take to answer, in milliseconds; above 0. */
  readonly timeoutMs: number
}

const RETRY_AFTER_SECONDS = 5

/**
 * Answers 503 for a handler that has not answered in time, counted from when the request has arrived and was found
 * good. The handler goes on, since a write that was sent cannot be called back; each of its calls has its own end, and
 * the log says when it was over. Routes with `deadline: false`, and answers that have begun, take the time they need.
 */
function requestDeadline(
  app: FastifyInstance,
  { timeoutMs }: RequestDeadlineOptions,
  done: () => void,
): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.deadline === false) return
    const { handler } = route
    route.handler = function (request, reply) {
      const answer: unknown = handler.call(this, request, reply)
      return answer instanceof Promise ? inTime(answer, timeoutMs, request, reply) : answer
    }
  })
  done()
}

function inTime(
  answer: Promise<unknown>,
  timeoutMs: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let missedAt: number | undefined
    const timer = setTimeout(() => {
      // A stream that has begun.
      if (reply.raw.headersSent) return
      missedAt = performance.now()
      reject(unavailable('deadline_exceeded', RETRY_AFTER_SECONDS))
    }, timeoutMs)
    const ended = (error?: object): void => {
      clearTimeout(timer)
      resolve(answer)
      if (missedAt === undefined) return
      const lateMs = Math.round(performance.now() - missedAt)
      request.log.warn({ lateMs, ...error }, 'request ended after its deadline')
    }
    answer.then(
      () => {
        ended()
      },
      (err: unknown) => {
        ended({ err })
      },
    )
  })
}

/** Register it only where there is a deadline, before the routes. */
export const requestDeadlinePlugin = fp(requestDeadline, { name: 'request-deadline', fastify: '5.x' })
