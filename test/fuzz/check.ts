import type { DocumentedResponse, DocumentSchemas } from '../app/openapi-document.ts'
import type { JsonSchema } from './document.ts'
import type { Answer, FuzzRequest } from './request.ts'
import { isByRule } from './rules.ts'

/** Documented headers that an answer may be without. */
const MAY_BE_ABSENT = new Set(['link', 'idempotent-replayed', 'retry-after', 'etag', 'content-range'])
/** Answers that have to say when, or how, to come again. */
const NEEDED: Readonly<Record<number, string>> = {
  401: 'www-authenticate',
  405: 'allow',
  429: 'retry-after',
  503: 'retry-after',
}

/** Headers of a good answer that clients act on: none is sent that the document does not speak of. */
const NOTEWORTHY = ['etag', 'location', 'link', 'idempotent-replayed', 'retry-after', 'content-range']

/** Statuses by which a request is told that it does not fit. */
const REFUSALS = new Set([400, 405, 406, 411, 413, 414, 415, 417, 431])

/** Holds answers against the document, and against what the request was. */
export class AnswerCheck {
  readonly #schemas: DocumentSchemas
  readonly #closed = new Map<object, object>()

  constructor(schemas: DocumentSchemas) {
    this.#schemas = schemas
  }

  /** What is wrong with the answer, a sentence each; nothing when all is as documented. */
  faults(request: FuzzRequest, answer: Answer): string[] {
    const { status } = answer
    const faults = [...this.#ofAnyAnswer(answer)]
    if (request.kind === 'method') return [...faults, ...ofMethod(request, answer)]
    // A path that clients resolve before they send it may be no path of the operation.
    if (request.what === 'a strange path' && [301, 404, 405].includes(status)) return faults
    const documented = request.operation.responses[String(status)]
    if (!documented) return [...faults, `${status} is not documented`]
    if (request.kind === 'valid' && REFUSALS.has(status) && !isByRule(request, answer))
      faults.push(`valid input is refused with ${status}`)
    if (request.kind === 'invalid' && status < 400) faults.push(`invalid input is answered ${status}`)
    return [...faults, ...this.#ofDocumented(documented, request.method, answer)]
  }

  *#ofAnyAnswer({ status, headers, json }: Answer): Generator<string> {
    if (status >= 500) yield `a server error: ${status}`
    if (headers['x-request-id'] === undefined) yield 'no X-Request-Id'
    const needed = NEEDED[status]
    if (needed !== undefined && headers[needed] === undefined) yield `no ${needed}`
    if (status < 400) return
    const type = mediaType(headers)
    if (type !== 'application/problem+json') yield `an error as ${type}`
    const problem = json as { readonly status?: unknown; readonly requestId?: unknown } | undefined
    if (problem?.status !== status) yield `a problem that says status ${String(problem?.status)}`
    if (problem?.requestId !== headers['x-request-id']) yield 'a problem with another request id'
  }

  *#ofDocumented(
    { headers: named = {}, content }: DocumentedResponse,
    method: string,
    answer: Answer,
  ): Generator<string> {
    const { status, headers, body } = answer
    const documented = Object.keys(named).map((name) => name.toLowerCase())
    for (const name of documented) {
      if (headers[name] === undefined && !MAY_BE_ABSENT.has(name)) yield `no ${name}`
    }
    for (const name of NOTEWORTHY) {
      if (headers[name] !== undefined && !documented.includes(name)) yield `${name} is not documented`
    }
    if (content === undefined || method === 'HEAD') {
      if (body.length > 0) yield `${status} has a body`
      return
    }
    const type = mediaType(headers)
    const schema = content[type]?.schema
    if (!schema) yield `${type} is not documented`
    else if (isJson(type)) yield* this.#ofBody(schema, answer)
  }

  *#ofBody(schema: object, { json }: Answer): Generator<string> {
    if (json === undefined) {
      yield 'the body is no JSON'
      return
    }
    let closed = this.#closed.get(schema)
    if (!closed) this.#closed.set(schema, (closed = closedSchema(schema)))
    const [error] = this.#schemas.errors(closed, json)
    if (error) yield `the body does not fit its schema: ${JSON.stringify(error)}`
  }
}

/** RFC 9110: 405, and Allow names the methods that the path has. */
function* ofMethod({ operation }: FuzzRequest, { status, headers }: Answer): Generator<string> {
  if (status !== 405) yield `a method that the path does not have is answered ${status}`
  const allowed = (headers.allow ?? '').split(/, */)
  const missing = operation.pathMethods.filter((method) => !allowed.includes(method))
  if (status === 405 && missing.length > 0) yield `Allow does not name ${missing.join(', ')}`
}

const isJson = (type: string): boolean => /[/+]json$/.test(type)

export const mediaType = (headers: Answer['headers']): string =>
  (headers['content-type'] ?? 'nothing').split(';', 1)[0]?.trim() ?? ''

/** The schema without room for members that it does not name: an answer that has more says what nobody documented. */
export function closedSchema(schema: object): object {
  const { properties, additionalProperties, items, ...rest } = schema as JsonSchema
  const closed: Record<string, unknown> = { ...rest }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = rest[keyword]
    if (branches) closed[keyword] = branches.map(closedSchema)
  }
  if (items) closed.items = closedSchema(items)
  if (properties) {
    closed.properties = Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [name, closedSchema(each)]),
    )
  }
  const isOpen = properties === undefined || Object.keys(properties).length === 0 || rest.allOf !== undefined
  if (additionalProperties !== undefined) closed.additionalProperties = additionalProperties
  else if (!isOpen) closed.additionalProperties = false
  return closed
}
