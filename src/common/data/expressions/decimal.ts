import { ValidationError } from '../errors.ts'
import { NumericText } from '../store/value.ts'

/** A number of the data layer: DynamoDB's N, at most 38 significant digits, 1E-130 to 9.99…E+125 or zero. */
export type Numeric = number | NumericText

/** `coefficient * 10 ** exponent`; the coefficient has no trailing zeros, and zero is 0 * 10 ** 0. */
export interface Decimal {
  readonly coefficient: bigint
  readonly exponent: number
}

const MAX_DIGITS = 38
const MAX_MAGNITUDE = 125
const MIN_MAGNITUDE = -130
/** Past so many zeros after the point, text is scientific; JavaScript's own limit, so most texts are its own. */
const MAX_LEADING_ZEROS = 5

const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/
const SHORT_PLAIN = /^-?\d+(?:\.\d+)?$/

/** The canonical text of a number: equal numbers have equal texts, and -0 is `0`. @throws ValidationError */
export function toDecimalText(value: Numeric): string {
  if (typeof value === 'number') {
    const magnitude = Math.abs(value)
    // In this range JavaScript's own text is already the canonical one.
    if (value === 0 || (magnitude >= 1e-6 && magnitude < 1e21)) return `${value}`
  }
  return formatDecimal(parseDecimal(value))
}

/**
 * A JavaScript number exactly when its own shortest text is the same decimal, else canonical `NumericText`.
 * @throws ValidationError when the text is no number, or one that DynamoDB cannot hold
 */
export function fromDecimalText(text: string): Numeric {
  if (text.length <= 15 && SHORT_PLAIN.test(text)) {
    // A double holds any 15 digits; adding 0 folds -0.
    return Number(text) + 0
  }
  return fromDecimal(parseDecimal(new NumericText(text)))
}

/** Negative, zero or positive, by exact value. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < b) return -1
    if (a > b) return 1
    if (a === b) return 0
  }
  const [left, right] = align(parseDecimal(a), parseDecimal(b))
  return left < right ? -1 : left > right ? 1 : 0
}

/** The exact sum. @throws ValidationError when it needs more than 38 digits or is out of range */
export function addNumbers(a: Numeric, b: Numeric): Numeric {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = (a as number) + (b as number)
    if (Number.isSafeInteger(sum)) return sum + 0
  }
  const left = parseDecimal(a)
  const right = parseDecimal(b)
  const [leftAligned, rightAligned] = align(left, right)
  return fromDecimal(normalize(leftAligned + rightAligned, Math.min(left.exponent, right.exponent)))
}

/** The exact decimal of a number. @throws ValidationError when it is not finite or out of range */
export function parseDecimal(value: Numeric): Decimal {
  const text = typeof value === 'number' ? String(value) : value.text
  const match = SYNTAX.exec(text)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match ?? []
  if (!match || whole + fraction === '') throw new ValidationError(`Not a number: ${text.slice(0, 60)}`)
  const digits = BigInt(whole + fraction)
  return normalize(sign === '-' ? -digits : digits, Number(exponent) - fraction.length)
}

function normalize(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 }
  const text = String(coefficient)
  const significant = text.replace(/0+$/, '')
  const digits = significant.length - (coefficient < 0n ? 1 : 0)
  const normalized = exponent + text.length - significant.length
  const magnitude = normalized + digits - 1
  if (digits > MAX_DIGITS)
    throw new ValidationError(`A number may have at most ${MAX_DIGITS} significant digits`)
  if (magnitude > MAX_MAGNITUDE || magnitude < MIN_MAGNITUDE) {
    throw new ValidationError('A number must be zero or between 1E-130 and 9.99E+125 in magnitude')
  }
  return { coefficient: BigInt(significant), exponent: normalized }
}

function align(a: Decimal, b: Decimal): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent)
  return [
    a.coefficient * 10n ** BigInt(a.exponent - exponent),
    b.coefficient * 10n ** BigInt(b.exponent - exponent),
  ]
}

/** Plain digits where that is short, else `d.dddE+n`. */
function formatDecimal({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? '-' : ''
  const digits = String(coefficient < 0n ? -coefficient : coefficient)
  const point = digits.length + exponent
  if (exponent >= 0 && point <= MAX_DIGITS) return sign + digits + '0'.repeat(exponent)
  if (exponent < 0 && point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
  if (exponent < 0 && -point <= MAX_LEADING_ZEROS) return `${sign}0.${'0'.repeat(-point)}${digits}`
  const magnitude = point - 1
  const mantissa = digits.length > 1 ? `${digits.slice(0, 1)}.${digits.slice(1)}` : digits
  return `${sign}${mantissa}E${magnitude < 0 ? '-' : '+'}${Math.abs(magnitude)}`
}

function fromDecimal(decimal: Decimal): Numeric {
  const text = formatDecimal(decimal)
  const number = Number(text)
  return toDecimalText(number) === text ? number : new NumericText(text)
}
