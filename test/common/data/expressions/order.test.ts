import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareKeys, compareText } from '../../../../src/common/data/expressions/order.ts'
import { unicodeText } from './arbitraries.ts'
import { checkProperty } from './property.ts'

test('texts compare as their UTF-8 bytes do', () => {
  checkProperty(
    fc.property(unicodeText, unicodeText, unicodeText, (a, b, shared) => {
      const [x, y] = [shared + a, shared + b]
      expect(Math.sign(compareText(x, y))).toBe(Buffer.compare(Buffer.from(x), Buffer.from(y)))
    }),
    5000,
  )
})

test('an emoji sorts after the last characters of the basic plane, unlike in JavaScript', () => {
  expect(compareText('😀', '\uff01')).toBeGreaterThan(0)
})

test('keys compare by value, bytes and text of their type', () => {
  expect(compareKeys(10, 9)).toBeGreaterThan(0)
  expect(compareKeys('10', '9')).toBeLessThan(0)
  expect(compareKeys(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0)
})
