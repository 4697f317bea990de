import {
  BadCursorError,
  DataError,
  type DataErrorCode,
  TransactionFailedError,
  ValidationError,
} from '../data/errors.ts'
import { HttpProblem } from './http-error.ts'
import type { ProblemCode } from './problem-catalogue.ts'
import type { ProblemMembers } from './problem.ts'
import { pointerFragment, pointerSegments } from './uri-reference.ts'
import { describeValidation, type HttpPart, MAX_ISSUES } from './validation-problems.ts'
import type { AjvError } from './validation-words.ts'

/** A problem without the request that met it. */
export interface MappedProblem extends ProblemMembers {
  readonly code: ProblemCode
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** What the mapping needs to know of the request. */
export interface MappedRequest {
  readonly method: string
  readonly body: unknown
  /** Documented name of the path parameter `*`, from the route's configuration. */
  readonly wildcard?: string | undefined
}

const DATA_CODES: Readonly<Record<DataErrorCode, ProblemCode>> = {
  not_found: 'not_found',
  already_exists: 'already_exists',
  condition_failed: 'condition_failed',
  conflict: 'conflict',
  validation: 'validation_failed',
  throttled: 'throttled',
  unavailable: 'unavailable',
  too_large: 'too_large',
  bad_cursor: 'invalid_cursor',
  corrupt_item: 'internal_error',
  transaction_failed: 'conflict',
}

/** Seconds after which a retry makes sense; these codes hide their message, as every 5xx does. */
const RETRY_AFTER_SECONDS = { throttled: '1', unavailable: '5' } as const

const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_request',
  FST_ERR_BAD_URL: 'invalid_url',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
  FST_ERR_NOT_FOUND: 'route_not_found',
}

/** For errors of plugins that carry a status and nothing else that can be trusted. */
const STATUS_CODES: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'request_timeout',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'unavailable',
}

/** Every member optional: plugins throw errors that lack what their types promise. */
interface ForeignError {
  readonly code?: unknown
  readonly statusCode?: unknown
  readonly message?: unknown
  readonly validation?: readonly AjvError[] | null
  readonly validationContext?: string
}

function fromDataError(error: DataError): MappedProblem {
  if (error instanceof TransactionFailedError) {
    const reason = error.reasons.find((candidate) => candidate !== null)
    return reason ? fromDataError(reason) : { code: 'conflict' }
  }
  const code = DATA_CODES[error.code]
  if (code === 'throttled' || code === 'unavailable') {
    return { code, headers: { 'retry-after': RETRY_AFTER_SECONDS[code] } }
  }
  if (code === 'internal_error') return { code }
  if (error instanceof ValidationError) {
    const errors = error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({
      pointer: pointerFragment(pointerSegments(path)),
      detail: message,
    }))
    return { code, detail: error.message, errors }
  }
  if (error instanceof BadCursorError) {
    return { code, detail: error.message, errors: [{ parameter: 'cursor', detail: error.message }] }
  }
  return { code, detail: error.message }
}

const PARTS: ReadonlySet<string> = new Set<HttpPart>(['body', 'querystring', 'params', 'headers'])
const isPart = (name: string): name is HttpPart => PARTS.has(name)

function fromValidation(
  error: ForeignError,
  validation: readonly AjvError[],
  request: MappedRequest,
): MappedProblem {
  const context = error.validationContext ?? 'body'
  const part = isPart(context) ? context : 'body'
  // Fastify validates a body that was not sent as null, and "must be object" would not say what is wrong.
  if (part === 'body' && (request.body === undefined || request.body === null)) {
    const detail = request.body === null ? 'Request body must not be null' : 'Request body is required'
    return { code: 'validation_failed', detail, errors: [{ pointer: '#', detail }] }
  }
  return { code: 'validation_failed', ...describeValidation(validation, part, request.wildcard) }
}

function codeOf(error: ForeignError, status: number): ProblemCode {
  const known = typeof error.code === 'string' ? FASTIFY_CODES[error.code] : undefined
  return known ?? STATUS_CODES[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal_error')
}

/** What a 415 tells of the types that the operation does read. */
function acceptedTypes(method: string): Record<string, string> {
  if (method !== 'PATCH') return { accept: 'application/json' }
  const types = 'application/merge-patch+json, application/json'
  return { accept: types, 'accept-patch': types }
}

function fromForeign(error: ForeignError, request: MappedRequest): MappedProblem {
  if (error.validation) return fromValidation(error, error.validation, request)
  const status = typeof error.statusCode === 'number' ? error.statusCode : 500
  const code = codeOf(error, status)
  if (code === 'unsupported_media_type') return { code, headers: acceptedTypes(request.method) }
  if (code === 'unavailable') return { code, headers: { 'retry-after': RETRY_AFTER_SECONDS.unavailable } }
  // The catalogue says it better than Fastify does, and a 5xx says nothing of its cause.
  const isOwn = typeof error.code === 'string' && error.code.startsWith('FST_')
  return isOwn || status >= 500 || typeof error.message !== 'string'
    ? { code }
    : { code, detail: error.message }
}

/** Any error that reached the error handler → the problem that the caller is told. */
export function mapError(error: unknown, request: MappedRequest): MappedProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof DataError) return fromDataError(error)
  if (typeof error === 'object' && error !== null) return fromForeign(error, request)
  return { code: 'internal_error' }
}
