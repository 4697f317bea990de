import { Buffer } from 'node:buffer'
import { TooLargeError } from '../../errors.ts'
import { toDecimalText } from '../../expressions/decimal.ts'
import { NumericText, ValueSet, type StoredMap, type StoredRecord, type StoredValue } from '../value.ts'

const MAX_ITEM_BYTES = 400 * 1024

/**
 * Refuses records that DynamoDB would refuse, so that what is stored here can move there.
 * @param text the record as JSON
 * @throws TooLargeError over 400 KiB
 */
export function checkItemSize(record: StoredRecord, text: string): void {
  // A character is at most three bytes, and everything else is longer as JSON: most records need no count.
  if (text.length * 3 <= MAX_ITEM_BYTES) return
  const size = mapSize(record)
  if (size > MAX_ITEM_BYTES) {
    throw new TooLargeError(`The item has ${size} bytes; at most ${MAX_ITEM_BYTES} are allowed`)
  }
}

/**
 * Bytes of a value by DynamoDB's own rules.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
function sizeOf(value: StoredValue): number {
  switch (typeof value) {
    case 'string':
      return Buffer.byteLength(value)
    case 'number':
      return numberSize(value)
    case 'boolean':
      return 1
    default:
      return objectSize(value)
  }
}

function objectSize(value: Exclude<StoredValue, string | number | boolean>): number {
  if (value === null) return 1
  if (value instanceof NumericText) return numberSize(value)
  if (value instanceof Uint8Array) return value.length
  if (value instanceof ValueSet) return sum(value.members.map(sizeOf))
  if (Array.isArray(value))
    return 3 + sum((value as readonly StoredValue[]).map((element) => 1 + sizeOf(element)))
  return 3 + Object.keys(value).length + mapSize(value as StoredMap)
}

const mapSize = (map: StoredMap): number =>
  sum(Object.entries(map).map(([name, value]) => Buffer.byteLength(name) + sizeOf(value)))

/** One byte for each two significant digits, plus one, plus one for a sign. */
function numberSize(value: number | NumericText): number {
  const text = toDecimalText(value)
  const digits = text
    .replace(/E.*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '')
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0)
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)
