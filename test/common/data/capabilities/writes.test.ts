import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { transact, transactGet } from '../../../../src/common/data/transaction.ts'
import { capabilities, type Capabilities, generic } from './fixture.ts'

let context: Capabilities['context']
let record: Capabilities['record']
let things: Capabilities['things']

beforeEach(async () => {
  ;({ context, things, record } = await capabilities())
})

describe('writes', () => {
  test('28, 30: update actions, alone and combined', async () => {
    await things.create({ id: '1', tags: new Set(['a', 'b']), map: { a: 1, b: ['x', 'y', 'z'] }, big: 5n })
    const updated = await things
      .update('1', {
        set: { text: 'new' },
        add: { count: 0.5, big: 10n ** 20n },
        addToSet: { tags: ['c'] },
        setIfMissing: { flag: true },
        paths: [
          { path: ['map', 'a'], add: 2 },
          { path: ['map', 'b', 1], remove: true },
          { path: ['map', 'b', 0], set: 'first' },
        ],
      })
      .catch((error: unknown) => error)
    // Half a count is no count: nothing of the whole change was done.
    expect(updated).toBeInstanceOf(ValidationError)
    const done = await things
      .update('1', {
        set: { text: 'new' },
        add: { count: 2, big: 10n ** 20n },
        addToSet: { tags: ['c'] },
        setIfMissing: { flag: true, text: undefined as never },
      })
      .catch((error: unknown) => error)
    expect(done).toBeInstanceOf(ValidationError)
    const both = await things.update('1', {
      set: { text: 'new' },
      add: { count: 2, big: 10n ** 20n },
      addToSet: { tags: ['c'] },
      setIfMissing: { flag: true },
      paths: [
        { path: ['map', 'a'], add: 2 },
        { path: ['map', 'b', 1], remove: true },
        { path: ['map', 'b', 0], set: 'first' },
      ],
    })
    expect(both).toMatchObject({
      text: 'new',
      count: 2,
      big: 100000000000000000005n,
      tags: new Set(['a', 'b', 'c']),
      flag: true,
      map: { a: 3, b: ['first', 'z'] },
      version: 2,
    })
    const fewer = await things.update('1', {
      deleteFromSet: { tags: ['a', 'b', 'c'] },
      setIfMissing: { flag: false },
    })
    expect(fewer.tags).toBeUndefined()
    expect(fewer.flag).toBe(true)
  })

  test('29: a diff update writes what differs, over the version read', async () => {
    const before = await things.create({ id: '1', text: 'a', flag: true })
    const { flag: _gone, ...rest } = before
    const after = await things.updateFrom(before, { ...rest, text: 'b' })
    expect(after).toMatchObject({ text: 'b', version: 2 })
    expect(after).not.toHaveProperty('flag')
    expect(await things.updateFrom(after, after)).toBe(after)
    await expect(things.updateFrom(before, { ...before, text: 'c' })).rejects.toThrow(
      'changed by another writer',
    )
  })

  test('32, 33: conditional save, versions and their bypass', async () => {
    const first = await things.create({ id: '1', count: 1 })
    await expect(things.save({ id: '1', count: 9 }, { if: { count: 2 } })).rejects.toThrow()
    expect((await things.save({ ...first, count: 2 })).version).toBe(2)
    await expect(things.save({ ...first, count: 3 })).rejects.toThrow('changed by another writer')
    expect((await things.save({ id: '1', count: 4 })).version).toBe(3)
    await expect(things.create({ id: '1' })).rejects.toThrow('already exists')
  })

  test('35, 36: refresh, batches of puts and deletes of any size', async () => {
    const first = await things.create({ id: '1' })
    await things.update('1', { set: { text: 'x' } })
    expect((await things.refresh(first)).text).toBe('x')
    await things.batchWrite(Array.from({ length: 60 }, (_, n) => things.prepare({ id: `b${n}` })))
    expect(await things.count()).toBe(61)
    await things.batchDelete(Array.from({ length: 60 }, (_, n) => `b${n}`).concat('b1', 'nobody'))
    expect(await things.count()).toBe(1)
  })

  test('37: entities of several models are read together', async () => {
    const noted = defineModel({
      name: 'noted',
      table: generic,
      attributes: { id: Type.String(), by: Type.String() },
      key: { pk: 'NOTED#{id}' },
    })
    const notes = new TableDataService(noted, context)
    await things.create({ id: 'a', count: 1 })
    await notes.create({ id: 'n', by: 'ann' })
    const [thing, note, none, part] = await transactGet(context.store, [
      things.planGet('a'),
      notes.planGet('n'),
      things.planGet('z'),
      things.planGet('b', { select: ['count'] }),
    ])
    expect([thing?.count, note?.by, none, part]).toEqual([1, 'ann', null, null])
    // @ts-expect-error -- each place of the answer is of its own model
    expect(note?.count).toBeUndefined()
    await things.create({ id: 'b', count: 2, expiresAt: 4_000_000_000 })
    expect(await transactGet(context.store, [things.planGet('b', { select: ['count'] })])).toEqual([
      { count: 2 },
    ])
    expect(await transactGet(context.store, [])).toEqual([])
    await expect(transactGet(context.store, [things.planGet('a'), things.planGet('a')])).rejects.toThrow(
      ValidationError,
    )
    const stored = (await record('THING#b')) ?? {}
    await context.store.table(generic).write({ type: 'put', record: { ...stored, count: 'x' } })
    await expect(transactGet(context.store, [things.planGet('b')])).rejects.toThrow('corrupt')
  })

  test('37: a transaction of every kind: the bank transfer', async () => {
    await things.create({ id: 'a', count: 2000 })
    await things.create({ id: 'b', count: 0 })
    const transfer = (amount: number) => [
      things.planUpdate('a', { add: { count: -amount } }, { if: { count: { gte: amount } } }),
      things.planUpdate('b', { add: { count: amount } }),
      things.planCheck('a'),
    ]
    // One item can stand in a transaction once only.
    await expect(transact(context.store, transfer(1000))).rejects.toThrow()
    await transact(context.store, transfer(1000).slice(0, 2))
    expect([(await things.get('a'))?.count, (await things.get('b'))?.count]).toEqual([1000, 1000])
    const failure = await transact(context.store, transfer(2000).slice(0, 2)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ reasons: [{ code: 'condition_failed' }, null] })
    expect([(await things.get('a'))?.count, (await things.get('b'))?.count]).toEqual([1000, 1000])
    await transact(context.store, [
      things.planDelete('a', { version: 2 }),
      things.planSave({ id: 'c' }),
      things.planCheck('b'),
    ])
    expect(await things.batchGet(['a', 'c'])).toMatchObject([null, { id: 'c' }])
  })
})
