import { randomUUID } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { entitiesTable } from '../../../common/data/entities-table.ts'
import { defaulted, nullable } from '../../../common/data/model/attributes.ts'
import { identifier } from '../../../common/data/model/identifier.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'

export const storyOwner = identifier({ maxLength: 128, description: 'Who wrote it', example: 'johndoe' })
export const storyId = identifier({
  maxLength: 128,
  description: 'Id among the stories of its owner',
  example: '1234',
})

/**
 * A story of an owner. The items of one owner stand together in the order of their story ids, which is what lists by owner
 * and by id prefix are served from.
 */
export const storyModel = defineModel({
  name: 'story',
  table: entitiesTable,
  attributes: {
    owner: storyOwner,
    storyId: defaulted(storyId, () => randomUUID()),
    title: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Title',
      examples: ['The Lighthouse'],
    }),
    content: Type.String({
      maxLength: 100_000,
      description: 'The story itself',
      examples: ['The keeper counted ships. One night a ship counted him.'],
    }),
    /** Since schema version 2; see `migration/`. */
    summary: nullable(
      Type.String({
        maxLength: 280,
        description: 'In one sentence; the first one of the content where it is left out',
        examples: ['The keeper counted ships.'],
      }),
    ),
  },
  key: { pk: 'USER#{owner}', sk: 'STORY#{storyId}' },
  version: true,
  timestamps: true,
  schemaVersion: true,
})

export type Story = ItemType<typeof storyModel>
export type StoryInput = InputType<typeof storyModel>
