import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto'
import { HttpProblem } from '../../http/http-error.ts'
import { checkDownload, checkedUpload } from '../checks.ts'
import { nameOfKey } from '../content-disposition.ts'
import { isObjectKey } from '../object-key.ts'
import type { DownloadOptions, UploadSpec, UploadTarget } from '../object-store.ts'

/** Where the routes of the local store are, at the root of the service. */
export const OBJECTS_PATH = '/objects'

/** What a good upload URL allows. */
export interface UploadGrant {
  /** Names this one upload. */
  readonly id: string
  readonly key: string
  readonly contentType: string
  readonly minBytes: number
  readonly maxBytes: number
  /** Seconds since 1970. */
  readonly expires: number
}

/** What a good download URL allows. */
export interface DownloadGrant {
  readonly key: string
  readonly fileName: string
  readonly contentType: string | undefined
}

/** Query parameters as they were parsed: a repeated one is an array. */
export type Query = Readonly<Record<string, unknown>>
type Parameters = Readonly<Record<string, string>>
type Method = 'GET' | 'POST'

/**
 * URLs that carry their own permission: everything that they allow stands in the query, in the clear, under an HMAC.
 * Nothing is kept of a URL that was given away.
 */
export class SignedUrls {
  readonly #secret: Buffer
  readonly #base: string
  readonly #now: () => number

  /**
   * @param secret at least 16 bytes of key material, the same in every process that serves the folder
   * @param base what stands before the path: an origin, or nothing for URLs relative to the service
   */
  constructor(secret: Uint8Array, base: string, now: () => number = Date.now) {
    this.#secret = Buffer.from(hkdfSync('sha256', secret, '', 'bulkhead object urls', 32))
    this.#base = base.replace(/\/$/, '') + OBJECTS_PATH
    this.#now = now
  }

  /** @throws ValidationError */
  upload(spec: UploadSpec): UploadTarget {
    const { key, contentType, minBytes, maxBytes, expiresInSeconds } = checkedUpload(spec)
    const expires = this.#expiry(expiresInSeconds)
    const url = this.#url('POST', key, {
      type: contentType,
      min: String(minBytes),
      max: String(maxBytes),
      expires: String(expires),
      id: randomUUID(),
    })
    const expiresAt = new Date(expires * 1000).toISOString()
    return { method: 'POST', url, fields: { 'Content-Type': contentType }, expiresAt }
  }

  /** @throws ValidationError */
  download(key: string, options: DownloadOptions): string {
    checkDownload(key, options)
    const { expiresInSeconds, fileName, contentType } = options
    return this.#url('GET', key, {
      expires: String(this.#expiry(expiresInSeconds)),
      ...(fileName !== undefined && { name: fileName.replace(/\p{Surrogate}/gu, '_') }),
      ...(contentType !== undefined && { type: contentType }),
    })
  }

  /** @throws HttpProblem 403 when the URL is not ours or too old */
  openUpload(key: string, query: Query): UploadGrant {
    const { type = '', min, max, id = '', expires } = this.#open('POST', key, query)
    return {
      id,
      key,
      contentType: type,
      minBytes: Number(min),
      maxBytes: Number(max),
      expires: Number(expires),
    }
  }

  /** @throws HttpProblem 403 when the URL is not ours or too old */
  openDownload(key: string, query: Query): DownloadGrant {
    const { name = nameOfKey(key), type } = this.#open('GET', key, query)
    return { key, fileName: name, contentType: type }
  }

  #expiry(seconds: number): number {
    return Math.floor(this.#now() / 1000) + seconds
  }

  #url(method: Method, key: string, parameters: Parameters): string {
    const query = new URLSearchParams({ ...parameters, signature: this.#sign(method, key, parameters) })
    return `${this.#base}/${key}?${query.toString()}`
  }

  #sign(method: Method, key: string, parameters: Parameters): string {
    const signed = JSON.stringify([method, key, Object.entries(parameters).sort()])
    return createHmac('sha256', this.#secret).update(signed).digest('base64url')
  }

  #open(method: Method, key: string, query: Query): Parameters {
    const { signature, ...parameters } = query
    const isGood =
      isObjectKey(key) &&
      isText(parameters) &&
      typeof signature === 'string' &&
      equal(signature, this.#sign(method, key, parameters))
    if (!isGood) throw new HttpProblem('forbidden', 'The URL was changed, or is not one of this service.')
    // Only what was signed is read, so it is a number.
    if (Number(parameters.expires) * 1000 <= this.#now()) {
      throw new HttpProblem('forbidden', 'The URL has expired. Ask for a new one.')
    }
    return parameters
  }
}

const isText = (query: Query): query is Parameters =>
  Object.values(query).every((value) => typeof value === 'string')

/** In a time that does not depend on where they differ. */
function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
