import { randomInt } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import { v7 as uuid } from 'uuid'
import { defaulted, integer } from '../../../common/data/model/attributes.ts'
import { defineModel, type ItemType } from '../../../common/data/model/model.ts'
import { dateTime } from '../../../common/data/model/stored-kinds.ts'
import { defineTable } from '../../../common/data/model/table.ts'
import { MAX_IMAGES, StoredImage } from './property-image.ts'

/** Parts of the index of everything: one key would take a thousand writes a second and no more. */
export const SHARDS = 4

export const propertiesTable = defineTable({
  base: 'properties',
  key: { pk: 'PK', sk: 'SK' },
  indexes: {
    'city-price-index': { pk: 'city', sk: { name: 'price', type: 'N' } },
    'state-price-index': { pk: 'state', sk: { name: 'price', type: 'N' } },
    'city-index': { pk: 'city', sk: 'propertyId' },
    'state-index': { pk: 'state', sk: 'propertyId' },
    'shard-index': { pk: { name: 'shard', type: 'N' }, sk: 'propertyId' },
  },
  stream: 'NEW_AND_OLD_IMAGES',
  deployment: { tier: 'backend', flag: 'EnablePropertiesTable' },
})

const text = (maxLength: number, description: string, example: string) =>
  Type.String({ minLength: 1, maxLength, description, examples: [example] })

const moment = (description: string) => dateTime({ description, examples: ['2026-11-20T18:20:36.547Z'] })

/** What a client writes, in the order in which missing ones are named. */
export const writableAttributes = {
  title: text(200, 'Title of the offer', 'Bright flat near the park'),
  description: Type.String({
    maxLength: 10_000,
    description: 'What there is to say of it',
    examples: ['Three rooms, a balcony to the south, a lift.'],
  }),
  price: Type.Number({ minimum: 0, maximum: 1e12, description: 'Price', examples: [500_000] }),
  address: text(256, 'Street and number', 'Prater 12'),
  city: text(100, 'City', 'Vienna'),
  state: text(100, 'State', 'W'),
  zip: text(20, 'Postal code', '1020'),
}

/** What the service gives a property. */
export const givenAttributes = {
  propertyId: defaulted(
    Type.String({
      pattern: '^[A-Za-z0-9-]{1,64}$',
      description: 'Id of the property; ids sort by the time of creation',
      examples: ['01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11'],
    }),
    () => uuid(),
  ),
  createdAt: moment('When it was created (UTC)'),
  updatedAt: moment('When it last changed (UTC); later with every change'),
}

/** A property. Ids sort by time, so what is sorted by id is in the order in which it was offered. */
export const propertyModel = defineModel({
  name: 'property',
  table: propertiesTable,
  attributes: {
    ...givenAttributes,
    ...writableAttributes,
    images: defaulted(Type.Array(StoredImage, { maxItems: MAX_IMAGES }), () => []),
    shard: defaulted(integer({ minimum: 0, maximum: SHARDS - 1 }), () => randomInt(SHARDS)),
  },
  key: { pk: 'PROPERTY#{propertyId}', sk: 'METADATA' },
  indexes: {
    byCityAndPrice: { index: 'city-price-index', pk: '{city}', sk: '{price}' },
    byStateAndPrice: { index: 'state-price-index', pk: '{state}', sk: '{price}' },
    newestInCity: { index: 'city-index', pk: '{city}', sk: '{propertyId}' },
    newestInState: { index: 'state-index', pk: '{state}', sk: '{propertyId}' },
    newest: { index: 'shard-index', pk: '{shard}', sk: '{propertyId}' },
  },
  immutable: ['createdAt', 'shard'],
  hidden: ['shard'],
  version: true,
})

export type Property = ItemType<typeof propertyModel>

/** What a client writes of a property. */
export type PropertyDraft = Pick<Property, keyof typeof writableAttributes>
