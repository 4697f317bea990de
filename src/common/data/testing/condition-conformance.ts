import assert from 'node:assert/strict'
import { ConditionFailedError } from '../errors.ts'
import type { Comparator, Condition } from '../expressions/condition.ts'
import { matches } from '../expressions/evaluate.ts'
import { NumericText, ValueSet, type StoredRecord, type StoredValue, type ValueType } from '../store/value.ts'
import { onTable, put, type ConformanceCase } from './conformance-case.ts'
import { simpleTable } from './conformance-tables.ts'

const RECORD: Omit<StoredRecord, 'id'> = {
  s: 'banana',
  n: 5,
  big: new NumericText('12345678901234567890123456789012345678'),
  t: true,
  nil: null,
  b: Uint8Array.of(1, 2, 3),
  emoji: '\u{1F600}',
  empty: '',
  l: ['a', 1, null, ['x'], { k: 'v' }],
  m: { a: { b: [10, { c: 'deep' }] }, 'x.y': 1 },
  ss: new ValueSet('SS', ['a', 'b']),
  ns: new ValueSet('NS', [1, 2.5]),
  bs: new ValueSet('BS', [Uint8Array.of(1), Uint8Array.of(2)]),
}

const compare = (op: Comparator, name: string, value: StoredValue): Condition => ({ op, path: [name], value })
const type = (name: string, expected: ValueType): Condition => ({ op: 'type', path: [name], type: expected })
const contains = (name: string, value: StoredValue): Condition => ({ op: 'contains', path: [name], value })
const size = (name: string, comparator: Comparator, value: number): Condition => ({
  op: 'size',
  path: [name],
  compare: comparator,
  value,
})
const yes: Condition = { op: 'exists', path: ['s'] }
const no: Condition = { op: 'missing', path: ['s'] }

/** Conditions that dynalite gets wrong. */
const dynaliteFaults = new Map<Condition, string>()
function notOnDynalite(condition: Condition, reason: string): Condition {
  dynaliteFaults.set(condition, reason)
  return condition
}

