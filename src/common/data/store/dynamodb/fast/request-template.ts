import { RequestSigner, type SigningScope } from './signer.ts'
import type { Credentials, WireRequest } from './sdk-types.ts'

/** Headers that the SDK's recursion detection adds in Lambda; it does the same on the fast path. */
const UNSIGNED_TRACE = 'x-amzn-trace-id'

/**
 * What requests of one client look like, learned from one that the SDK itself made: its endpoint, region, headers and
 * way to sign. Whatever the client was configured with (a custom signer, another endpoint rule, headers of its own) is
 * in that request; when ours would differ from it in a single character, there is no template.
 */
export class RequestTemplate {
  readonly accountId: string | undefined
  readonly #origin: Pick<WireRequest, 'protocol' | 'hostname' | 'port' | 'path'>
  readonly #scope: SigningScope
  readonly #userAgent: string
  readonly #targetPrefix: string
  #signer: RequestSigner | undefined

  /** @returns undefined for a request that this way of making them cannot repeat exactly */
  static learn(request: WireRequest, credentials: Credentials): RequestTemplate | undefined {
    const scope = scopeOf(request)
    if (scope === undefined || !(request.body instanceof Uint8Array || typeof request.body === 'string'))
      return
    const template = new RequestTemplate(request, scope, credentials.accountId)
    return template.#repeats(request, request.body, credentials) ? template : undefined
  }

  private constructor(request: WireRequest, scope: SigningScope, accountId: string | undefined) {
    const { protocol, hostname, port, path, headers } = request
    this.#origin = { protocol, hostname, port, path }
    this.#scope = scope
    this.#userAgent = headers['user-agent'] ?? ''
    this.#targetPrefix = (headers['x-amz-target'] ?? '').replace(/[^.]*$/, '')
    this.accountId = accountId
  }

  /** Signs a request, or signs it again. */
  sign({ headers }: WireRequest, body: string | Uint8Array, credentials: Credentials, time: number): void {
    if (!this.#signer?.isFor(credentials)) this.#signer = new RequestSigner(credentials, this.#scope)
    this.#signer.sign(headers, body, time)
  }

  /** A request that still lacks its signature, and the headers of the retry middleware. */
  request(operation: string, body: string): WireRequest {
    return this.#make(this.#targetPrefix + operation, body, Buffer.byteLength(body))
  }

  #make(target: string, body: unknown, length: number): WireRequest {
    const { protocol, hostname, port, path } = this.#origin
    const { contentType, host, userAgent } = this.#scope
    const headers = {
      'content-type': contentType,
      'x-amz-target': target,
      'content-length': String(length),
      'x-amz-user-agent': userAgent,
      'user-agent': this.#userAgent,
      host,
    }
    return { method: 'POST', protocol, hostname, port, path, query: {}, headers, body }
  }

  #repeats(request: WireRequest, body: string | Uint8Array, credentials: Credentials): boolean {
    const { headers } = request
    const again = this.#make(headers['x-amz-target'] ?? '', body, Buffer.byteLength(body))
    const { headers: ours } = again
    for (const name of ['amz-sdk-invocation-id', 'amz-sdk-request']) ours[name] = headers[name] ?? ''
    this.sign(again, body, credentials, timeOf(headers['x-amz-date'] ?? ''))
    const theirs = Object.entries(headers).filter(([name]) => name.toLowerCase() !== UNSIGNED_TRACE)
    return (
      theirs.length === Object.keys(ours).length &&
      theirs.every(([name, value]) => ours[name] === value) &&
      isPlainPost(request)
    )
  }
}

function isPlainPost({ method, query = {}, username, password, fragment }: WireRequest): boolean {
  const isBare = username === undefined && password === undefined && fragment === undefined
  return method === 'POST' && isBare && Object.keys(query).length === 0
}

/** Region and service come from the scope that the SDK signed for: endpoint rules may name others than the client. */
function scopeOf({ headers, path }: WireRequest): SigningScope | undefined {
  const { host, authorization = '', 'content-type': contentType, 'x-amz-user-agent': userAgent } = headers
  const [, region, service] = /\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, /.exec(authorization) ?? []
  if (host === undefined || contentType === undefined || userAgent === undefined) return undefined
  if (region === undefined || service === undefined) return undefined
  return { region, service, path, contentType, host, userAgent }
}

/** The time of `20261120T214954Z`. */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
