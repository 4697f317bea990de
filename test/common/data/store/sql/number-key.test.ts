import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareNumbers, fromDecimalText } from '../../../../../src/common/data/expressions/decimal.ts'
import { encodeNumberKey } from '../../../../../src/common/data/store/sql/number-key.ts'
import { numeric } from '../../expressions/arbitraries.ts'
import { checkProperty } from '../../expressions/property.ts'

test('number keys sort as the numbers, and are equal for equal numbers', () => {
  checkProperty(
    fc.property(numeric, numeric, (a, b) => {
      const order = Math.sign(Buffer.compare(encodeNumberKey(a), encodeNumberKey(b)))
      expect(order).toBe(Math.sign(compareNumbers(a, b)))
    }),
    5000,
  )
})

test('the ends of the range sort, too', () => {
  const texts = [
    '-9.99E+125',
    '-1',
    '-1E-130',
    '0',
    '1E-130',
    '0.1',
    '9.5',
    '10',
    '10.01',
    '100',
    '9.99E+125',
  ]
  const keys = texts.map((text) => Buffer.from(encodeNumberKey(fromDecimalText(text))))
  expect(keys.toSorted((a, b) => Buffer.compare(a, b))).toEqual(keys)
})