const HOLDING: readonly Condition[] = [
  compare('eq', 's', 'banana'),
  compare('ne', 's', 'apple'),
  compare('lt', 's', 'bananas'),
  compare('lte', 's', 'banana'),
  compare('gt', 's', 'B'),
  compare('gte', 's', 'banana'),
  // Bytes of UTF-8: an emoji stands after every character up to U+FFFF.
  notOnDynalite(compare('gt', 'emoji', '\uFF01'), 'orders text by UTF-16 units'),
  compare('eq', 'n', new NumericText('5.0')),
  compare('lt', 'n', 10),
  compare('gt', 'n', -5),
  compare('gt', 'big', new NumericText('12345678901234567890123456789012345677')),
  compare('lt', 'big', new NumericText('12345678901234567890123456789012345679')),
  compare('eq', 't', true),
  compare('ne', 't', false),
  compare('eq', 'nil', null),
  compare('eq', 'b', Uint8Array.of(1, 2, 3)),
  compare('lt', 'b', Uint8Array.of(1, 3)),
  compare('eq', 'empty', ''),
  notOnDynalite(compare('eq', 'l', ['a', 1, null, ['x'], { k: 'v' }]), 'does not compare lists'),
  notOnDynalite(compare('eq', 'm', { 'x.y': 1, a: { b: [10, { c: 'deep' }] } }), 'does not compare maps'),
  compare('eq', 'ss', new ValueSet('SS', ['b', 'a'])),
  compare('eq', 'ns', new ValueSet('NS', [2.5, 1])),
  // Values of two types are not equal.
  compare('ne', 'n', '5'),
  compare('ne', 'nil', 'null'),
  compare('ne', 'ss', ['a', 'b']),
  // An absent attribute passes `ne` and nothing else.
  compare('ne', 'absent', 'x'),
  size('absent', 'ne', 3),
  { op: 'ne', path: ['absent', 'child'], value: 1 },
  { op: 'ne', path: ['l', 99], value: 1 },
  { op: 'between', path: ['n'], low: 5, high: 5 },
  { op: 'between', path: ['s'], low: 'a', high: 'c' },
  { op: 'between', path: ['b'], low: Uint8Array.of(0), high: Uint8Array.of(2) },
  { op: 'in', path: ['s'], values: ['apple', 'banana'] },
  { op: 'in', path: ['n'], values: ['5', 5, null] },
  { op: 'in', path: ['n'], values: Array.from({ length: 250 }, (_, i) => i - 244) },
  { op: 'beginsWith', path: ['s'], prefix: 'ban' },
  { op: 'beginsWith', path: ['s'], prefix: '' },
  { op: 'beginsWith', path: ['s'], prefix: 'banana' },
  { op: 'beginsWith', path: ['b'], prefix: Uint8Array.of(1, 2) },
  contains('s', 'nan'),
  contains('s', ''),
  contains('b', Uint8Array.of(2, 3)),
  contains('ss', 'a'),
  contains('ns', new NumericText('2.50')),
  contains('bs', Uint8Array.of(2)),
  contains('l', 'a'),
  contains('l', 1),
  notOnDynalite(contains('l', null), 'finds no null in a list'),
  { op: 'exists', path: ['nil'] },
  { op: 'exists', path: ['l', 4, 'k'] },
  { op: 'exists', path: ['m', 'x.y'] },
  { op: 'missing', path: ['absent'] },
  { op: 'missing', path: ['m', 'absent'] },
  { op: 'missing', path: ['l', 5] },
  { op: 'missing', path: ['s', 'child'] },
  { op: 'missing', path: ['m', 'x', 'y'] },
  { op: 'eq', path: ['m', 'a', 'b', 1, 'c'], value: 'deep' },
  { op: 'eq', path: ['m', 'x.y'], value: 1 },
  { op: 'gt', path: ['m', 'a', 'b', 0], value: 9 },
  type('s', 'S'),
  type('n', 'N'),
  type('big', 'N'),
  type('t', 'BOOL'),
  type('nil', 'NULL'),
  type('b', 'B'),
  type('l', 'L'),
  type('m', 'M'),
  type('ss', 'SS'),
  type('ns', 'NS'),
  type('bs', 'BS'),
  size('s', 'eq', 6),
  notOnDynalite(size('empty', 'eq', 0), 'gives an empty text no size'),
  size('b', 'eq', 3),
  size('l', 'gte', 5),
  size('m', 'lt', 3),
  size('ss', 'ne', 3),
  { op: 'and', conditions: [] },
  { op: 'and', conditions: [yes] },
  { op: 'and', conditions: [yes, compare('eq', 'n', 5), { op: 'or', conditions: [no, yes] }] },
  { op: 'or', conditions: [no, { op: 'and', conditions: [yes, compare('lt', 'n', 6)] }] },
  { op: 'not', condition: no },
  { op: 'not', condition: { op: 'and', conditions: [yes, no] } },
  { op: 'not', condition: { op: 'or', conditions: [no, no] } },
  { op: 'not', condition: { op: 'not', condition: yes } },
  { op: 'not', condition: { op: 'in', path: ['s'], values: [] } },
  { op: 'not', condition: compare('lt', 'absent', 1) },
  {
    op: 'and',
    conditions: [
      { op: 'not', condition: no },
      { op: 'or', conditions: [no, yes] },
    ],
  },
]

