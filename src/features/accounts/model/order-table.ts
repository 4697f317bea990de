import { randomUUID } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { entitiesTable } from '../../../common/data/entities-table.ts'
import { defaulted, integer, nullable, oneOf } from '../../../common/data/model/attributes.ts'
import { identifier } from '../../../common/data/model/identifier.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'
import { dateTime } from '../../../common/data/model/stored-kinds.ts'
import { userId } from './user-table.ts'

export const orderId = identifier({
  maxLength: 256,
  description: 'Id among the orders of the user',
  example: '2026-0042',
})

const line = Type.Object(
  {
    product: Type.String({ minLength: 1, maxLength: 128, description: 'What', examples: ['Lamp oil, 5 l'] }),
    quantity: integer({ minimum: 1, maximum: 1000, description: 'How many', examples: [2] }),
    unitPrice: integer({
      minimum: 1,
      maximum: 1_000_000_000,
      description: 'Of one, in cents',
      examples: [1250],
    }),
  },
  { additionalProperties: false },
)

/** What a user has ordered: paid from the user's credit when it is placed, paid back when it is cancelled. */
export const orderModel = defineModel({
  name: 'order',
  table: entitiesTable,
  attributes: {
    userId,
    orderId: defaulted(orderId, () => randomUUID()),
    lines: Type.Array(line, {
      minItems: 1,
      maxItems: 50,
      description: 'What is ordered',
      examples: [[{ product: 'Lamp oil, 5 l', quantity: 2, unitPrice: 1250 }]],
    }),
    total: integer({ minimum: 1, description: 'Sum of the lines, in cents', examples: [2500] }),
    status: defaulted(
      oneOf(['placed', 'cancelled'], { description: 'Placed, or cancelled since', examples: ['placed'] }),
      'placed',
    ),
    placedAt: dateTime({ description: 'When it was placed (UTC)', examples: ['2026-11-20T18:20:36.547Z'] }),
    cancelledAt: nullable(
      dateTime({ description: 'When it was cancelled (UTC)', examples: ['2026-11-21T08:00:00.000Z'] }),
    ),
  },
  key: { pk: 'USER#{userId}', sk: 'ORDER#{orderId}' },
  indexes: { byTime: { index: 'lsi0', pk: 'USER#{userId}', sk: 'ORDER#{placedAt}#{orderId}' } },
  immutable: ['lines', 'total', 'placedAt'],
  version: true,
})

export type Order = ItemType<typeof orderModel>
export type OrderInput = InputType<typeof orderModel>
