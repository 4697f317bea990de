import { describe, expect, test } from 'vitest'
import type { Condition, Path } from '../../../../src/common/data/expressions/condition.ts'
import { matches } from '../../../../src/common/data/expressions/evaluate.ts'
import {
  NumericText,
  ValueSet,
  type StoredRecord,
  type StoredValue,
} from '../../../../src/common/data/store/value.ts'

const record: StoredRecord = {
  text: 'héllo😀',
  number: 5,
  huge: new NumericText('12345678901234567890'),
  bytes: Uint8Array.of(1, 2, 3),
  yes: true,
  nothing: null,
  list: [1, 'two', { deep: [true] }],
  map: { inner: { x: 1 }, y: 'z' },
  texts: new ValueSet('SS', ['a', 'b']),
  numbers: new ValueSet('NS', [1, 2.5]),
}

const at = (...path: Path): Path => path
const check = (condition: Condition): boolean => matches(condition, record)

describe('comparisons', () => {
  const compare = (
    op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte',
    name: string,
    value: StoredValue,
  ): boolean => check({ op, path: [name], value })

  test.each([
    ['number', 10, true],
    ['number', 5, false],
    ['number', '9', false],
    ['huge', new NumericText('12345678901234567891'), true],
    ['text', 'i', true],
    ['bytes', Uint8Array.of(1, 3), true],
    ['yes', true, false],
    ['absent', 1, false],
  ])('%s < %j is %s', (name, value, expected) => {
    expect(compare('lt', name, value)).toBe(expected)
  })

  test.each<[string, StoredValue, boolean]>([
    ['number', new NumericText('5.00'), true],
    ['number', '5', false],
    ['texts', new ValueSet('SS', ['b', 'a']), true],
    ['texts', new ValueSet('SS', ['b']), false],
    ['numbers', new ValueSet('NS', [new NumericText('2.50'), 1]), true],
    ['map', { y: 'z', inner: { x: 1 } }, true],
    ['map', { y: 'z', inner: { x: 2 } }, false],
    ['list', [1, 'two', { deep: [true] }], true],
    ['nothing', null, true],
    ['absent', null, false],
  ])('%s = %j is %s, and <> the opposite', (name, value, expected) => {
    expect(compare('eq', name, value)).toBe(expected)
    expect(compare('ne', name, value)).toBe(!expected)
  })

  test('the opposite of a comparison that has no answer is true', () => {
    expect(check({ op: 'not', condition: { op: 'lt', path: ['number'], value: 'x' } })).toBe(true)
  })
})

test.each<[string, Condition, boolean]>([
  ['between', { op: 'between', path: ['number'], low: 1, high: 5 }, true],
  ['between crossed bounds', { op: 'between', path: ['number'], low: 9, high: 1 }, false],
  ['between bounds of two types', { op: 'between', path: ['number'], low: 1, high: '9' }, false],
  ['in', { op: 'in', path: ['number'], values: ['5', 5] }, true],
  ['in nothing', { op: 'in', path: ['number'], values: [] }, false],
  ['beginsWith text', { op: 'beginsWith', path: ['text'], prefix: 'hé' }, true],
  ['beginsWith bytes', { op: 'beginsWith', path: ['bytes'], prefix: Uint8Array.of(1, 2) }, true],
  ['beginsWith of another type', { op: 'beginsWith', path: ['bytes'], prefix: 'h' }, false],
  [
    'beginsWith more than there is',
    { op: 'beginsWith', path: ['bytes'], prefix: Uint8Array.of(1, 2, 3, 4) },
    false,
  ],
  ['contains a part of a text', { op: 'contains', path: ['text'], value: 'llo' }, true],
  ['contains bytes', { op: 'contains', path: ['bytes'], value: Uint8Array.of(2, 3) }, true],
  ['contains an element', { op: 'contains', path: ['list'], value: { deep: [true] } }, true],
  ['contains a member', { op: 'contains', path: ['numbers'], value: new NumericText('2.5') }, true],
  ['contains a member of another type', { op: 'contains', path: ['numbers'], value: '1' }, false],
  ['contains in a number', { op: 'contains', path: ['number'], value: '5' }, false],
  ['exists for null', { op: 'exists', path: ['nothing'] }, true],
  ['exists at a position', { op: 'exists', path: at('list', 2, 'deep', 0) }, true],
  ['missing past the end', { op: 'missing', path: at('list', 3) }, true],
  ['missing below a text', { op: 'missing', path: at('text', 'x') }, true],
  ['missing for a name of the prototype', { op: 'missing', path: at('map', 'constructor') }, true],
  ['type', { op: 'type', path: ['huge'], type: 'N' }, true],
  ['type of an absent one', { op: 'type', path: ['absent'], type: 'NULL' }, false],
  ['size of a text in UTF-16 units', { op: 'size', path: ['text'], compare: 'eq', value: 7 }, true],
  ['size of bytes', { op: 'size', path: ['bytes'], compare: 'eq', value: 3 }, true],
  ['size of a list', { op: 'size', path: ['list'], compare: 'gte', value: 3 }, true],
  ['size of a map', { op: 'size', path: ['map'], compare: 'lt', value: 3 }, true],
  ['size of a set', { op: 'size', path: ['texts'], compare: 'eq', value: 2 }, true],
  ['size of a number', { op: 'size', path: ['number'], compare: 'gte', value: 0 }, false],
  [
    'size of an absent one is not any number',
    { op: 'size', path: ['absent'], compare: 'ne', value: 1 },
    true,
  ],
  ['and of nothing', { op: 'and', conditions: [] }, true],
  ['or of nothing', { op: 'or', conditions: [] }, false],
])('%s', (_name, condition, expected) => {
  expect(check(condition)).toBe(expected)
})

test('an absent record has no attributes', () => {
  expect(matches({ op: 'missing', path: ['id'] }, undefined)).toBe(true)
  expect(matches({ op: 'exists', path: ['id'] }, undefined)).toBe(false)
})
