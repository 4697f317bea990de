import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, it } from 'vitest'
import { integer } from '../../../../src/common/data/model/attributes.ts'
import { createItemKey, isMatch, partialKeyPrefix } from '../../../../src/common/data/model/item-key.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { schemaVersionOf } from '../../../../src/common/data/model/schema-version.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { deployment } from './fixture.ts'

/* Stories under key patterns: the example of dynawrap, with its values. */

const storiesTable = defineTable({ base: 'stories', key: { pk: 'PK', sk: 'SK' }, deployment })

const storyModel = defineModel({
  name: 'story',
  table: storiesTable,
  attributes: { owner: Type.String(), story_id: Type.String() },
  key: { pk: 'USER#{owner}', sk: 'STORY#{story_id}' },
})

const itemModel = defineModel({
  name: 'mockItem',
  table: storiesTable,
  attributes: { item_id: Type.String(), detail_id: Type.String() },
  key: { pk: 'ITEM#{item_id}', sk: 'DETAIL#{detail_id}' },
})

let stories: TableDataService<typeof storyModel>

beforeEach(async () => {
  stories = new TableDataService(storyModel, await memoryContext(storiesTable))
})

const save = async (...ids: readonly string[]): Promise<void> => {
  await stories.batchWrite(ids.map((story_id) => stories.prepare({ owner: 'alice', story_id })))
}

const idsOf = async (
  prefix?: string,
  options: Parameters<typeof stories.query>[1] = {},
): Promise<string[]> => {
  const where = { owner: 'alice', ...(prefix !== undefined && { story_id: { beginsWith: prefix } }) }
  return (await stories.query(where, options)).items.map(({ story_id }) => story_id)
}

describe('stories under key patterns', () => {
  it('14 a template whose value is missing makes no key, and names what is missing', async () => {
    await expect(stories.get({ owner: 'alice' } as never)).rejects.toThrow('missing key field story_id')
    expect(storyModel.keys.key({ owner: 'johndoe', story_id: '1234' })).toEqual({
      PK: 'USER#johndoe',
      SK: 'STORY#1234',
    })
  })

  it('19 item keys, whole and in part, and what matches them', () => {
    expect(createItemKey(itemModel, { item_id: 'x', detail_id: 'y' })).toEqual({
      key: { PK: 'ITEM#x', SK: 'DETAIL#y' },
      isComplete: true,
    })
    expect(createItemKey(itemModel, { item_id: 'x' })).toEqual({
      key: { PK: 'ITEM#x', SK: 'DETAIL#' },
      isComplete: false,
    })
    expect(isMatch(itemModel, { PK: 'ITEM#a', SK: 'DETAIL#b' })).toBe(true)
    expect(isMatch(itemModel, { PK: 'OTHER#1', SK: 'DETAIL#b' })).toBe(false)
    expect(partialKeyPrefix('N#{n:int}#{rest}', { n: 7 })).toBe('N#10000000000000007#')
  })

  it('39 by prefix, in reverse, and by limit; a prefix is not taken for an id', async () => {
    await save('100', '101', '200')
    expect(await idsOf('10')).toEqual(['100', '101'])
    expect(await idsOf(undefined, { reverse: true })).toEqual(['200', '101', '100'])
    expect(await stories.get({ owner: 'alice', story_id: '10' })).toBeNull()
    await expect(stories.query({ owner: 'alice' }, { limit: 0 })).rejects.toThrow('limit must be a positive')
  })

  it('39 a limit of 5 out of 10 is 5; of another owner there is nothing', async () => {
    await save(...Array.from({ length: 10 }, (_, n) => `s${n}`))
    expect(await idsOf(undefined, { limit: 5 })).toEqual(['s0', 's1', 's2', 's3', 's4'])
    expect((await stories.query({ owner: 'bob' })).items).toEqual([])
  })

  it('36 a batch of 30, which is more than one call holds, is 30', async () => {
    await save(...Array.from({ length: 30 }, (_, n) => `s${n}`))
    expect(await stories.count({ owner: 'alice' })).toBe(30)
  })

  it('12 schema versions: the source’s fingerprints, of its document and of its code', () => {
    const profile = { pk: 'USER#{user_id}', sk: 'PROFILE' }
    const story = { pk: 'USER#{owner}', sk: 'STORY#{story_id}' }
    expect(schemaVersionOf({ ...profile, fields: ['email', 'schema_version', 'user_id'] })).toBe(
      '455de8416202c7d2de1bea331b36ff42',
    )
    expect(schemaVersionOf({ ...profile, fields: [] })).toBe('4da6c48745c0758915c5eb7f09cfe021')
    expect(schemaVersionOf({ ...story, fields: [] })).toBe('351b13fea051a4ac0f6188ffe60571f7')
  })

  it('12 another attribute or another key is another schema version; the order of attributes is not', () => {
    const shape = { name: 'story', table: storiesTable, schemaVersion: true } as const
    const owner = Type.String()
    const story_id = Type.String()
    const versions = [
      defineModel({ ...shape, attributes: { owner, story_id }, key: { pk: 'A#{owner}', sk: '{story_id}' } }),
      defineModel({ ...shape, attributes: { story_id, owner }, key: { pk: 'A#{owner}', sk: '{story_id}' } }),
      defineModel({ ...shape, attributes: { owner, story_id }, key: { pk: 'B#{owner}', sk: '{story_id}' } }),
      defineModel({
        ...shape,
        attributes: { owner, story_id, words: integer() },
        key: { pk: 'A#{owner}', sk: '{story_id}' },
      }),
    ].map(({ schemaVersion }) => schemaVersion)
    expect(versions[0]).toBe(versions[1])
    expect(new Set(versions).size).toBe(3)
  })
})
