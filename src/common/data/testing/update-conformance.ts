import assert from 'node:assert/strict'
import { ConditionFailedError, ValidationError } from '../errors.ts'
import type { Update } from '../expressions/update.ts'
import { NumericText, ValueSet, type StoredRecord } from '../store/value.ts'
import { assertSame, onTable, put, rejects, type ConformanceCase } from './conformance-case.ts'
import { simpleTable } from './conformance-tables.ts'

interface Change {
  readonly name: string
  readonly before?: Omit<StoredRecord, 'id'>
  readonly update: Update
  readonly after: Omit<StoredRecord, 'id'>
  readonly notOn?: ConformanceCase['notOn']
}

const big = new NumericText('12345678901234567890123456789012345678')
const set = (...members: string[]) => new ValueSet('SS', members)

const CHANGES: readonly Change[] = [
  { name: 'set', before: { a: 1 }, update: [{ action: 'set', path: ['a'], value: 'x' }], after: { a: 'x' } },
  {
    name: 'set in a map',
    before: { m: { a: 1, b: 2 } },
    update: [{ action: 'set', path: ['m', 'a'], value: null }],
    after: { m: { a: null, b: 2 } },
  },
  {
    name: 'set a list element',
    before: { l: ['a', 'b'] },
    update: [{ action: 'set', path: ['l', 1], value: 'c' }],
    after: { l: ['a', 'c'] },
  },
  {
    name: 'set past the end of a list appends',
    before: { l: ['a'] },
    update: [{ action: 'set', path: ['l', 7], value: 'b' }],
    after: { l: ['a', 'b'] },
    notOn: { dynoxide: 'fills the list up with null' },
  },
  {
    name: 'set deep in lists of maps',
    before: { l: [{ m: { l: [1, 2] } }] },
    update: [{ action: 'set', path: ['l', 0, 'm', 'l', 1], value: 3 }],
    after: { l: [{ m: { l: [1, 3] } }] },
  },
  {
    name: 'set names that look like operators',
    before: { 'a.b': 1 },
    update: [
      { action: 'set', path: ['a.b'], value: 2 },
      { action: 'set', path: ['#n0'], value: 3 },
      { action: 'set', path: ['$set'], value: 4 },
      { action: 'set', path: ['size'], value: 5 },
    ],
    after: { 'a.b': 2, '#n0': 3, $set: 4, size: 5 },
  },
  {
    name: 'setIfMissing keeps what is there, null included',
    before: { a: 1, b: null },
    update: [
      { action: 'setIfMissing', path: ['a'], value: 9 },
      { action: 'setIfMissing', path: ['b'], value: 9 },
      { action: 'setIfMissing', path: ['c'], value: 9 },
    ],
    after: { a: 1, b: null, c: 9 },
  },
  {
    name: 'increment',
    before: { n: 1.5 },
    update: [{ action: 'increment', path: ['n'], by: -2, initial: 100 }],
    after: { n: -0.5 },
  },
  {
    name: 'increment of an absent number starts from initial',
    update: [{ action: 'increment', path: ['n'], by: 2, initial: 100 }],
    after: { n: 102 },
  },
  {
    name: 'increment of a nested number',
    before: { m: { n: 1 } },
    update: [{ action: 'increment', path: ['m', 'n'], by: 1, initial: 0 }],
    after: { m: { n: 2 } },
  },
  {
    name: 'increment is exact',
    before: { tenths: 0.1, big },
    update: [
      { action: 'increment', path: ['tenths'], by: 0.2, initial: 0 },
      { action: 'increment', path: ['big'], by: 1, initial: 0 },
    ],
    after: { tenths: 0.3, big: new NumericText('12345678901234567890123456789012345679') },
  },
  {
    name: 'append and prepend',
    before: { a: [1], b: [1] },
    update: [
      { action: 'append', path: ['a'], values: [2, 3] },
      { action: 'prepend', path: ['b'], values: [2, 3] },
    ],
    after: { a: [1, 2, 3], b: [2, 3, 1] },
  },
  {
    name: 'append and prepend to an absent list',
    update: [
      { action: 'append', path: ['a'], values: [1] },
      { action: 'prepend', path: ['b'], values: [[2]] },
    ],
    after: { a: [1], b: [[2]] },
  },
  {
    name: 'append of nothing',
    before: { a: [1] },
    update: [{ action: 'append', path: ['a'], values: [] }],
    after: { a: [1] },
  },
  {
    name: 'addToSet',
    before: { s: set('a') },
    update: [
      { action: 'addToSet', path: ['s'], members: set('a', 'b') },
      { action: 'addToSet', path: ['t'], members: new ValueSet('NS', [1, 2]) },
    ],
    after: { s: set('a', 'b'), t: new ValueSet('NS', [1, 2]) },
  },
  {
    name: 'deleteFromSet, and an emptied set is gone',
    before: { s: set('a', 'b'), t: set('a') },
    update: [
      { action: 'deleteFromSet', path: ['s'], members: set('b', 'c') },
      { action: 'deleteFromSet', path: ['t'], members: set('a') },
      { action: 'deleteFromSet', path: ['u'], members: set('a') },
    ],
    after: { s: set('a') },
  },
  {
    name: 'sets of numbers and bytes change by value',
    before: { n: new ValueSet('NS', [1, 2.5]), b: new ValueSet('BS', [Uint8Array.of(1)]) },
    update: [
      { action: 'addToSet', path: ['n'], members: new ValueSet('NS', [new NumericText('2.50'), 3]) },
      { action: 'addToSet', path: ['b'], members: new ValueSet('BS', [Uint8Array.of(1), Uint8Array.of(2)]) },
    ],
    after: {
      n: new ValueSet('NS', [1, 2.5, 3]),
      b: new ValueSet('BS', [Uint8Array.of(1), Uint8Array.of(2)]),
    },
  },
  {
    name: 'remove, also of what is absent',
    before: { a: 1, m: { a: 1, b: 2 } },
    update: [
      { action: 'remove', path: ['a'] },
      { action: 'remove', path: ['m', 'a'] },
      { action: 'remove', path: ['absent'] },
    ],
    after: { m: { b: 2 } },
  },
  {
    name: 'remove list elements by their old positions',
    before: { l: ['a', 'b', 'c', 'd'] },
    update: [
      { action: 'remove', path: ['l', 0] },
      { action: 'remove', path: ['l', 2] },
      { action: 'remove', path: ['l', 9] },
    ],
    after: { l: ['b', 'd'] },
    notOn: {
      dynoxide: 'removes a second element by its new position',
      dynalite: 'removes a second element by its new position',
    },
  },
  {
    name: 'actions of every kind together',
    before: { a: 1, l: [1], n: 1, s: set('a', 'b'), gone: true },
    update: [
      { action: 'set', path: ['a'], value: 2 },
      { action: 'setIfMissing', path: ['b'], value: 2 },
      { action: 'increment', path: ['n'], by: 1, initial: 0 },
      { action: 'append', path: ['l'], values: [2] },
      { action: 'addToSet', path: ['t'], members: set('x') },
      { action: 'deleteFromSet', path: ['s'], members: set('a') },
      { action: 'remove', path: ['gone'] },
    ],
    after: { a: 2, b: 2, l: [1, 2], n: 2, s: set('b'), t: set('x') },
  },
  { name: 'no action', before: { a: 1 }, update: [], after: { a: 1 } },
  { name: 'no action on an absent record', update: [], after: {} },
  {
    name: 'a removal only, on an absent record',
    update: [{ action: 'remove', path: ['a'] }],
    after: {},
  },
]

