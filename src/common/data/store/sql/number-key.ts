import { parseDecimal, type Numeric } from '../../expressions/decimal.ts'

const ZERO = 0x80
const POSITIVE = 0x81
/** Base-100 exponents run from -64 to 63; this moves them to positive bytes. */
const EXPONENT_BIAS = 0x50

/**
 * Bytes that sort as the numbers do and are equal for equal numbers: `80` for zero; for a positive number `81`, the
 * base-100 exponent, the base-100 digits plus one, `00`; for a negative one the complement of every byte.
 */
export function encodeNumberKey(value: Numeric): Uint8Array {
  const { coefficient, exponent } = parseDecimal(value)
  if (coefficient === 0n) return Uint8Array.of(ZERO)
  const negative = coefficient < 0n
  let digits = String(negative ? -coefficient : coefficient)
  let point = digits.length + exponent // The value is 0.digits * 10 ** point.
  if (point % 2 !== 0) {
    digits = `0${digits}`
    point++
  }
  if (digits.length % 2 !== 0) digits += '0'
  const bytes = new Uint8Array(digits.length / 2 + 3)
  bytes[0] = POSITIVE
  bytes[1] = point / 2 + EXPONENT_BIAS
  for (let i = 0; i < digits.length; i += 2) bytes[2 + i / 2] = Number(digits.slice(i, i + 2)) + 1
  return negative ? bytes.map((byte) => 0xff - byte) : bytes
}
