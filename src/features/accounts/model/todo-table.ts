import { Type } from '@sinclair/typebox'
import { entitiesTable } from '../../../common/data/entities-table.ts'
import { defaulted, nullable, oneOf } from '../../../common/data/model/attributes.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'
import { dateTime } from '../../../common/data/model/stored-kinds.ts'
import { userId } from './user-table.ts'

/**
 * What a user has to do. The id is a UUID of version 7: it carries the time at which the todo was made, so that the id alone
 * gives the key, and the keys are in the order of time.
 */
export const todoModel = defineModel({
  name: 'todo',
  table: entitiesTable,
  attributes: {
    userId,
    createdAt: dateTime({ description: 'When it was made (UTC)', examples: ['2026-11-20T18:20:36.547Z'] }),
    todoId: Type.String({
      format: 'uuid',
      description: 'Id among the todos of the user, in the order of time',
      examples: ['01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61'],
    }),
    title: Type.String({ minLength: 1, maxLength: 256, description: 'What to do', examples: ['Buy oil'] }),
    note: nullable(
      Type.String({ maxLength: 1000, description: 'More about it', examples: ['For the lamp'] }),
    ),
    state: defaulted(oneOf(['open', 'done'], { description: 'Open or done', examples: ['open'] }), 'open'),
    completedAt: nullable(
      dateTime({ description: 'When it was done (UTC)', examples: ['2026-11-21T08:00:00.000Z'] }),
    ),
  },
  key: { pk: 'USER#{userId}', sk: 'TODO#{createdAt}#{todoId}' },
  indexes: { byState: { index: 'lsi0', pk: 'USER#{userId}', sk: 'TODO#{state}#{createdAt}#{todoId}' } },
  version: true,
})

export type Todo = ItemType<typeof todoModel>
export type TodoInput = InputType<typeof todoModel>
