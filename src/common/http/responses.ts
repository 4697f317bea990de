import { type Static, type TNull, type TSchema, type TUnsafe, Type } from '@sinclair/typebox'
import { PROBLEM_CATALOGUE, type ProblemCode } from './problem-catalogue.ts'
import { PROBLEM_MEDIA_TYPE, type Problem, problem } from './problem.ts'
import { refTo } from './schema.ts'

const text = (description: string, example: string) => ({ type: 'string', description, examples: [example] })

/** Documentation of the response headers of the service, to be spread into `headers` of a response. */
export const RESPONSE_HEADERS = {
  ETag: text('Strong entity tag of this version, for If-Match and If-None-Match', '"7"'),
  Location: text('Path of the resource', '/api/v1/passengers/24160'),
  Link: text('The next page (RFC 8288), absent on the last one', '</api/v1/passengers?cursor=x>; rel="next"'),
  'Retry-After': text('Seconds to wait before the next try', '1'),
  'X-Request-Id': text('Id of the request, from the request header or made here', 'k3v9-1'),
  'Idempotent-Replayed': text('`true` when this is the stored answer of an earlier request', 'true'),
  Allow: text('Methods that the path has', 'GET, HEAD, OPTIONS'),
  'WWW-Authenticate': text('How to authenticate', 'Bearer'),
} as const

export type ResponseHeader = keyof typeof RESPONSE_HEADERS

function headerDocs(names: readonly ResponseHeader[]) {
  const headers: Record<string, (typeof RESPONSE_HEADERS)[ResponseHeader]> = {}
  for (const name of [...names, 'X-Request-Id' as const]) headers[name] = RESPONSE_HEADERS[name]
  return headers
}

export interface ResponseOptions {
  readonly description: string
  readonly headers?: readonly ResponseHeader[]
  /** Shown in the documentation, by name. */
  readonly examples?: Readonly<Record<string, unknown>>
}

/** Documentation of a response that the serialiser has no use for; a symbol, so that neither stumbles over it. */
const EXAMPLES_OF = Symbol('examples')

/** A JSON answer: `200: jsonResponse(refTo<PassengerDto>('Passenger'), { description: …, headers: ['ETag'] })`. */
export const jsonResponse = <T extends TSchema>(schema: T, options: ResponseOptions): TUnsafe<Static<T>> =>
  Type.Unsafe<Static<T>>({
    // The schema itself rather than a map of media types: Fastify then has none to look up on every answer.
    ...schema,
    description: options.description,
    headers: headerDocs(options.headers ?? []),
    ...(options.examples && { [EXAMPLES_OF]: options.examples }),
  })

/** For the OpenAPI document: the response as a map of media types, with the examples that it was given. */
export function documentedResponse(response: object): object {
  const examples: unknown = Reflect.get(response, EXAMPLES_OF)
  if (typeof examples !== 'object' || examples === null) return response
  const { description, headers, ...schema } = response as { description?: string; headers?: object }
  return {
    description,
    headers,
    content: { 'application/json': { schema, examples: namedExamples({ ...examples }) } },
  }
}

/** An answer that is text of another kind, of one or several: `200: textResponse(['text/csv'], { description: … })`. */
export const textResponse = (
  mediaTypes: readonly string[],
  { description, headers, examples }: ResponseOptions,
) => {
  const content = { schema: Type.String(), ...(examples && { examples: namedExamples(examples) }) }
  return {
    description,
    headers: headerDocs(headers ?? []),
    content: Object.fromEntries(mediaTypes.map((type) => [type, content])),
  }
}

const namedExamples = (examples: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }] as const))

/** An answer without a body: 204, 304. */
export const emptyResponse = (options: Omit<ResponseOptions, 'examples'>): TNull =>
  Type.Null({ description: options.description, headers: headerDocs(options.headers ?? []) })

/** Code shown as the example of a status, where several share it. */
const EXAMPLES = {
  400: 'validation_failed',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  422: 'idempotency_key_reused',
  428: 'precondition_required',
  429: 'rate_limited',
  431: 'headers_too_large',
  500: 'internal_error',
  503: 'unavailable',
} as const satisfies Readonly<Record<number, ProblemCode>>

export type ProblemStatus = keyof typeof EXAMPLES

const HEADERS: Readonly<Partial<Record<ProblemStatus, readonly ResponseHeader[]>>> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

export interface ProblemResponse {
  readonly description: string
  readonly headers: Readonly<Record<string, object>>
  readonly content: {
    readonly [PROBLEM_MEDIA_TYPE]: { readonly schema: TUnsafe<Problem>; readonly examples: object }
  }
}

function problemResponse(status: ProblemStatus): ProblemResponse {
  const code = EXAMPLES[status]
  const value = problem(code, { instance: '/api/v1/example', requestId: 'k3v9-1' })
  return {
    description: PROBLEM_CATALOGUE[code].title,
    headers: headerDocs(HEADERS[status] ?? []),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: refTo<Problem>('Problem'), examples: { [code]: { value } } } },
  }
}

/**
 * The problem answers of an operation, spread into `response`: `...problems(400, 404, 409)`. What may have a URL that is
 * too long (414) may have headers that are.
 */
export function problems<S extends ProblemStatus>(...statuses: readonly S[]): Record<S, ProblemResponse> {
  const all: ProblemStatus[] = statuses.some((status) => status === 414) ? [...statuses, 431] : [...statuses]
  const entries = all.map((status) => [status, problemResponse(status)] as const)
  return Object.fromEntries(entries) as Record<S, ProblemResponse>
}
