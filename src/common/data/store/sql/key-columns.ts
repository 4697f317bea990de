import { Buffer } from 'node:buffer'
import { TooLargeError, ValidationError } from '../../errors.ts'
import { isNumeric } from '../../expressions/order.ts'
import type { KeyAttribute } from '../../model/table.ts'
import { typeOf, type Key, type StoredRecord, type StoredValue } from '../value.ts'
import { encodeNumberKey } from './number-key.ts'

/** A key attribute and what a column of it may hold. */
export interface KeyColumn {
  readonly attribute: KeyAttribute
  readonly maxBytes: number
}

/** What a key column holds: text for S, bytes for N and B, null for a record that is not in an index. */
export type ColumnValue = string | Uint8Array | null

/** The column value of one key attribute: `keyValue`, or what a backend makes of it. */
export type EncodeKey<C extends KeyColumn> = (column: C, value: StoredValue) => ColumnValue

/**
 * The column values of key attributes. They are compared byte by byte: text is stored as text, binary as bytes, and a
 * number as bytes that sort by value.
 *
 * @throws ValidationError for a missing, empty or wrongly typed value; TooLargeError over DynamoDB's key sizes
 */
export function keyValues<C extends KeyColumn>(
  columns: readonly C[],
  record: StoredRecord,
  encode: EncodeKey<C> = keyValue,
): ColumnValue[] {
  return columns.map((column) => {
    const value = record[column.attribute.name]
    if (value === undefined) throw invalid(column.attribute, 'is missing')
    return encode(column, value)
  })
}

/** As `keyValues` for a key that must hold nothing else. */
export function exactKeyValues<C extends KeyColumn>(
  columns: readonly C[],
  key: Key,
  encode: EncodeKey<C> = keyValue,
): ColumnValue[] {
  for (const name of Object.keys(key)) {
    if (columns.every(({ attribute }) => attribute.name !== name)) {
      throw new ValidationError(`${name} is no key attribute`, [
        { path: `/${name}`, message: 'is no key attribute' },
      ])
    }
  }
  return keyValues(columns, key, encode)
}

/** As `keyValues` for the attributes of indexes, where an absent attribute only keeps the record out of the index. */
export function indexValues<C extends KeyColumn>(
  columns: readonly C[],
  record: StoredRecord,
  encode: EncodeKey<C> = keyValue,
): ColumnValue[] {
  return columns.map((column) => {
    const value = record[column.attribute.name]
    return value === undefined ? null : encode(column, value)
  })
}

/** As for an index, and a value that does not fit stays out of a new index as well, as in DynamoDB. */
export function lenientValue<C extends KeyColumn>(
  column: C,
  record: StoredRecord,
  encode: EncodeKey<C> = keyValue,
): ColumnValue {
  const value = record[column.attribute.name]
  if (value === undefined) return null
  try {
    return encode(column, value)
  } catch {
    return null
  }
}

/** The column value of one key attribute. */
export function keyValue({ attribute, maxBytes }: KeyColumn, value: StoredValue): ColumnValue {
  if (attribute.type === 'S' && typeof value === 'string') {
    if (value === '') throw invalid(attribute, 'is an empty text')
    if (value.length * 3 > maxBytes) checkSize(attribute, Buffer.byteLength(value), maxBytes)
    return textKey(attribute, value)
  }
  if (attribute.type === 'N' && isNumeric(value)) return encodeNumberKey(value)
  if (attribute.type === 'B' && value instanceof Uint8Array) {
    if (value.length === 0) throw invalid(attribute, 'is empty')
    checkSize(attribute, value.length, maxBytes)
    return value
  }
  throw invalid(attribute, `has type ${typeOf(value)} and must have type ${attribute.type}`)
}

const NEEDS_CARE = /[\0\x01\p{Surrogate}]/u
const ESCAPED = /[\0\x01]/g

/**
 * A text as it is, except that U+0000 becomes U+0001 U+0001 and U+0001 becomes U+0001 U+0002: an engine may end a text
 * at the first NUL, and this keeps keys apart, in order and their prefixes prefixes.
 */
export function textKey(attribute: KeyAttribute, text: string): string {
  if (!NEEDS_CARE.test(text)) return text
  if (/\p{Surrogate}/u.test(text)) throw invalid(attribute, 'is not well-formed Unicode')
  return text.replace(ESCAPED, (character) => (character === '\0' ? '\x01\x01' : '\x01\x02'))
}

function checkSize({ name }: KeyAttribute, bytes: number, maxBytes: number): void {
  if (bytes > maxBytes)
    throw new TooLargeError(`Key attribute ${name} has ${bytes} bytes; at most ${maxBytes} are allowed`)
}

const invalid = ({ name }: KeyAttribute, message: string): ValidationError =>
  new ValidationError(`Key attribute ${name} ${message}`, [{ path: `/${name}`, message }])
