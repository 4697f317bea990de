import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { percentEncoded } from '../percent-encoding.ts'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** What a URL gives away. */
export interface SignedGet {
  readonly key: string
  /** Headers that the answer shall have, as the parameters of S3 that ask for them, in the order of their names. */
  readonly answer: Readonly<Record<`response-${string}`, string>>
  readonly expiresInSeconds: number
  /** When it is signed, in milliseconds since 1970. */
  readonly time: number
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/**
 * AWS Signature Version 4 in the query of a GET, as the SDK's `getSignedUrl` makes it of a GetObjectCommand, to the byte:
 * that one resolves the endpoint, runs every middleware and derives the key for each URL, and pages have hundreds.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export class S3QuerySigner {
  readonly #credentials: Credentials
  readonly #region: string
  readonly #origin: string
  readonly #host: string
  readonly #folder: string
  #day = ''
  #key: KeyObject | undefined

  /** @param bucketUrl where keys begin */
  constructor(credentials: Credentials, region: string, bucketUrl: URL) {
    this.#credentials = credentials
    this.#region = region
    this.#origin = bucketUrl.origin
    this.#host = bucketUrl.host
    this.#folder = bucketUrl.pathname.replace(/\/?$/, '/')
  }

  /** Providers may give the same credentials as another object. */
  isFor({ accessKeyId, secretAccessKey, sessionToken }: Credentials): boolean {
    const own = this.#credentials
    return (
      own.accessKeyId === accessKeyId &&
      own.secretAccessKey === secretAccessKey &&
      own.sessionToken === sessionToken
    )
  }

  sign({ key, answer, expiresInSeconds, time }: SignedGet): string {
    const { accessKeyId, sessionToken = '' } = this.#credentials
    const date = new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
    const day = date.slice(0, 8)
    const scope = `${day}/${this.#region}/s3/aws4_request`
    const path = this.#folder + percentEncoded(key).replaceAll('%2F', '/')
    // Sorted, as the signature has to see them.
    const before = queryOf({
      'X-Amz-Algorithm': ALGORITHM,
      'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
      'X-Amz-Credential': `${accessKeyId}/${scope}`,
      'X-Amz-Date': date,
      'X-Amz-Expires': String(expiresInSeconds),
      ...(sessionToken !== '' && { 'X-Amz-Security-Token': sessionToken }),
    })
    const behind = queryOf({ 'X-Amz-SignedHeaders': 'host', ...answer, 'x-id': 'GetObject' })
    const canonical = `GET\n${path}\n${before}&${behind}\nhost:${this.#host}\n\nhost\nUNSIGNED-PAYLOAD`
    const text = `${ALGORITHM}\n${date}\n${scope}\n${hash('sha256', canonical, 'hex')}`
    const signature = createHmac('sha256', this.#keyOf(day)).update(text).digest('hex')
    return `${this.#origin}${path}?${before}&X-Amz-Signature=${signature}&${behind}`
  }

  /** Derived once a day. */
  #keyOf(day: string): KeyObject {
    if (this.#key && this.#day === day) return this.#key
    const secret = Buffer.from(`AWS4${this.#credentials.secretAccessKey}`)
    const key = [day, this.#region, 's3', 'aws4_request'].reduce(
      (previous, part) => createHmac('sha256', previous).update(part).digest(),
      secret,
    )
    this.#day = day
    return (this.#key = createSecretKey(key))
  }
}

/** Not by `URLSearchParams`, which writes a blank in another way than it is signed. */
const queryOf = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${percentEncoded(value)}`)
    .join('&')
