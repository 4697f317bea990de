import { Type } from '@sinclair/typebox'
import { defaulted, integer, nullable, oneOf } from '../../src/common/data/model/attributes.ts'
import { defineModel } from '../../src/common/data/model/model.ts'
import { defineTable } from '../../src/common/data/model/table.ts'

/** A single-table design in small: one shared table with generic keys, two models. */
export const entitiesTable = defineTable({
  base: 'entities',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    gsi0: { pk: 'gsi0_pk', sk: 'gsi0_sk' },
    lsi0: { pk: 'pk', sk: 'lsi0_sk', kind: 'local' },
  },
  isShared: true,
  stream: 'NEW_AND_OLD_IMAGES',
  deployment: { tier: 'backend', flag: 'EnableEntitiesTable' },
})

export const storyModel = defineModel({
  name: 'story',
  table: entitiesTable,
  attributes: {
    owner: Type.String({ minLength: 1, maxLength: 64 }),
    storyId: Type.String({ minLength: 1 }),
    status: defaulted(oneOf(['draft', 'live']), 'draft'),
    rank: integer(),
    title: Type.Optional(Type.String()),
    tags: Type.Optional(Type.Array(Type.String(), { maxItems: 4 })),
    score: Type.Optional(Type.Number({ maximum: 100 })),
    views: defaulted(integer(), 0),
    note: nullable(Type.String()),
  },
  key: { pk: 'USER#{owner}', sk: 'STORY#{storyId}' },
  indexes: {
    byStatus: { index: 'gsi0', pk: 'STATUS#{status}', sk: 'RANK#{rank:int}#{storyId}' },
    byNote: { index: 'lsi0', pk: 'USER#{owner}', sk: 'NOTE#{note}' },
  },
  version: { start: 1 },
})

export const profileModel = defineModel({
  name: 'profile',
  table: entitiesTable,
  attributes: { owner: Type.String({ minLength: 1 }), email: Type.String() },
  key: { pk: 'USER#{owner}', sk: 'PROFILE' },
})
