import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { ValidationError } from '../../../../../src/common/data/errors.ts'
import { fittingName, quote, textPrefix } from '../../../../../src/common/data/store/postgres/names.ts'

test('a name that fits is left alone, a longer one keeps its beginning and differs from its neighbours', () => {
  expect(fittingName('dev_passengers')).toBe('dev_passengers')
  expect(fittingName('x'.repeat(63))).toBe('x'.repeat(63))
  const [first, second] = [fittingName(`${'x'.repeat(80)}1`), fittingName(`${'x'.repeat(80)}2`)]
  expect(first).toMatch(/^x{46}~[0-9a-f]{16}$/)
  expect(second).not.toBe(first)
  expect(Buffer.byteLength(fittingName('é'.repeat(60)))).toBeLessThanOrEqual(63)
  for (const name of ['', 'a\0b']) expect(() => fittingName(name)).toThrow(ValidationError)
})

test('quotes are doubled', () => {
  expect(quote('a"b')).toBe('"a""b"')
})

test('a text is cut between characters', () => {
  expect(textPrefix('aé€😀', 100)).toBe('aé€😀')
  expect([1, 2, 3, 4, 5, 6, 7, 9, 10].map((bytes) => textPrefix('aé€😀', bytes))).toEqual([
    'a',
    'a',
    'aé',
    'aé',
    'aé',
    'aé€',
    'aé€',
    'aé€',
    'aé€😀',
  ])
})
