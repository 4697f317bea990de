import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import fp from 'fastify-plugin'
import { divert } from '../common/http/diverted-requests.ts'
import { HttpProblem } from '../common/http/http-error.ts'
import { mapError } from '../common/http/problem-mapping.ts'
import { PROBLEM_CONTENT_TYPE, problem, problemContext, ProblemSchema } from '../common/http/problem.ts'

/** Headers that a route may have set for the answer that it did not reach. */
const HEADERS_OF_SUCCESS = ['etag', 'last-modified', 'link', 'location', 'content-disposition']

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { method, body } = request
  const mapped = mapError(error, { method, body, wildcard: request.routeOptions.config.wildcard })
  const document = problem(mapped.code, problemContext(request), mapped)
  // Whoever sent the body has gone in the middle of it: no fault of ours, and nobody reads the answer.
  if (error === request.raw.errored) request.log.debug({ err: error }, 'request broke off')
  else if (document.status === 500) request.log.error(errorRecord(error, request, 500), 'request failed')
  // Many at once, and each has its line in the access log: nothing more is to be said of them.
  else if (document.status > 500 && document.code !== 'overloaded') {
    request.log.warn(errorRecord(error, request, document.status), 'request could not be served')
  }
  for (const name of HEADERS_OF_SUCCESS) reply.removeHeader(name)
  if (mapped.headers) reply.headers(mapped.headers)
  // Text, so that no response schema of the route can fail on it or drop a member.
  void reply.code(document.status).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(document))
}

/**
 * What the log says of an error of ours. The names from `exception` on are a contract: metric filters and alarms of
 * operators look for them, and for `level`. The request's log adds its id.
 */
function errorRecord(error: unknown, request: FastifyRequest, status: number) {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  return {
    exception: name,
    message,
    // The template, as in the access log.
    path: request.routeOptions.url ?? 'none',
    method: request.method,
    status_code: status,
    err: error,
  }
}

/** Answers every error as RFC 9457 problem details. Register it before any route: Fastify looks it up then. */
function problemDetails(app: FastifyInstance, _options: object, done: () => void): void {
  app.addSchema(ProblemSchema)
  app.setErrorHandler(answerProblem)
  // Node answers an unknown `Expect` by itself, with an empty 417, unless somebody listens.
  app.server.on('checkExpectation', (raw, response) => {
    divert(app, raw, response, new HttpProblem('expectation_failed'))
  })
  done()
}

export const problemDetailsPlugin = fp(problemDetails, { name: 'problem-details', fastify: '5.x' })

/** Fastify option: bad percent-encoding and over-long parameters never reach the error handler by themselves. */
export const frameworkErrors: NonNullable<FastifyServerOptions['frameworkErrors']> = (
  error,
  request,
  reply,
) => {
  divert(request.server, request.raw, reply.raw, error)
}
