import type { FuzzOperation } from './document.ts'

/**
 * What a request is by the document: `valid` has to be taken, `invalid` refused, `method` is one that the path does not
 * have, and of `odd` nobody says more than that the answer is a documented one.
 */
export type Kind = 'valid' | 'invalid' | 'odd' | 'method'

export interface FuzzRequest {
  readonly operation: FuzzOperation
  readonly kind: Kind
  /** What is wrong or odd about it, in a few words. */
  readonly what: string
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
  /** Path parameters before their encoding. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  /** The body where it says that it is JSON and is. */
  readonly json?: unknown
}

/** Sends a request and reads the answer; of a stream that stays open, its beginning. */
export type Send = (request: FuzzRequest) => Promise<Answer>

/** Reads the body of an answer as its content type says. */
export function answerOf(status: number, headers: Answer['headers'], body: Buffer): Answer {
  if (!headers['content-type']?.includes('json') || body.length === 0) return { status, headers, body }
  try {
    return { status, headers, body, json: JSON.parse(body.toString()) as unknown }
  } catch {
    return { status, headers, body }
  }
}

/** The request as a command that sends it again; bytes that are no plain text are escaped as bash reads them. */
export function curlOf({ method, url, headers, body }: FuzzRequest, origin: string): string {
  const parts = ['curl -si', `-X ${method}`, quoted(origin + url)]
  for (const [name, value] of Object.entries(headers))
    parts.push(`-H ${quoted(`${name}: ${value}`, 'latin1')}`)
  if (body) parts.push(`--data-binary ${quoted(body)}`)
  return parts.join(' ')
}

function quoted(text: string | Buffer, encoding: BufferEncoding = 'utf8'): string {
  const bytes = typeof text === 'string' ? Buffer.from(text, encoding) : text
  const shown = bytes.subarray(0, 4000)
  const plain = shown.toString('latin1')
  if (/^[\x20-\x26\x28-\x7e]*$/.test(plain) && shown.length === bytes.length) return `'${plain}'`
  const escaped = plain.replace(
    /[^\x20-\x7e]|['\\]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  const rest = bytes.length - shown.length
  return `$'${escaped}'${rest > 0 ? ` # and ${rest} bytes more` : ''}`
}
