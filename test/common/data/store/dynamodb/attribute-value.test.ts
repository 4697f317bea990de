import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../../src/common/data/errors.ts'
import { valuesEqual } from '../../../../../src/common/data/expressions/equality.ts'
import {
  fromAttributeValue,
  toAttributeValue,
} from '../../../../../src/common/data/store/dynamodb/attribute-value.ts'
import { NumericText, ValueSet, type StoredValue } from '../../../../../src/common/data/store/value.ts'

const finite = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => value === 0 || (Math.abs(value) > 1e-120 && Math.abs(value) < 1e120))
const bytes = fc.uint8Array({ maxLength: 20 })

const { value: anyValue } = fc.letrec<{ value: StoredValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    finite,
    fc.boolean(),
    fc.constant(null),
    bytes,
    fc.bigInt({ min: 10n ** 36n, max: 10n ** 37n - 1n }).map((digits) => new NumericText(`${digits}1`)),
    fc.uniqueArray(fc.string(), { minLength: 1 }).map((members) => new ValueSet('SS', members)),
    fc.uniqueArray(fc.integer(), { minLength: 1 }).map((members) => new ValueSet('NS', members)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('__proto__', 'constructor')),
      tie('value'),
    ),
  ),
}))

describe('attribute values', () => {
  test('every value comes back as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(valuesEqual(fromAttributeValue(toAttributeValue(value)), value)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test.each<[StoredValue, unknown]>([
    ['', { S: '' }],
    [-0, { N: '0' }],
    [1e21, { N: '1000000000000000000000' }],
    [new NumericText('1.50'), { N: '1.5' }],
    [null, { NULL: true }],
    [new ValueSet('NS', [1, new NumericText('2.0')]), { NS: ['1', '2'] }],
    [[1, {}], { L: [{ N: '1' }, { M: {} }] }],
  ])('%j', (value, expected) => {
    expect(toAttributeValue(value)).toEqual(expected)
  })

  test.each([
    NaN,
    Infinity,
    new ValueSet('SS', []),
    new ValueSet('NS', ['a']),
    { '': 1 },
    [undefined],
    { a: undefined },
  ])('refuses %o', (value) => {
    expect(() => toAttributeValue(value as StoredValue)).toThrow(ValidationError)
  })

  test('a map entry named __proto__ stays an entry', () => {
    const map = JSON.parse('{"__proto__":{"S":"x"}}') as Record<string, { S: string }>
    const value = fromAttributeValue({ M: map }) as Record<string, StoredValue>
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.entries(value)).toEqual([['__proto__', 'x']])
  })

  test('what is no attribute value is refused', () => {
    expect(() => fromAttributeValue({ $unknown: ['X', 1] })).toThrow(TypeError)
  })
})
