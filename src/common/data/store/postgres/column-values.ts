import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import * as keys from '../sqlite/key-columns.ts'
import type { Key, StoredRecord, StoredValue } from '../value.ts'
import type { Column } from './layout.ts'
import { textPrefix } from './names.ts'

/** What a key column holds: text for S, bytes for N and B, null for a record that is not in an index. */
export type ColumnValue = string | Uint8Array | null

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
  return fitting(column, keys.keyValue(column, value) as ColumnValue)
}

/** The column values of key attributes. @throws as `columnValue`, and for a missing attribute */
export function columnValues(columns: readonly Column[], record: StoredRecord): ColumnValue[] {
  return fittingAll(columns, keys.keyValues(columns, record))
}

/** As `columnValues` for a key that must hold nothing else. */
export function exactColumnValues(columns: readonly Column[], key: Key): ColumnValue[] {
  return fittingAll(columns, keys.exactKeyValues(columns, key))
}

/** As `columnValues` for the keys of indexes, where an absent attribute only keeps the record out of the index. */
export function indexColumnValues(columns: readonly Column[], record: StoredRecord): ColumnValue[] {
  return fittingAll(columns, keys.indexValues(columns, record))
}

/** As `indexColumnValues`, and a value that does not fit stays out of a new index as well, as in DynamoDB. */
export function lenientColumnValue(column: Column, record: StoredRecord): ColumnValue {
  const value = record[column.attribute.name]
  if (value === undefined) return null
  try {
    return columnValue(column, value)
  } catch {
    return null
  }
}

const fittingAll = (columns: readonly Column[], values: readonly unknown[]): ColumnValue[] =>
  columns.map((column, i) => fitting(column, values[i] as ColumnValue))

/** Longer than any partition that is held as it is, so that the two kinds never meet. */
function fitting({ role }: Column, value: ColumnValue): ColumnValue {
  if (role === 'sort' || value === null || value.length * 3 <= MAX_PARTITION_BYTES) return value
  const bytes = Buffer.from(value as string)
  if (bytes.length <= MAX_PARTITION_BYTES) return value
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, DIGEST_CHARACTERS)
  if (typeof value === 'string') return textPrefix(value, MAX_PARTITION_BYTES) + digest
  return Buffer.concat([bytes.subarray(0, MAX_PARTITION_BYTES), Buffer.from(digest)])
}
