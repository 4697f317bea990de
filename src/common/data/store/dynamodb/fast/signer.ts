import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import type { Credentials } from './sdk-types.ts'

/** What all requests of one client to one endpoint have in common, as far as it is signed. */
export interface SigningScope {
  readonly region: string
  readonly service: string
  readonly path: string
  readonly contentType: string
  readonly host: string
  readonly userAgent: string
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/**
 * AWS Signature Version 4 over the headers that the SDK sends and signs, in one string each. What changes once a day
 * (the key) or once a second (the date) is made once a day and once a second. The key is a `KeyObject`: on Node 24 an
 * HMAC with a key of plain bytes costs seven times as much.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSigner {
  readonly #credentials: Credentials
  readonly #scope: SigningScope
  readonly #token: string
  readonly #names: string
  readonly #start: string
  readonly #typeAndHost: string
  readonly #userAgent: string
  #second = NaN
  #day = ''
  #key: KeyObject | undefined
  #date = ''
  #dateAndToken = ''
  #stringToSign = ''
  #authorization = ''

  constructor(credentials: Credentials, scope: SigningScope) {
    this.#credentials = credentials
    this.#scope = scope
    this.#token = credentials.sessionToken ?? ''
    this.#names =
      'amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date;' +
      (this.#token === '' ? '' : 'x-amz-security-token;') +
      'x-amz-target;x-amz-user-agent'
    this.#start = `POST\n${canonicalPath(scope.path)}\n\namz-sdk-invocation-id:`
    this.#typeAndHost = `\ncontent-type:${oneLine(scope.contentType)}\nhost:${oneLine(scope.host)}\nx-amz-content-sha256:`
    this.#userAgent = `\nx-amz-user-agent:${oneLine(scope.userAgent)}\n\n${this.#names}\n`
  }

  /** Providers may give the same credentials as another object. */
  isFor({ accessKeyId, secretAccessKey, sessionToken = '' }: Credentials): boolean {
    return (
      this.#credentials.accessKeyId === accessKeyId &&
      this.#credentials.secretAccessKey === secretAccessKey &&
      this.#token === sessionToken
    )
  }

  /** Adds the headers of a signature made at a time, which is in milliseconds since 1970, to those of a request. */
  sign(headers: Record<string, string>, body: string | Uint8Array, time: number): void {
    const second = Math.floor(time / 1000)
    if (second !== this.#second) this.#turnTo(second)
    const bodyHash = hash('sha256', body, 'hex')
    headers['x-amz-date'] = this.#date
    if (this.#token !== '') headers['x-amz-security-token'] = this.#token
    headers['x-amz-content-sha256'] = bodyHash
    const canonical =
      `${this.#start}${headers['amz-sdk-invocation-id'] ?? ''}\namz-sdk-request:${headers['amz-sdk-request'] ?? ''}` +
      `\ncontent-length:${headers['content-length'] ?? ''}${this.#typeAndHost}${bodyHash}${this.#dateAndToken}` +
      `\nx-amz-target:${headers['x-amz-target'] ?? ''}${this.#userAgent}${bodyHash}`
    const text = this.#stringToSign + hash('sha256', canonical, 'hex')
    headers.authorization =
      this.#authorization + createHmac('sha256', this.#dayKey()).update(text).digest('hex')
  }

  #turnTo(second: number): void {
    const date = new Date(second * 1000).toISOString().replace(/[-:]|\.\d{3}/g, '')
    const day = date.slice(0, 8)
    if (day !== this.#day) this.#key = undefined
    const { region, service } = this.#scope
    const scope = `${day}/${region}/${service}/aws4_request`
    this.#second = second
    this.#day = day
    this.#date = date
    this.#dateAndToken = `\nx-amz-date:${date}${this.#token === '' ? '' : `\nx-amz-security-token:${oneLine(this.#token)}`}`
    this.#stringToSign = `${ALGORITHM}\n${date}\n${scope}\n`
    this.#authorization = `${ALGORITHM} Credential=${this.#credentials.accessKeyId}/${scope}, SignedHeaders=${this.#names}, Signature=`
  }

  #dayKey(): KeyObject {
    if (this.#key) return this.#key
    const { region, service } = this.#scope
    const secret = `AWS4${this.#credentials.secretAccessKey}`
    const key = [this.#day, region, service, 'aws4_request'].reduce<string | Buffer>(
      (previous, part) => createHmac('sha256', previous).update(part).digest(),
      secret,
    )
    return (this.#key = createSecretKey(key as Buffer))
  }
}

/** A header's value as it is signed: one line, with no more than one space in a row. */
const oneLine = (value: string): string =>
  value
    .replace(/[\r\n]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '')

/** A path as it is signed: without dots and empty parts, and, for DynamoDB as for all but S3, escaped once more. */
function canonicalPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const isFolder = parts.length > 0 && path.endsWith('/')
  const normal = `${path.startsWith('/') ? '/' : ''}${parts.join('/')}${isFolder ? '/' : ''}`
  return encodeURIComponent(normal)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
}
