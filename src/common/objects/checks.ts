import { ValidationError } from '../data/errors.ts'
import { checkKey, checkPrefix } from './object-key.ts'
import type { ByteRange, DownloadOptions, ListOptions, RangeRequest, UploadSpec } from './object-store.ts'

/** The most that S3 takes in one request. */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3
/** The longest that a signature of S3 holds. */
const MAX_EXPIRY_SECONDS = 7 * 24 * 60 * 60
const MAX_PAGE = 1000

const CONTENT_TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+(?:; ?[a-z0-9!#$&^_.+-]+=[a-z0-9!#$&^_.+-]+)*$/i
const MAX_CONTENT_TYPE = 127

/** @throws ValidationError */
export function checkContentType(contentType: string): void {
  if (contentType.length <= MAX_CONTENT_TYPE && CONTENT_TYPE.test(contentType)) return
  throw new ValidationError(`Not a content type: ${JSON.stringify(contentType.slice(0, 100))}`)
}

function checkInteger(name: string, value: number, minimum: number, maximum: number): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return
  throw new ValidationError(`${name} must be a whole number from ${minimum} to ${maximum}`)
}

/** The specification with its defaults. @throws ValidationError */
export function checkedUpload(spec: UploadSpec): Required<UploadSpec> {
  const { minBytes = 1 } = spec
  checkKey(spec.key)
  checkContentType(spec.contentType)
  checkInteger('maxBytes', spec.maxBytes, 0, MAX_UPLOAD_BYTES)
  checkInteger('minBytes', minBytes, 0, spec.maxBytes)
  checkInteger('expiresInSeconds', spec.expiresInSeconds, 1, MAX_EXPIRY_SECONDS)
  return { ...spec, minBytes }
}

/** @throws ValidationError */
export function checkDownload(key: string, { expiresInSeconds, contentType }: DownloadOptions): void {
  checkKey(key)
  if (contentType !== undefined) checkContentType(contentType)
  checkInteger('expiresInSeconds', expiresInSeconds, 1, MAX_EXPIRY_SECONDS)
}

/** How many objects a page may have. @throws ValidationError */
export function pageLimit({ after, limit = MAX_PAGE }: ListOptions): number {
  if (after !== undefined) checkPrefix(after)
  checkInteger('limit', limit, 1, MAX_PAGE)
  return limit
}

/** @throws ValidationError for a range that no object has */
export function checkRange({ start, end = start }: RangeRequest): void {
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start) return
  throw new ValidationError(`There are no bytes ${start} to ${end}`)
}

/** The range asked for, within the object; the whole object where none was. @throws ValidationError */
export function rangeWithin(size: number, range: RangeRequest | undefined): ByteRange {
  if (!range) return { start: 0, end: size - 1 }
  checkRange(range)
  if (range.start >= size) throw outOfRange(range)
  return { start: range.start, end: Math.min(range.end ?? size, size - 1) }
}

export const outOfRange = ({ start }: RangeRequest): ValidationError =>
  new ValidationError(`The object ends before byte ${start}`)
