/** What API Gateway (HTTP API) and function URLs give: payload format 2.0, as far as it is read. */
export interface HttpEventV2 {
  readonly version: '2.0'
  readonly rawPath: string
  readonly rawQueryString: string
  readonly cookies?: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly isBase64Encoded: boolean
  readonly requestContext: { readonly http: { readonly method: string; readonly sourceIp: string } }
}

/** What a REST API gives, format 1.0. */
export interface HttpEventV1 {
  readonly version?: '1.0'
  readonly httpMethod: string
  readonly path: string
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>> | null
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null
  readonly body: string | null
  readonly isBase64Encoded: boolean
  readonly requestContext: { readonly identity: { readonly sourceIp: string } }
}

export type HttpEvent = HttpEventV1 | HttpEventV2

/** A request as a client put it on the wire, as far as the event still tells. */
export interface LambdaRequest {
  readonly method: string
  /** Path and query, encoded. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
  /** Address of the peer of AWS, which no header of the client can change. */
  readonly sourceIp: string
}

/** @throws TypeError for an event that is no HTTP request */
export function requestOf(event: HttpEvent): LambdaRequest {
  if ('httpMethod' in event) return requestOfV1(event)
  if (typeof (event as Partial<HttpEventV2>).rawPath === 'string') return requestOfV2(event)
  throw new TypeError('The event is no HTTP request of API Gateway or of a function URL')
}

function requestOfV2(event: HttpEventV2): LambdaRequest {
  const { method, sourceIp } = event.requestContext.http
  const headers: Record<string, string> = lowerCased(event.headers, bytes)
  if (event.cookies && event.cookies.length > 0) headers.cookie = bytes(event.cookies.join('; '))
  return {
    method,
    target: target(event.rawPath, event.rawQueryString),
    headers,
    body: bodyOf(event),
    sourceIp,
  }
}

/** The query comes decoded, so it is encoded anew; the order among different names is the gateway's. */
function requestOfV1(event: HttpEventV1): LambdaRequest {
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  return {
    method: event.httpMethod,
    target: target(event.path, query.join('&')),
    headers: lowerCased(event.multiValueHeaders ?? {}, (values) => values.map(bytes).join(', ')),
    body: bodyOf(event),
    sourceIp: event.requestContext.identity.sourceIp,
  }
}

const target = (path: string, query: string): string =>
  escapeUnsafe(path, UNSAFE_IN_PATH) + (query === '' ? '' : `?${escapeUnsafe(query, UNSAFE_IN_QUERY)}`)

/**
 * Characters that cannot stand in the path of a request line. HTTP APIs decode the path, REST APIs and function URLs
 * leave it as it came: an encoded path has none of these and stays as it is.
 */
const UNSAFE_IN_PATH = /[^\x21-\x7e]|[?#]|%(?![0-9A-Fa-f]{2})/gu
const UNSAFE_IN_QUERY = /[^\x21-\x7e]|#/gu

const escapeUnsafe = (text: string, unsafe: RegExp): string =>
  text.replace(unsafe, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )

/** Node reads the bytes of a header as Latin-1 and writes it so. */
const bytes = (value: string): string => (ASCII.test(value) ? value : Buffer.from(value).toString('latin1'))
const ASCII = /^[\x20-\x7e\t]*$/

function lowerCased<Value, Result>(
  headers: Readonly<Record<string, Value>>,
  convert: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), convert(value)]),
  )
}

function bodyOf({ body, isBase64Encoded }: HttpEvent): Buffer | undefined {
  if (body === undefined || body === null || body === '') return undefined
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
}
