import { Type } from '@sinclair/typebox'
import { orderId } from '../model/order-table.ts'
import { userId } from '../model/user-table.ts'

/* Parts of requests that several operations of accounts share. */

export const tags = ['accounts']

export const userParams = Type.Object({ userId })
/** Any text: one that is no id of a todo names none, which is not a mistake of the request. */
export const todoParams = Type.Object({
  userId,
  todoId: Type.String({
    maxLength: 64,
    description: 'Id of the todo',
    examples: ['01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61'],
  }),
})
export const orderParams = Type.Object({ userId, orderId })

const condition = (description: string) => Type.Optional(Type.String({ description, examples: ['"7"'] }))

export const ReadHeaders = Type.Object({
  'if-none-match': condition('Answers 304 when the client has this ETag already'),
})
export const WriteHeaders = Type.Object({
  'if-match': condition('Only if it still has this ETag; `*` for any'),
})
