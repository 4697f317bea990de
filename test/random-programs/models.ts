import { Type } from '@sinclair/typebox'
import { defaulted, epochSeconds, integer, nullable, oneOf } from '../../src/common/data/model/attributes.ts'
import { defineModel } from '../../src/common/data/model/model.ts'
import {
  bigInteger,
  dateTime,
  decimal,
  numberSet,
  stringSet,
} from '../../src/common/data/model/stored-kinds.ts'
import { defineTable } from '../../src/common/data/model/table.ts'

/*
 * What the programs run on. Three models share a table, its partitions and the partitions of its indexes, so that each must
 * leave the others' items alone; the fourth has keys that are attributes of the entity, one of them a number.
 */

const deployment = { tier: 'backend', flag: 'EnableRandomPrograms' }

export const sharedTable = defineTable({
  base: 'programs',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    gsi0: { pk: 'gsi0_pk', sk: 'gsi0_sk' },
    gsi1: { pk: 'gsi1_pk', sk: 'gsi1_sk' },
    lsi0: { pk: 'pk', sk: 'lsi0_sk', kind: 'local' },
    lsi1: { pk: 'pk', sk: 'lsi1_sk', kind: 'local' },
    lsi2: { pk: 'pk', sk: 'lsi2_sk', kind: 'local' },
  },
  ttl: 'expiresAt',
  isShared: true,
  deployment,
})

export const storyModel = defineModel({
  name: 'story',
  table: sharedTable,
  attributes: {
    owner: Type.String({ minLength: 1 }),
    id: Type.String({ minLength: 1 }),
    status: defaulted(oneOf(['draft', 'live']), 'draft'),
    rank: integer(),
    title: Type.Optional(Type.String()),
    tags: Type.Optional(Type.Array(Type.String(), { maxItems: 4 })),
    labels: stringSet(),
    numbers: Type.Optional(numberSet()),
    score: Type.Optional(Type.Number({ maximum: 100 })),
    views: defaulted(integer(), 0),
    big: Type.Optional(bigInteger()),
    price: Type.Optional(decimal()),
    note: nullable(Type.String()),
    origin: Type.Optional(Type.String()),
    data: Type.Optional(Type.Object({ a: Type.Number(), b: Type.Optional(Type.Array(Type.String())) })),
    expiresAt: Type.Optional(epochSeconds()),
  },
  key: { pk: 'USER#{owner}', sk: 'STORY#{id}' },
  indexes: {
    byStatus: { index: 'gsi0', pk: 'STATUS#{status}', sk: 'RANK#{rank:int}#{owner}#{id}' },
    bySearch: { index: 'gsi1', pk: '{search}', sk: '{owner}#{id}' },
    byNote: { index: 'lsi0', pk: 'USER#{owner}', sk: 'NOTE#{note}' },
  },
  joined: { search: { of: ['status', 'note'] } },
  immutable: ['origin'],
  version: { start: 1 },
})

export const profileModel = defineModel({
  name: 'profile',
  table: sharedTable,
  attributes: {
    owner: Type.String({ minLength: 1 }),
    email: Type.String(),
    level: defaulted(integer(), 0),
    status: nullable(oneOf(['draft', 'live'])),
  },
  key: { pk: 'USER#{owner}', sk: 'PROFILE' },
  indexes: { byStatus: { index: 'gsi0', pk: 'STATUS#{status}', sk: 'LEVEL#{level:int}#{owner}' } },
  mutate: { email: (email) => email.toLowerCase() },
})

/** An index map as that of notifications: five keys that follow from immutable, mutated and joined attributes. */
export const noticeModel = defineModel({
  name: 'notice',
  table: sharedTable,
  attributes: {
    owner: Type.String({ minLength: 1 }),
    id: Type.String({ minLength: 1 }),
    time: defaulted(integer({ minimum: 0 }), 9),
    topic: Type.String({ pattern: '^[A-Za-z]+$' }),
    title: Type.String({ minLength: 1 }),
    number: integer({ minimum: 1 }),
    readAt: nullable(dateTime()),
    views: defaulted(integer(), 0),
    tags: defaulted(Type.Array(Type.String({ minLength: 1 })), []),
    labels: defaulted(
      Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.String(), { additionalProperties: false }),
      {},
    ),
  },
  joined: { search: { of: ['topic', 'title', 'time'], separator: '~' } },
  immutable: ['time', 'number'],
  mutate: { topic: (topic) => topic.toUpperCase(), title: (title) => title.trim() },
  key: { pk: 'USER#{owner}', sk: 'NOTICE#{id}' },
  indexes: {
    byTime: { index: 'lsi0', pk: 'USER#{owner}', sk: 'NOTICE#{time:int}#{id}' },
    byNumber: { index: 'lsi1', pk: 'USER#{owner}', sk: 'NOTICE#{number:int}' },
    bySearch: { index: 'lsi2', pk: 'USER#{owner}', sk: 'NOTICE#{search}' },
    byTopic: { index: 'gsi0', pk: 'STATUS#{topic}', sk: '{time:int}#{owner}#{id}' },
    byTitle: { index: 'gsi1', pk: '{title}', sk: '{owner}#{time:int}#{id}' },
  },
  version: { start: 1 },
})

export const readingsTable = defineTable({
  base: 'readings',
  key: { pk: 'sensor', sk: { name: 'at', type: 'N' } },
  indexes: { 'by-value': { pk: 'unit', sk: { name: 'value', type: 'N' } } },
  deployment,
})

export const readingModel = defineModel({
  name: 'reading',
  table: readingsTable,
  attributes: {
    sensor: Type.String(),
    at: integer(),
    unit: Type.Optional(Type.String()),
    value: Type.Optional(Type.Number()),
  },
  key: { pk: '{sensor}', sk: '{at}' },
  indexes: { byValue: { index: 'by-value', pk: '{unit}', sk: '{value}' } },
  version: { start: 1 },
})
