import { Type } from '@sinclair/typebox'
import { defaulted, epochSeconds, integer, nullable, oneOf } from '../../src/common/data/model/attributes.ts'
import { defineModel } from '../../src/common/data/model/model.ts'
import { bigInteger, decimal, numberSet, stringSet } from '../../src/common/data/model/stored-kinds.ts'
import { defineTable } from '../../src/common/data/model/table.ts'

/*
 * What the programs run on. Two models share a table, its partitions and the partitions of an index, so that each must
 * leave the other's items alone; the third has keys that are attributes of the entity, one of them a number.
 */

const deployment = { tier: 'backend', flag: 'EnableRandomPrograms' }

export const sharedTable = defineTable({
  base: 'programs',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    gsi0: { pk: 'gsi0_pk', sk: 'gsi0_sk' },
    gsi1: { pk: 'gsi1_pk', sk: 'gsi1_sk' },
    lsi0: { pk: 'pk', sk: 'lsi0_sk', kind: 'local' },
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
