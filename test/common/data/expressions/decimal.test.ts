import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import {
  addNumbers,
  compareNumbers,
  fromDecimalText,
  toDecimalText,
} from '../../../../src/common/data/expressions/decimal.ts'
import { NumericText } from '../../../../src/common/data/store/value.ts'
import { checkProperty } from './property.ts'

/** Any text of at most 38 digits with a point and an exponent somewhere. */
const numberText = fc
  .record({
    negative: fc.boolean(),
    digits: fc.stringMatching(/^[0-9]{1,38}$/),
    point: fc.nat(38),
    exponent: fc.integer({ min: -85, max: 85 }),
  })
  .map(({ negative, digits, point, exponent }) => {
    const at = Math.min(point, digits.length)
    const [whole, fraction] = [digits.slice(0, at), digits.slice(at)]
    return `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}${exponent === 0 ? '' : `e${exponent}`}`
  })

/** The value times 10 ** 300, which is a whole number for every number in range. */
function model(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.replace(/^-/, '').toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const value = BigInt(whole + fraction) * 10n ** BigInt(300 + Number(exponent) - fraction.length)
  return text.startsWith('-') ? -value : value
}

const textOf = (text: string): NumericText => new NumericText(text)

describe('decimal numbers', () => {
  test('the canonical text is the same value, and equal numbers share it', () => {
    checkProperty(
      fc.property(numberText, (text) => {
        const canonical = toDecimalText(textOf(text))
        expect(model(canonical)).toBe(model(text))
        expect(toDecimalText(textOf(canonical))).toBe(canonical)
        const value = fromDecimalText(text)
        expect(toDecimalText(value)).toBe(canonical)
        if (typeof value === 'number') expect(model(String(value))).toBe(model(text))
      }),
    )
  })

  test('order and equality are those of the exact values', () => {
    checkProperty(
      fc.property(numberText, fc.option(numberText), (a, other) => {
        const b = other ?? a
        const [x, y] = [model(a), model(b)]
        expect(Math.sign(compareNumbers(textOf(a), fromDecimalText(b)))).toBe(x < y ? -1 : x > y ? 1 : 0)
        expect(toDecimalText(textOf(a)) === toDecimalText(textOf(b))).toBe(x === y)
      }),
    )
  })

  test('a sum is exact or refused', () => {
    checkProperty(
      fc.property(numberText, numberText, (a, b) => {
        const exact = model(a) + model(b)
        const digits = String(exact < 0n ? -exact : exact).replace(/0+$/, '').length
        const sum = (): string => toDecimalText(addNumbers(fromDecimalText(a), textOf(b)))
        if (digits > 38) expect(sum).toThrow(ValidationError)
        else expect(model(sum())).toBe(exact)
      }),
    )
  })

  test('every JavaScript number in range keeps its value', () => {
    checkProperty(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e125, max: 9e125 }), (value) => {
        fc.pre(value === 0 || Math.abs(value) >= 1e-130)
        expect(fromDecimalText(toDecimalText(value))).toBe(value + 0)
      }),
    )
  })

  test.each([
    [0.1, '0.1'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '1.5E-7'],
    [9.99e125, '9.99E+125'],
    [textOf('00012.3400'), '12.34'],
    [textOf('-0.0'), '0'],
    [textOf('12345678901234567890123456789012345678'), '12345678901234567890123456789012345678'],
  ])('%j is written %s', (value, text) => {
    expect(toDecimalText(value)).toBe(text)
  })

  test('0.1 + 0.2 is 0.3', () => {
    expect(addNumbers(0.1, 0.2)).toBe(0.3)
  })

  test.each([NaN, Infinity, 1e126, 1e-131, '', '.', 'abc', '0x10', '1e', ' 1', '1E+126', '1'.repeat(39)])(
    '%j is refused',
    (value) => {
      const read = (): unknown => (typeof value === 'number' ? toDecimalText(value) : fromDecimalText(value))
      expect(read).toThrow(ValidationError)
    },
  )
})
