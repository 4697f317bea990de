import { ValidationError } from '../data/errors.ts'

const MAX_KEY = 512
/** With every letter escaped, a segment still fits the 255 bytes of a file name. */
const MAX_SEGMENT = 120

const SEGMENT = /^[A-Za-z0-9._=-]+$/
const PREFIX = /^[A-Za-z0-9._=/-]*$/

function isSegment(segment: string): boolean {
  return segment.length <= MAX_SEGMENT && SEGMENT.test(segment) && segment !== '.' && segment !== '..'
}

/**
 * Keys are segments of `A-Z a-z 0-9 . _ = -` with slashes between them: text that needs no escaping in a URL, a path or
 * a shell and means one thing on every backend. At most 512 characters, 120 a segment.
 */
export const isObjectKey = (key: string): boolean => key.length <= MAX_KEY && key.split('/').every(isSegment)

/** @throws ValidationError */
export function checkKey(key: string): void {
  if (isObjectKey(key)) return
  throw new ValidationError(`Not an object key: ${JSON.stringify(key.slice(0, 100))}`, [
    { path: '/key', message: 'must be segments of A-Z a-z 0-9 . _ = - with slashes between them' },
  ])
}

/** The beginning of a key, the empty text included. @throws ValidationError */
export function checkPrefix(prefix: string): void {
  if (prefix.length <= MAX_KEY && PREFIX.test(prefix)) return
  throw new ValidationError(`Not the beginning of an object key: ${JSON.stringify(prefix.slice(0, 100))}`)
}
