import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeFloat,
  decodeInteger,
  decodeText,
  encodeFloat,
  encodeInteger,
  encodeText,
} from '../../../../src/common/data/model/key-codec.ts'

const RUNS = { numRuns: 20_000 }
const byBytes = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))

/** Text made of everything that a careless encoding trips over. */
const hostile = fc.string({
  unit: fc.constantFrom(
    '#',
    '$',
    '%',
    ' ',
    '!',
    '"',
    'a',
    'B',
    '_',
    '~',
    '/',
    '\u0000',
    '\u001f',
    'é',
    '\uffff',
    '😀',
  ),
  maxLength: 5,
})

describe('text in keys', () => {
  test('text without special characters reads as written', () => {
    expect(encodeText('johndoe')).toBe('johndoe')
    expect(encodeText('2025-01-15T10:30:00')).toBe('2025-01-15T10:30:00')
  })

  test('is injective and keeps the order of tuples joined by #', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (a, b, c, d) => {
        const wanted = byBytes(a, c) || byBytes(b, d)
        expect(byBytes(`${encodeText(a)}#${encodeText(b)}`, `${encodeText(c)}#${encodeText(d)}`)).toBe(wanted)
      }),
      RUNS,
    )
  })

  test('comes back, and an encoded prefix is a prefix', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(decodeText(encodeText(a))).toBe(a)
        expect(encodeText(a + b).startsWith(encodeText(a))).toBe(true)
      }),
      RUNS,
    )
  })
})

describe('numbers in keys', () => {
  test('integers sort as numbers, negatives included, and come back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        expect(byBytes(encodeInteger(a), encodeInteger(b))).toBe(Math.sign(a - b))
        expect(decodeInteger(encodeInteger(a))).toBe(a)
      }),
      RUNS,
    )
    expect(encodeInteger(7)).toBe('10000000000000007')
  })

  test('floats sort as numbers and come back', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const wanted = a < b ? -1 : a > b ? 1 : 0
        expect(byBytes(encodeFloat(a), encodeFloat(b))).toBe(wanted)
        expect(decodeFloat(encodeFloat(a))).toBe(a === 0 ? 0 : a)
      }),
      RUNS,
    )
  })

  test('what is not a key number is refused', () => {
    expect(() => encodeInteger(2 ** 53)).toThrow('safe integer')
    expect(() => encodeInteger(1.5)).toThrow('safe integer')
    expect(() => encodeFloat(Number.NaN)).toThrow('finite')
    expect(decodeInteger('7')).toBeUndefined()
    expect(decodeFloat('zz')).toBeUndefined()
  })
})
