import { Type } from '@sinclair/typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  defineModel,
  type InputType,
  type ItemType,
  type KeyType,
} from '../../../../src/common/data/model/model.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { keyFunction } from '../../../../src/common/data/model/key-function.ts'
import type { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { entitiesTable, storyModel, type profileModel } from '../../../support/story-model.ts'

/*
 * What the compiler promises. `npm run typecheck` fails when one of the `@ts-expect-error` lines below compiles, so each
 * is a test of its own; nothing in `calls` is ever run.
 */

type Stories = TableDataService<typeof storyModel>
type Profiles = TableDataService<typeof profileModel>

export async function calls(stories: Stories, profiles: Profiles): Promise<void> {
  const key = { owner: 'a', storyId: 's' }
  await stories.get(key)
  await profiles.get('a')
  await profiles.get({ owner: 'a' })
  await stories.update(key, {
    set: { status: 'live', note: null },
    add: { views: 1 },
    append: { tags: ['x'] },
  })
  await stories.query(
    { status: 'live', rank: { between: [1, 2] }, or: [{ title: 'x' }] },
    { index: 'byStatus' },
  )

  // @ts-expect-error a part of the key is missing
  await stories.get({ owner: 'a' })
  // @ts-expect-error a composite key is no bare value
  await stories.get('a')
  // @ts-expect-error no such attribute
  await stories.create({ ...key, rank: 1, bogus: 1 })
  // @ts-expect-error a required attribute is missing
  await stories.create(key)
  // @ts-expect-error no such value
  await stories.create({ ...key, rank: 1, status: 'gone' })
  // @ts-expect-error a key attribute cannot be changed
  await stories.update(key, { set: { owner: 'b' } })
  // @ts-expect-error only numbers can be added to
  await stories.update(key, { add: { title: 1 } })
  // @ts-expect-error only lists can be appended to
  await stories.update(key, { append: { rank: [1] } })
  // @ts-expect-error an element of another type
  await stories.update(key, { append: { tags: [1] } })
  // @ts-expect-error the attribute cannot be null
  await stories.update(key, { set: { rank: null } })
  // @ts-expect-error a filter of the wrong type
  await stories.query({ rank: 'x' })
  // @ts-expect-error a filter for a value that the attribute cannot have
  await stories.query({ status: 'nope' })
  // @ts-expect-error an index that the model has not
  await stories.query({ status: 'live' }, { index: 'nope' })
  // @ts-expect-error an index that the model has not
  stories.explain({ status: 'live' }, { index: 'nope' })
  // @ts-expect-error a prefix of a number
  await stories.query({ rank: { beginsWith: 'x' } })
  // @ts-expect-error an unknown attribute in a filter
  await stories.query({ bogus: 1 })
}

export function declarations(): void {
  const attributes = { id: Type.String(), o: Type.Optional(Type.String()), m: Type.Object({}) }
  const input = { name: 'x', table: entitiesTable, attributes } as const
  const key = { pk: 'X#{id}', sk: 'X' } as const
  // @ts-expect-error an unknown attribute in a key template
  defineModel({ ...input, key: { pk: 'X#{idd}', sk: 'X' } })
  // @ts-expect-error an optional attribute in the primary key
  defineModel({ ...input, key: { pk: 'X#{id}', sk: 'O#{o}' } })
  // @ts-expect-error an object in the primary key
  defineModel({ ...input, key: { pk: 'X#{m}', sk: 'X' } })
  // @ts-expect-error a key function of an optional attribute
  defineModel({ ...input, key: { pk: keyFunction(['o'], () => 'x'), sk: 'X' } })
  // @ts-expect-error an object in an index key
  defineModel({ ...input, key, indexes: { g: { index: 'gsi0', pk: '{m}', sk: 'X' } } })
  // @ts-expect-error an index that the table has not
  defineModel({ ...input, key, indexes: { g: { index: 'gsi9', pk: '{id}', sk: 'X' } } })
  // @ts-expect-error a joined attribute of an unknown one
  defineModel({ ...input, key, joined: { j: { of: ['nope'] } } })
  // @ts-expect-error an unknown immutable attribute
  defineModel({ ...input, key, immutable: ['nope'] })
  // @ts-expect-error a mutator that gives another type
  defineModel({ ...input, key, mutate: { id: (id) => id.length } })
}

describe('the types that a declaration gives', () => {
  test('read, given and key shapes', () => {
    expectTypeOf<KeyType<typeof storyModel>>().toEqualTypeOf<{ owner: string; storyId: string }>()
    expectTypeOf<ItemType<typeof storyModel>['version']>().toEqualTypeOf<number>()
    expectTypeOf<ItemType<typeof storyModel>['note']>().toEqualTypeOf<string | null>()
    expectTypeOf<ItemType<typeof storyModel>['status']>().toEqualTypeOf<'draft' | 'live'>()
    expectTypeOf<InputType<typeof storyModel>>().toHaveProperty('rank')
    expectTypeOf<{ owner: string; storyId: string; rank: number }>().toExtend<InputType<typeof storyModel>>()
    expectTypeOf<ItemType<typeof profileModel>>().toEqualTypeOf<{ owner: string; email: string }>()
  })
})

const hashOnly = defineTable({
  base: 'plain',
  key: { pk: 'id' },
  deployment: { tier: 'backend', flag: 'EnablePlain' },
})

describe('what the compiler cannot see is refused at start', () => {
  const input = { name: 'x', table: entitiesTable, attributes: { id: Type.String() } } as const

  test.each([
    [{ key: { pk: 'X#{idd}', sk: 'X' } }, "template 'X#{idd}' uses unknown attribute 'idd'"],
    [{ key: { pk: '{id}', sk: 'X' }, table: hashOnly }, 'there is no sort key to fill'],
    [{ key: { pk: 'X#{id', sk: 'X' } }, 'unbalanced or empty braces'],
    [
      { key: { pk: 'X#{id}', sk: 'X' }, indexes: { g: { index: 'nope', pk: 'A', sk: 'B' } } },
      'index g uses nope, which entities has not',
    ],
    [
      { key: { pk: 'X#{id}', sk: 'X' }, indexes: { l: { index: 'lsi0', pk: 'Y#{id}', sk: 'B' } } },
      "its template is 'X#{id}'",
    ],
    [
      { key: { pk: 'X#{id}', sk: 'X' }, attributes: { id: Type.String(), or: Type.String() } },
      "'or' is a reserved",
    ],
    [
      { key: { pk: 'X#{id}', sk: 'X' }, attributes: { id: Type.String({ format: 'unheard-of' }) } },
      "attribute id has the unknown format 'unheard-of'",
    ],
  ])('%j', (rest, message) => {
    expect(() => defineModel({ ...input, ...rest } as never)).toThrow(message)
  })
})
