import { Type } from '@sinclair/typebox'
import { epochSeconds } from '../data/model/attributes.ts'
import { defineModel, type ItemType } from '../data/model/model.ts'
import { defineTable } from '../data/model/table.ts'

export const idempotencyTable = defineTable({
  base: 'idempotency',
  key: { pk: 'id' },
  ttl: 'expiresAt',
  deployment: { tier: 'backend', flag: 'EnableIdempotencyTable' },
})

/** The first answer to a request with an `Idempotency-Key`, kept until it expires. */
export const idempotencyModel = defineModel({
  name: 'idempotencyRecord',
  table: idempotencyTable,
  attributes: {
    /** Operation and key of the client. */
    id: Type.String({ minLength: 1, maxLength: 512 }),
    /** SHA-256 of the request body: the same key with another body is a mistake. */
    fingerprint: Type.String({ minLength: 1, maxLength: 64 }),
    status: Type.Integer({ minimum: 200, maximum: 299 }),
    headers: Type.Record(Type.String(), Type.String()),
    body: Type.String(),
    expiresAt: epochSeconds(),
  },
  key: { pk: '{id}' },
})

export type IdempotencyRecord = ItemType<typeof idempotencyModel>
