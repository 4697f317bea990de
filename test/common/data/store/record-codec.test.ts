import { deepStrictEqual } from 'node:assert'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import {
  decodeRecord,
  decodeValue,
  encodeRecord,
  encodeValue,
} from '../../../../src/common/data/store/record-codec.ts'
import {
  NumericText,
  ValueSet,
  type StoredRecord,
  type StoredValue,
} from '../../../../src/common/data/store/value.ts'
import { storedRecord, storedValue } from '../expressions/arbitraries.ts'
import { checkProperty } from '../expressions/property.ts'

test('every record and value comes back as it was', () => {
  checkProperty(
    fc.property(storedRecord, storedValue, (record, value) => {
      deepStrictEqual(decodeRecord(encodeRecord(record)), record)
      deepStrictEqual(decodeValue(encodeValue(value)), value)
    }),
    3000,
  )
})

test('plain records read as plain JSON', () => {
  const record = { id: 'a', n: 1.5, nothing: null, list: [true, { x: '$' }] }
  expect(encodeRecord(record)).toBe(JSON.stringify(record))
})

test('the tags are as documented', () => {
  const record = {
    n: new NumericText('12345678901234567890'),
    b: Uint8Array.of(1, 2, 3),
    s: new ValueSet('NS', [1]),
  }
  expect(encodeRecord(record)).toBe('{"n":{"$n":"12345678901234567890"},"b":{"$b":"AQID"},"s":{"$ns":["1"]}}')
})

test('data that looks like a tag stays data', () => {
  const forged = { a: { $n: '1' }, b: { $b: 'AQID' }, $ss: ['x'] }
  expect(decodeRecord(encodeRecord(forged))).toStrictEqual(forged)
})

test('__proto__ is a map name like any other, and no attribute name', () => {
  const map = JSON.parse('{"__proto__":{"polluted":true},"x":{"__proto__":{"$n":"1"}}}') as StoredRecord
  const decoded = decodeRecord(encodeRecord({ map })).map as StoredRecord
  expect(Object.keys(decoded)).toEqual(['__proto__', 'x'])
  expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
  expect(JSON.stringify(decoded)).toBe(JSON.stringify(map))
  expect(() => encodeRecord(map)).toThrow(ValidationError)
})

test.each([{ '': 1 }, { map: { '': 1 } }])('an empty name is refused', (record) => {
  expect(() => encodeRecord(record)).toThrow(ValidationError)
})

test.each([NaN, Infinity, undefined])('%s is refused, not silently changed', (value) => {
  expect(() => encodeRecord({ x: [value as StoredValue] })).toThrow(ValidationError)
})
