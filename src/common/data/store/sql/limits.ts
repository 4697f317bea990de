import { TooLargeError, ValidationError } from '../../errors.ts'
import type { RangeQuery, ScanQuery, StoreLimits } from '../store.ts'

/** DynamoDB's, so that callers split their work the same everywhere. */
export const LIMITS: StoreLimits = { batchGet: 100, batchWrite: 25, transaction: 100 }

/** Of a partition key and of a sort key. */
export const PARTITION_KEY_BYTES = 2048
export const SORT_KEY_BYTES = 1024

/** One call reads no more than this many records, or about 1 MB as in DynamoDB. */
export const MAX_RECORDS = 1000
export const MAX_CHARACTERS = 1_048_576
/** Counting without a filter decodes no record. */
export const MAX_COUNTED = 20_000

/** @throws TooLargeError */
export function requireAtMost(count: number, limit: number, things: string): void {
  if (count > limit) throw new TooLargeError(`One call takes at most ${limit} ${things}, not ${count}`)
}

/** @throws ValidationError for a limit that is no number of records */
export function limitOf({ limit = Infinity }: RangeQuery | ScanQuery): number {
  if (limit === Infinity || (Number.isSafeInteger(limit) && limit > 0)) return limit
  throw new ValidationError('A limit must be a whole number from 1')
}