interface Fault {
  readonly name: string
  readonly update: Update
  readonly notOn?: ConformanceCase['notOn']
}

const FAULTS: readonly Fault[] = [
  { name: 'a key attribute', update: [{ action: 'set', path: ['id'], value: 'other' }] },
  { name: 'a child of an absent map', update: [{ action: 'set', path: ['absent', 'a'], value: 1 }] },
  { name: 'a child of a text', update: [{ action: 'set', path: ['text', 'a'], value: 1 }] },
  { name: 'an element of a map', update: [{ action: 'set', path: ['map', 0], value: 1 }] },
  {
    name: 'a removal under an absent map',
    update: [{ action: 'remove', path: ['absent', 'a'] }],
    notOn: { dynoxide: 'answers that it removed a child of an absent map' },
  },
  { name: 'an increment of a text', update: [{ action: 'increment', path: ['text'], by: 1, initial: 0 }] },
  { name: 'an append to a text', update: [{ action: 'append', path: ['text'], values: [1] }] },
  {
    name: 'a set of another type',
    update: [{ action: 'addToSet', path: ['set'], members: new ValueSet('NS', [1]) }],
  },
  {
    name: 'one path twice',
    update: [
      { action: 'set', path: ['a'], value: 1 },
      { action: 'remove', path: ['a'] },
    ],
  },
  {
    name: 'a path within another',
    update: [
      { action: 'set', path: ['map'], value: {} },
      { action: 'set', path: ['map', 'a'], value: 1 },
    ],
  },
]