const FAILING: readonly Condition[] = [
  compare('eq', 's', 'Banana'),
  compare('ne', 's', 'banana'),
  compare('lt', 's', 'banana'),
  compare('gt', 's', 'banana'),
  notOnDynalite(compare('lt', 'emoji', '\uFF01'), 'orders text by UTF-16 units'),
  compare('eq', 'n', '5'),
  compare('lt', 'n', '6'),
  compare('gte', 's', 1),
  compare('eq', 'big', 12345678901234567000),
  compare('eq', 'l', ['a', 1]),
  compare('eq', 'm', { a: 1 }),
  compare('eq', 'ss', new ValueSet('SS', ['a'])),
  compare('eq', 'nil', false),
  // What has no order is neither before nor after anything.
  compare('lt', 't', true),
  compare('gte', 'l', []),
  ...(['eq', 'lt', 'lte', 'gt', 'gte'] as const).map((op) => compare(op, 'absent', 1)),
  compare('eq', 'absent', null),
  size('absent', 'eq', 0),
  size('n', 'eq', 1),
  { op: 'eq', path: ['m', 'a', 'absent'], value: 1 },
  { op: 'between', path: ['n'], low: 6, high: 9 },
  { op: 'between', path: ['n'], low: 9, high: 1 },
  { op: 'between', path: ['n'], low: 'a', high: 'z' },
  { op: 'between', path: ['n'], low: 1, high: 'z' },
  { op: 'between', path: ['absent'], low: 1, high: 9 },
  { op: 'in', path: ['s'], values: [] },
  { op: 'in', path: ['s'], values: ['apple'] },
  { op: 'in', path: ['absent'], values: [1, null] },
  { op: 'in', path: ['n'], values: Array.from({ length: 101 }, (_, i) => i + 6) },
  { op: 'beginsWith', path: ['s'], prefix: 'an' },
  { op: 'beginsWith', path: ['n'], prefix: '5' },
  { op: 'beginsWith', path: ['absent'], prefix: '' },
  contains('s', 'Nan'),
  contains('ss', 'ab'),
  contains('ns', '1'),
  contains('l', 'x'),
  contains('absent', 'a'),
  { op: 'exists', path: ['absent'] },
  { op: 'exists', path: ['s', 0] },
  { op: 'missing', path: ['nil'] },
  type('n', 'S'),
  type('absent', 'NULL'),
  size('s', 'lt', 6),
  { op: 'or', conditions: [] },
  { op: 'or', conditions: [no, no] },
  { op: 'and', conditions: [yes, no] },
  { op: 'not', condition: yes },
  { op: 'not', condition: compare('ne', 'absent', 1) },
  { op: 'not', condition: { op: 'and', conditions: [] } },
]

const title = (condition: Condition): string => {
  const text = JSON.stringify(condition, (_name, value: unknown) =>
    value instanceof Uint8Array ? `bytes ${Buffer.from(value).toString('hex')}` : value,
  )
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

/** One claim as a filter, as the condition of a write and in memory. */
function conditionCase(condition: Condition, expected: boolean): ConformanceCase {
  const dynalite = dynaliteFaults.get(condition)
  return onTable(
    simpleTable,
    `${expected ? 'holds' : 'does not hold'}: ${title(condition)}`,
    async (table, id) => {
      const record = { ...RECORD, id }
      await put(table, record)
      assert.equal(matches(condition, record), expected, 'in memory')
      const page = await table.range({ pk: id, filter: condition })
      assert.equal(page.records.length, expected ? 1 : 0, 'as a filter')
      const counted = await table.count({ pk: id, filter: condition })
      assert.equal(counted.matched, expected ? 1 : 0, 'as a filter of a count')
      const written = table.write({ type: 'put', record, condition }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ConditionFailedError) return false
          throw error
        },
      )
      assert.equal(await written, expected, 'as the condition of a write')
    },
    dynalite === undefined ? {} : { notOn: { dynalite } },
  )
}

/** What every condition means, of a filter and of a write. */
export const conditionConformance: readonly ConformanceCase[] = [
  ...HOLDING.map((each) => conditionCase(each, true)),
  ...FAILING.map((each) => conditionCase(each, false)),

  onTable(
    simpleTable,
    'an absent record has no attribute, and passes what an empty one passes',
    async (table, id) => {
      const attempt = async (condition: Condition) => {
        await table.write({ type: 'delete', key: { id } })
        return table.write({ type: 'put', record: { id }, condition }).then(
          () => true,
          (error: unknown) => {
            assert.ok(error instanceof ConditionFailedError)
            return false
          },
        )
      }
      assert.equal(await attempt({ op: 'missing', path: ['id'] }), true)
      assert.equal(await attempt(compare('ne', 'a', 1)), true)
      assert.equal(await attempt({ op: 'not', condition: { op: 'exists', path: ['a'] } }), true)
      assert.equal(await attempt({ op: 'and', conditions: [] }), true)
      assert.equal(await attempt(compare('eq', 'a', 1)), false)
      assert.equal(await attempt(compare('eq', 'id', id)), false)
    },
  ),
]
