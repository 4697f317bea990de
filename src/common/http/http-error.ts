import { PROBLEM_CATALOGUE, type ProblemCode } from './problem-catalogue.ts'
import type { ProblemIssue } from './problem.ts'

export interface HttpProblemOptions {
  readonly errors?: readonly ProblemIssue[] | undefined
  /** Headers that belong to this answer, such as `Allow` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** For the log only; never sent. */
  readonly cause?: unknown
}

/** Throw it from a route or a hook: the error handler answers it as problem details. */
export class HttpProblem extends Error {
  readonly code: ProblemCode
  /** What the caller is told; the description of the catalogue where it is left out. */
  readonly detail: string | undefined
  readonly errors: readonly ProblemIssue[] | undefined
  readonly headers: Readonly<Record<string, string>> | undefined

  constructor(code: ProblemCode, detail?: string, options: HttpProblemOptions = {}) {
    super(detail ?? PROBLEM_CATALOGUE[code].description, { cause: options.cause })
    this.name = 'HttpProblem'
    this.code = code
    this.detail = detail
    this.errors = options.errors
    this.headers = options.headers
  }

  /** Read by Fastify and by plugins that look at errors. */
  get statusCode(): number {
    return PROBLEM_CATALOGUE[this.code].status
  }
}

/** 404: `notFound('Passenger not found: 24160')`. */
export const notFound = (detail: string): HttpProblem => new HttpProblem('not_found', detail)

/** 409 for a lost race or a state that forbids the operation. */
export const conflict = (detail: string): HttpProblem => new HttpProblem('conflict', detail)

/** 400 for a body that fits the schema but breaks a rule; names the places. */
export const invalidBody = (detail: string, errors: readonly ProblemIssue[]): HttpProblem =>
  new HttpProblem('validation_failed', detail, { errors })

/** 400 naming a header: `invalidHeader('If-Match', 'must be an entity tag')`. */
export const invalidHeader = (header: string, detail: string): HttpProblem =>
  new HttpProblem('validation_failed', `Header ${header} ${detail}`, { errors: [{ header, detail }] })

/** 405 with the methods that the path has. */
export const methodNotAllowed = (method: string, allow: string): HttpProblem =>
  new HttpProblem('method_not_allowed', `Method ${method} is not allowed here; allowed: ${allow}`, {
    headers: { allow },
  })

/** 412 for a stale `If-Match`, or an `If-None-Match: *` on something that exists. */
export const preconditionFailed = (detail?: string, cause?: unknown): HttpProblem =>
  new HttpProblem('precondition_failed', detail, { cause })

/** 503 with `Retry-After` in whole seconds. */
export const unavailable = (
  code: 'unavailable' | 'deadline_exceeded' | 'not_ready' | 'shutting_down',
  retryAfterSeconds: number,
  cause?: unknown,
): HttpProblem =>
  new HttpProblem(code, undefined, { headers: { 'retry-after': String(retryAfterSeconds) }, cause })
