import { randomUUID } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { entitiesTable } from '../../../common/data/entities-table.ts'
import { defaulted, integer, nullable } from '../../../common/data/model/attributes.ts'
import { identifier } from '../../../common/data/model/identifier.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'

export const userId = identifier({ maxLength: 256, description: 'Id of the user', example: 'johndoe' })

export const email = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@\\u0000-\\u001f\\u007f]+@[^\\s@\\u0000-\\u001f\\u007f]+$',
  description: 'E-mail address, kept in lower case; no two users have the same',
  examples: ['john.doe@example.org'],
})

/** Two addresses that differ in case alone are one. */
export const normalEmail = (address: string): string => address.normalize('NFC').toLowerCase()

/** Who has an account. The profile, the todos and the orders of a user share a partition: one query reads them all. */
export const userModel = defineModel({
  name: 'user',
  table: entitiesTable,
  attributes: {
    userId: defaulted(userId, () => randomUUID()),
    email,
    name: Type.String({ minLength: 1, maxLength: 128, description: 'Name', examples: ['John Doe'] }),
    /**
     * Never negative: whatever takes from it is conditional on there being enough. A minimum in the schema could not be
     * checked by a transaction, which does not read.
     */
    credit: defaulted(
      integer({ description: 'What orders can be paid with, in cents', examples: [12_500] }),
      0,
    ),
    /** Names the deletion that is under way; from then on nothing can be added to the user. */
    deletion: nullable(Type.String()),
  },
  key: { pk: 'USER#{userId}', sk: 'PROFILE' },
  indexes: { all: { index: 'gsi0', pk: 'USERS', sk: '{userId}' } },
  mutate: { email: normalEmail },
  hidden: ['deletion'],
  version: true,
  timestamps: true,
})

export type User = ItemType<typeof userModel>
export type UserInput = InputType<typeof userModel>

/** What must hold of a user for anything to be added to the account. */
export const isActive = { deletion: null } as const
