import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { exactKeyValues, keyValue, keyValues, type ColumnValue } from '../sql/key-columns.ts'
import type { Key, StoredRecord, StoredValue } from '../value.ts'
import type { Column } from './layout.ts'
import { textPrefix } from './names.ts'

/**
 * An entry of a PostgreSQL index holds at most 2704 bytes, less than two keys of DynamoDB may have. With partitions of at
 * most 299, the longest entry (two partitions and two sort keys of 1024) fits.
 */
const MAX_PARTITION_BYTES = 256
const DIGEST_CHARACTERS = 43

/**
 * The value of a key column. Text is compared by the bytes of its UTF-8 (`COLLATE "C"`), a number is bytes that sort by
 * value, and a long partition is its beginning and a digest.
 *
 * @throws ValidationError for a wrongly typed or empty value; TooLargeError over DynamoDB's key sizes
 */
export function columnValue(column: Column, value: StoredValue): ColumnValue {
  return fitting(column, keyValue(column, value))
}

/** The column values of key attributes. @throws as `columnValue`, and for a missing attribute */
export const columnValues = (columns: readonly Column[], record: StoredRecord): ColumnValue[] =>
  keyValues(columns, record, columnValue)

/** As `columnValues` for a key that must hold nothing else. */
export const exactColumnValues = (columns: readonly Column[], key: Key): ColumnValue[] =>
  exactKeyValues(columns, key, columnValue)

/** Longer than any partition that is held as it is, so that the two kinds never meet. */
function fitting({ role }: Column, value: ColumnValue): ColumnValue {
  if (role === 'sort' || value === null || value.length * 3 <= MAX_PARTITION_BYTES) return value
  const bytes = Buffer.from(value as string)
  if (bytes.length <= MAX_PARTITION_BYTES) return value
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, DIGEST_CHARACTERS)
  if (typeof value === 'string') return textPrefix(value, MAX_PARTITION_BYTES) + digest
  return Buffer.concat([bytes.subarray(0, MAX_PARTITION_BYTES), Buffer.from(digest)])
}
