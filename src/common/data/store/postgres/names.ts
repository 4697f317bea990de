import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { ValidationError } from '../../errors.ts'

/** PostgreSQL cuts longer names off and says so only in a notice, so that two could become one. */
const MAX_NAME_BYTES = 63
const DIGEST_CHARACTERS = 16

/** A name as PostgreSQL can hold it: as it is where that fits, else its beginning and a digest of the whole. */
export function fittingName(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new ValidationError('A PostgreSQL name cannot be empty or hold NUL')
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, DIGEST_CHARACTERS)
  return `${textPrefix(name, MAX_NAME_BYTES - DIGEST_CHARACTERS - 1)}~${digest}`
}

/** As many whole characters from the start of a text as fit into so many bytes of UTF-8. */
export function textPrefix(text: string, bytes: number): string {
  const encoded = Buffer.from(text)
  let end = Math.min(bytes, encoded.length)
  // A cut never goes through a character, whose bytes but the first look like 10xxxxxx.
  while (((encoded[end] ?? 0) & 0xc0) === 0x80) end--
  return encoded.subarray(0, end).toString()
}

/** A name as it stands in SQL, whatever is in it. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
