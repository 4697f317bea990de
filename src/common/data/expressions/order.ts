import { Buffer } from 'node:buffer'
import { NumericText, type KeyValue, type StoredValue } from '../store/value.ts'
import { compareNumbers } from './decimal.ts'

const SURROGATES = 0xd800
const AFTER_SURROGATES = 0xe000

/**
 * Order of two texts by their UTF-8 bytes, DynamoDB's order, without encoding them. JavaScript's own `<` compares
 * UTF-16 units and so puts an emoji before U+FF01.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return x >= SURROGATES && y >= SURROGATES ? codePointRank(x) - codePointRank(y) : x - y
  }
  return a.length - b.length
}

/** Surrogates stand for code points above U+FFFF, so they move behind the units that follow them. */
const codePointRank = (unit: number): number => (unit >= AFTER_SURROGATES ? unit - 0x800 : unit + 0x2000)

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}

/**
 * Order of two scalars of one type: text by UTF-8 bytes, numbers by value, binary by bytes. Undefined when the types
 * differ or have no order.
 */
export function compareScalars(a: StoredValue, b: StoredValue): number | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : undefined
  if (isNumeric(a)) return isNumeric(b) ? compareNumbers(a, b) : undefined
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b)
  return undefined
}

/** Order of two values of one key attribute; values of different types, which no table has, sort by type. */
export function compareKeys(a: KeyValue, b: KeyValue): number {
  return compareScalars(a, b) ?? keyTypeRank(a) - keyTypeRank(b)
}

const keyTypeRank = (value: KeyValue): number => (isNumeric(value) ? 0 : typeof value === 'string' ? 1 : 2)

export const isNumeric = (value: StoredValue): value is number | NumericText =>
  typeof value === 'number' || value instanceof NumericText
