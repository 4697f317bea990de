import { Type } from '@sinclair/typebox'
import { TooLargeError } from '../data/errors.ts'
import { integer, nullable } from '../data/model/attributes.ts'
import { defineModel, type ItemType } from '../data/model/model.ts'
import { json } from '../data/model/stored-kinds.ts'
import { defineTable } from '../data/model/table.ts'
import type { Message } from './queue.ts'

export const messagesTable = defineTable({
  base: 'messages',
  key: { pk: 'id' },
  indexes: { 'queue-index': { pk: 'queue', sk: { name: 'visibleAt', type: 'N' } } },
  deployment: { tier: 'queue', flag: 'EnableJobsTable' },
})

/** A message that waits, is leased, or is dead: which of them, `queue` and `visibleAt` say together. */
export const messageModel = defineModel({
  name: 'message',
  table: messagesTable,
  attributes: {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,128}$' }),
    /** Name of the queue, or of its dead letters. */
    queue: Type.String({ minLength: 1, maxLength: 80 }),
    body: json<Message['body']>(),
    /** When it may be received (epoch milliseconds): a lease and a delay both put it off. Of a dead letter, when it died. */
    visibleAt: integer({ minimum: 0 }),
    /** How often it was received. */
    attempt: integer({ minimum: 0 }),
    /** Epoch milliseconds, as the other times here. */
    createdAt: integer({ minimum: 0 }),
    /** Of the lease: whoever knows it may end the message. */
    token: nullable(Type.String({ minLength: 1, maxLength: 64 })),
    /** Why it is dead. */
    reason: nullable(Type.String({ maxLength: 1024 })),
  },
  key: { pk: '{id}' },
  indexes: { byQueue: { index: 'queue-index', pk: '{queue}', sk: '{visibleAt}' } },
})

export type StoredMessage = ItemType<typeof messageModel>

export const deadLettersOf = (queue: string): string => `${queue}-dead`

/** So that ten of them fit into one call of SQS, whatever is escaped: a message says what the work is about, it does not carry the data. */
const MAX_BODY_BYTES = 8 * 1024

/** A message as it is first stored. @throws TooLargeError */
export function newMessage(queue: string, { id, body }: Message, visibleAt: number) {
  const bytes = Buffer.byteLength(JSON.stringify(body))
  if (bytes > MAX_BODY_BYTES)
    throw new TooLargeError(`The body of a message has at most ${MAX_BODY_BYTES} bytes, not ${bytes}`)
  return { id, queue, body, visibleAt, attempt: 0, createdAt: Date.now() }
}
