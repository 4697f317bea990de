import { describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import { applyUpdate } from '../../../../src/common/data/expressions/apply-update.ts'
import type { Update } from '../../../../src/common/data/expressions/update.ts'
import { ValueSet, type StoredRecord } from '../../../../src/common/data/store/value.ts'

const key = { id: 'a' }
const record: StoredRecord = Object.freeze({
  id: 'a',
  n: 1,
  list: Object.freeze([10, 20, 30, Object.freeze({ x: 1 })]),
  map: Object.freeze({ x: 1, inner: Object.freeze({ y: 2 }) }),
  tags: new ValueSet('SS', ['a', 'b']),
})

const after = (update: Update): StoredRecord => applyUpdate(record, key, update)

test('an absent record is made out of its key', () => {
  expect(applyUpdate(undefined, key, [{ action: 'increment', path: ['n'], by: 2, initial: 40 }])).toEqual({
    id: 'a',
    n: 42,
  })
  expect(applyUpdate(undefined, key, [{ action: 'remove', path: ['n'] }])).toEqual(key)
})

test('all kinds of change together, without touching what was there', () => {
  const result = after([
    { action: 'set', path: ['map', 'inner', 'z'], value: 3 },
    { action: 'setIfMissing', path: ['n'], value: 9 },
    { action: 'setIfMissing', path: ['m'], value: null },
    { action: 'addToSet', path: ['tags'], members: new ValueSet('SS', ['b', 'c']) },
    { action: 'prepend', path: ['older'], values: [1] },
    { action: 'remove', path: ['map', 'x'] },
  ])
  expect(result).toEqual({
    ...record,
    m: null,
    map: { inner: { y: 2, z: 3 } },
    tags: new ValueSet('SS', ['a', 'b', 'c']),
    older: [1],
  })
  expect(record.map).toEqual({ x: 1, inner: { y: 2 } })
})

describe('lists', () => {
  test('positions past the end append in their order', () => {
    const result = after([
      { action: 'set', path: ['list', 12], value: 'b' },
      { action: 'set', path: ['list', 10], value: 'a' },
    ])
    expect(result.list).toEqual([10, 20, 30, { x: 1 }, 'a', 'b'])
  })

  test('all positions are those of the old list', () => {
    const result = after([
      { action: 'remove', path: ['list', 0] },
      { action: 'remove', path: ['list', 2] },
      { action: 'remove', path: ['list', 40] },
      { action: 'set', path: ['list', 1], value: 21 },
      { action: 'remove', path: ['list', 3, 'x'] },
    ])
    expect(result.list).toEqual([21, {}])
  })

  test('append and prepend', () => {
    expect(after([{ action: 'append', path: ['list'], values: [1] }]).list).toEqual([10, 20, 30, { x: 1 }, 1])
    expect(after([{ action: 'prepend', path: ['list'], values: [1] }]).list).toEqual([
      1,
      10,
      20,
      30,
      { x: 1 },
    ])
  })
})

test('a set that loses its last member is gone', () => {
  expect(
    after([{ action: 'deleteFromSet', path: ['tags'], members: new ValueSet('SS', ['a', 'b', 'x']) }]),
  ).not.toHaveProperty('tags')
  expect(after([{ action: 'deleteFromSet', path: ['none'], members: new ValueSet('SS', ['a']) }])).toEqual(
    record,
  )
})

test('a name of the prototype is a name like any other', () => {
  const result = after([{ action: 'set', path: ['__proto__'], value: { polluted: true } }])
  expect(Object.hasOwn(result, '__proto__')).toBe(true)
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
})

test.each<[string, Update]>([
  ['/missing/x', [{ action: 'set', path: ['missing', 'x'], value: 1 }]],
  ['/missing/x', [{ action: 'remove', path: ['missing', 'x'] }]],
  ['/n/x', [{ action: 'set', path: ['n', 'x'], value: 1 }]],
  ['/map/0', [{ action: 'set', path: ['map', 0], value: 1 }]],
  ['/list/x', [{ action: 'set', path: ['list', 'x'], value: 1 }]],
  ['/list/-1', [{ action: 'remove', path: ['list', -1] }]],
  ['/map', [{ action: 'increment', path: ['map'], by: 1, initial: 0 }]],
  ['/n', [{ action: 'append', path: ['n'], values: [1] }]],
  ['/n', [{ action: 'addToSet', path: ['n'], members: new ValueSet('NS', [1]) }]],
  ['/tags', [{ action: 'deleteFromSet', path: ['tags'], members: new ValueSet('NS', [1]) }]],
  ['/id', [{ action: 'set', path: ['id'], value: 'b' }]],
  [
    '/map/x',
    [
      { action: 'remove', path: ['map'] },
      { action: 'set', path: ['map', 'x'], value: 1 },
    ],
  ],
  [
    '/n',
    [
      { action: 'remove', path: ['n'] },
      { action: 'remove', path: ['n'] },
    ],
  ],
])('a change that cannot be made names %s', (pointer, update) => {
  let error: unknown
  try {
    after(update)
  } catch (caught) {
    error = caught
  }
  expect(error).toBeInstanceOf(ValidationError)
  expect((error as ValidationError).issues[0]?.path).toBe(pointer)
})
