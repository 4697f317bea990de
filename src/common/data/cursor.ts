import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { BadCursorError } from './errors.ts'
import { randomPart } from './random-part.ts'
import { NumericText, type Key, type KeyValue } from './store/value.ts'

/** Where a walk over a query stands. */
export interface CursorPosition {
  /** The key attributes of the last entity returned, or of the last record read. */
  readonly after: Key
}

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const FORMAT_VERSION = 1
const LIFETIME_SECONDS = 24 * 60 * 60
const MAX_LENGTH = 4096

/**
 * Cursors: opaque, encrypted, authenticated, and bound to one query. A position says what is stored under which key,
 * so it is encrypted; a client that changes a byte, another query, or a day's delay makes it a bad cursor.
 */
export class CursorCodec {
  readonly #key: KeyObject
  readonly #now: () => number

  /** `secret` is at least 16 bytes of key material; the same in every process that serves the same clients. */
  constructor(secret: Uint8Array, now: () => number = Date.now) {
    this.#key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'bulkhead cursor', 32)))
    this.#now = now
  }

  /** `binding` says which query the position belongs to: everything but the page size. */
  seal({ after }: CursorPosition, binding: string): string {
    const iv = randomPart(IV_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#key, iv).setAAD(associatedData(binding))
    const expires = Math.floor(this.#now() / 1000) + LIFETIME_SECONDS
    const payload = JSON.stringify([
      expires,
      Object.entries(after).map(([name, value]) => [name, ...tagged(value)]),
    ])
    const sealed = [iv, cipher.update(payload, 'utf8'), cipher.final(), cipher.getAuthTag()]
    return Buffer.concat(sealed).toString('base64url')
  }

  /** @throws BadCursorError when the text is not a cursor of this query, or too old */
  open(text: string, binding: string): CursorPosition {
    const [expires, entries] = this.#decrypt(text, binding)
    if (expires * 1000 < this.#now())
      throw new BadCursorError('The cursor has expired; start again without it')
    return { after: Object.fromEntries(entries.map(([name, type, value]) => [name, untagged(type, value)])) }
  }

  #decrypt(text: string, binding: string): Payload {
    try {
      if (text.length > MAX_LENGTH || !/^[\w-]+$/.test(text)) throw new RangeError('not a cursor')
      const bytes = Buffer.from(text, 'base64url')
      // Node drops stray bits at the end; two texts for one cursor would let a changed one through.
      if (bytes.toString('base64url') !== text) throw new RangeError('not canonical')
      const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(associatedData(binding)).setAuthTag(bytes.subarray(-TAG_BYTES))
      const payload =
        decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      return JSON.parse(payload) as Payload
    } catch (cause) {
      throw new BadCursorError('The cursor does not belong to this query, or was changed', { cause })
    }
  }
}

type Payload = [
  expires: number,
  entries: [name: string, type: 'S' | 'N' | 'T' | 'B', value: string | number][],
]

const associatedData = (binding: string): Buffer => hash('sha256', `${FORMAT_VERSION}|${binding}`, 'buffer')

function tagged(value: KeyValue): ['S' | 'N' | 'T' | 'B', string | number] {
  if (typeof value === 'string') return ['S', value]
  if (typeof value === 'number') return ['N', value]
  if (value instanceof NumericText) return ['T', value.text]
  return ['B', Buffer.from(value).toString('base64')]
}

function untagged(type: 'S' | 'N' | 'T' | 'B', value: string | number): KeyValue {
  if (type === 'T') return new NumericText(String(value))
  if (type === 'B') return Uint8Array.from(Buffer.from(String(value), 'base64'))
  return value
}
