/**
 * How a value is written inside a text key. The encoding is injective, keeps order across several parts, and keeps
 * prefixes: an encoded prefix is a prefix of the encoding, so `begins_with` works.
 *
 * Text: `#` separates parts, so every code point up to `$` (0x00 to 0x24) becomes `$` and two upper-case hex digits.
 * `$` is the lowest byte left after the separator, which is what keeps order across parts. Text without such
 * characters reads as written: `USER#johndoe`.
 */
export function encodeText(text: string): string {
  return text.replace(/[\u0000-\u0024]/g, (character) => `$${hexByte(character.charCodeAt(0))}`)
}

const hexByte = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0')

/** The inverse of `encodeText`. */
export function decodeText(encoded: string): string {
  return encoded.replace(/\$([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

const INTEGER_DIGITS = 16
const NEGATIVE_BASE = 10n ** BigInt(INTEGER_DIGITS)

/** A safe integer as a sign digit and 16 digits, so that text order is number order, negatives included. */
export function encodeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`a key integer must be a safe integer, not ${value}`)
  if (value >= 0) return `1${String(value + 0).padStart(INTEGER_DIGITS, '0')}`
  return `0${String(NEGATIVE_BASE + BigInt(value)).padStart(INTEGER_DIGITS, '0')}`
}

/** The inverse of `encodeInteger`; undefined when the text is not one. */
export function decodeInteger(encoded: string): number | undefined {
  if (!/^[01]\d{16}$/.test(encoded)) return undefined
  const digits = encoded.slice(1)
  return encoded.startsWith('1') ? Number(digits) : Number(BigInt(digits) - NEGATIVE_BASE)
}

const float = new DataView(new ArrayBuffer(8))
const SIGN_BIT = 1n << 63n
const ALL_BITS = (1n << 64n) - 1n

/** Any finite number as 16 hex digits of its IEEE 754 bits, turned so that text order is number order. */
export function encodeFloat(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a key number must be finite, not ${value}`)
  float.setFloat64(0, value === 0 ? 0 : value)
  const bits = float.getBigUint64(0)
  const ordered = bits & SIGN_BIT ? bits ^ ALL_BITS : bits | SIGN_BIT
  return ordered.toString(16).toUpperCase().padStart(16, '0')
}

/** The inverse of `encodeFloat`; undefined when the text is not one. */
export function decodeFloat(encoded: string): number | undefined {
  if (!/^[0-9A-F]{16}$/.test(encoded)) return undefined
  const ordered = BigInt(`0x${encoded}`)
  float.setBigUint64(0, ordered & SIGN_BIT ? ordered ^ SIGN_BIT : ordered ^ ALL_BITS)
  return float.getFloat64(0)
}