/** What an update makes of a record. */
export const updateConformance: readonly ConformanceCase[] = [
  ...CHANGES.map(({ name, before, update, after, notOn }) =>
    onTable(
      simpleTable,
      `updates: ${name}`,
      async (table, id) => {
        const old = before && { ...before, id }
        const changed = { ...after, id }
        for (const returns of ['none', ...(old ? ['before' as const] : []), 'after'] as const) {
          await table.write(old ? { type: 'put', record: old } : { type: 'delete', key: { id } })
          const { record } = await table.write({ type: 'update', key: { id }, update, returns })
          assertSame(record, { none: undefined, before: old, after: changed }[returns], `returns ${returns}`)
          assertSame(await table.get({ id }, { consistent: true }), changed, `stored, returns ${returns}`)
        }
      },
      notOn ? { notOn } : {},
    ),
  ),

  ...FAULTS.map(({ name, update, notOn }) =>
    onTable(
      simpleTable,
      `refuses to update: ${name}`,
      async (table, id) => {
        const record = { id, text: 'x', map: { a: 1 }, set: set('a') }
        await put(table, record)
        await rejects(table.write({ type: 'update', key: { id }, update }), ValidationError)
        assertSame(await table.get({ id }), record)
      },
      notOn ? { notOn } : {},
    ),
  ),

  onTable(
    simpleTable,
    'an update of an absent record has nothing before it',
    async (table, id) => {
      const update: Update = [{ action: 'set', path: ['a'], value: 1 }]
      const { record } = await table.write({ type: 'update', key: { id }, update, returns: 'before' })
      assertSame(record, undefined)
    },
    { notOn: { dynoxide: 'gives the key as the record before' } },
  ),

  onTable(simpleTable, 'all actions see the record as it was, and its condition too', async (table, id) => {
    await put(table, { id, n: 1, l: ['a', 'b', 'c'] })
    const { record } = await table.write({
      type: 'update',
      key: { id },
      condition: { op: 'eq', path: ['n'], value: 1 },
      update: [
        { action: 'increment', path: ['n'], by: 1, initial: 0 },
        { action: 'remove', path: ['l', 0] },
        { action: 'set', path: ['l', 1], value: 'B' },
      ],
      returns: 'after',
    })
    assertSame(record, { id, n: 2, l: ['B', 'c'] })
  }),

  onTable(
    simpleTable,
    'an update with a false condition changes nothing, with a true one all',
    async (table, id) => {
      const update: Update = [{ action: 'append', path: ['l'], values: [1] }]
      const condition = { op: 'exists', path: ['id'] } as const
      await rejects(table.write({ type: 'update', key: { id }, update, condition }), ConditionFailedError)
      await put(table, { id })
      await table.write({ type: 'update', key: { id }, update, condition })
      assert.deepEqual((await table.get({ id }))?.l, [1])
    },
  ),
]
