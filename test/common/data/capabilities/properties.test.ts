import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  BadCursorError,
  ConditionFailedError,
  ConflictError,
  TransactionFailedError,
} from '../../../../src/common/data/errors.ts'
import { defaulted, epochSeconds, integer } from '../../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { dateTime } from '../../../../src/common/data/model/stored-kinds.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import type { StoreTable } from '../../../../src/common/data/store/store.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { transact } from '../../../../src/common/data/transaction.ts'
import { memoryContext, type TestContext } from '../../../support/data-context.ts'
import { deployment } from './fixture.ts'

/* Properties for sale: the example of the PynamoDB tutorial, with its values. */

const propertiesTable = defineTable({
  base: 'properties',
  key: { pk: 'PK', sk: 'SK' },
  indexes: { 'city-index': { pk: 'city', sk: { name: 'price', type: 'N' } } },
  ttl: 'expiresAt',
  deployment,
})

const propertyModel = defineModel({
  name: 'property',
  table: propertiesTable,
  attributes: {
    id: Type.String({ minLength: 1 }),
    price: integer(),
    city: defaulted(Type.String(), 'Graz'),
    createdAt: Type.Optional(dateTime({ stored: 'fixed31' })),
    expiresAt: Type.Optional(epochSeconds()),
  },
  key: { pk: 'PROPERTY#{id}' },
  indexes: { byCity: { index: 'city-index', pk: '{city}', sk: '{price}' } },
  version: { start: 1 },
})

let context: TestContext
let table: StoreTable
let properties: TableDataService<typeof propertyModel>

beforeEach(async () => {
  context = await memoryContext(propertiesTable)
  table = context.store.table(propertiesTable)
  properties = new TableDataService(propertyModel, context)
})

describe('properties', () => {
  it('17, 18 keys PK and SK, the sort key METADATA, and the time as PynamoDB writes it', async () => {
    await properties.create({ id: 'p1', price: 500_000, createdAt: '2026-11-20T18:20:36.547052Z' })
    expect(await table.get({ PK: 'PROPERTY#p1', SK: 'METADATA' })).toEqual({
      PK: 'PROPERTY#p1',
      SK: 'METADATA',
      id: 'p1',
      price: 500_000,
      city: 'Graz',
      createdAt: '2026-11-20T18:20:36.547052+0000',
      version: 1,
    })
    expect(await properties.get('p1')).toMatchObject({ price: 500_000 })
  })

  it('2 a time with an offset is stored in UTC, one without is refused, an expiry is seconds', async () => {
    await properties.create({
      id: 'p1',
      price: 1,
      createdAt: '2024-01-15T10:30:00+02:00',
      expiresAt: Date.parse('2024-01-01T00:00:00Z') / 1000,
    })
    expect(await table.get({ PK: 'PROPERTY#p1', SK: 'METADATA' })).toMatchObject({
      createdAt: '2024-01-15T08:30:00.000000+0000',
      expiresAt: 1_704_067_200,
    })
    await expect(properties.create({ id: 'p2', price: 1, createdAt: '2024-01-15T10:30:00' })).rejects.toThrow(
      'createdAt',
    )
  })

  it('32 a change on the condition of the old price is done once', async () => {
    await properties.create({ id: 'p1', price: 500_000 })
    const raise = () => properties.update('p1', { set: { price: 600_000 } }, { if: { price: 500_000 } })
    expect(await raise()).toMatchObject({ price: 600_000 })
    await expect(raise()).rejects.toThrow(ConditionFailedError)
    await expect(properties.delete('p1', { if: { price: 500_000 } })).rejects.toThrow(ConditionFailedError)
    await expect(properties.save({ id: 'p1', price: 1 }, { if: { price: 500_000 } })).rejects.toThrow(
      ConditionFailedError,
    )
  })

  it('33 versions: 1, 2, a stale save and delete refused, a bypass counted on', async () => {
    const first = await properties.create({ id: 'p1', price: 1 })
    expect(first.version).toBe(1)
    expect((await properties.save({ ...first, price: 2 })).version).toBe(2)
    await expect(properties.save({ ...first, price: 3 })).rejects.toThrow(ConflictError)
    await expect(properties.delete('p1', { version: 1 })).rejects.toThrow(ConflictError)
    expect((await properties.update('p1', { set: { price: 4 } })).version).toBe(3)
    await expect(properties.create({ id: 'p1', price: 5 })).rejects.toThrow('already exists')
  })

  it('39, 42 a limit is what is returned, a filter or not, and the last page is known', async () => {
    await table.write({ type: 'put', record: { PK: 'OTHER#1', SK: 'METADATA' } })
    for (let price = 0; price < 7; price++) await properties.create({ id: `p${price}`, price })
    const page = await properties.list({ limit: 3 })
    expect(page.items).toHaveLength(3)
    expect(page.nextCursor).not.toBeNull()
    const dear = await properties.query({ price: { gt: 4 } }, { limit: 2 })
    expect([dear.items.map(({ price }) => price), dear.nextCursor]).toEqual([[5, 6], null])
  })

  it('22, 42 a position in an index is the key of the index and of the table', async () => {
    for (const [id, price] of [
      ['p1', 7],
      ['p2', 9],
    ] as const)
      await properties.create({ id, price, city: 'Vienna' })
    const { records, next } = await table.range({ index: 'city-index', pk: 'Vienna', limit: 1 })
    expect(records).toHaveLength(1)
    expect(next).toEqual({ PK: 'PROPERTY#p1', SK: 'METADATA', city: 'Vienna', price: 7 })
    const first = await properties.query({ city: 'Vienna' }, { limit: 1 })
    const second = await properties.query({ city: 'Vienna' }, { limit: 1, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['p1', 'p2'])
  })

  it('22 an index serves only what it carries; another way is taken, or the missing attribute named', async () => {
    const slim = defineTable({
      base: 'slim',
      key: { pk: 'id' },
      indexes: {
        'keys-index': { pk: 'city', projection: 'KEYS_ONLY' },
        'some-index': { pk: 'city', sk: 'title', projection: ['price'] },
      },
      deployment,
    })
    const slimModel = defineModel({
      name: 'slim',
      table: slim,
      attributes: {
        id: Type.String(),
        city: Type.String(),
        title: Type.String(),
        price: integer(),
        text: Type.String(),
      },
      key: { pk: '{id}' },
      indexes: {
        byCity: { index: 'keys-index', pk: '{city}' },
        byTitle: { index: 'some-index', pk: '{city}', sk: '{title}' },
      },
    })
    await context.store.createTable(slim)
    const service = new TableDataService(slimModel, context)
    const item = { id: '1', city: 'Vienna', title: 'Loft', price: 7, text: 'bright' }
    await service.create(item)
    const vienna = { city: 'Vienna' }
    expect(await service.query(vienna)).toMatchObject({ items: [item], rejected: [] })
    expect(service.explain(vienna)).toMatchObject({ kind: 'scan' })
    expect(service.explain(vienna, { select: ['id', 'city'] })).toMatchObject({ index: { name: 'byCity' } })
    expect(service.explain(vienna, { select: ['price'] })).toMatchObject({ index: { name: 'byTitle' } })
    expect((await service.query(vienna, { select: ['price', 'title'] })).items).toEqual([
      { price: 7, title: 'Loft' },
    ])
    // What is filtered by must be there as well, also where nothing is fetched.
    expect(service.explain({ ...vienna, text: 'bright' }, { select: ['price'] })).toMatchObject({
      kind: 'scan',
    })
    expect(await service.count({ ...vienna, not: { text: 'dark' } })).toBe(1)
    expect(await service.count(vienna)).toBe(1)
    // A position in an index is none in the table.
    await service.create({ ...item, id: '2' })
    const { nextCursor } = await service.query(vienna, { select: ['id'], limit: 1 })
    await expect(service.query(vienna, { limit: 1, cursor: nextCursor ?? '' })).rejects.toThrow(
      BadCursorError,
    )
    await expect(service.query(vienna, { index: 'byTitle' })).rejects.toThrow(
      'Index byTitle of slim does not carry text: select what you need',
    )
  })

  it('37 a check that fails stops the transaction, and is named in its place', async () => {
    await properties.create({ id: 'p1', price: 1 })
    const failure = await transact(context.store, [
      properties.planCheck('p1', { if: { price: 2 } }),
      properties.planCreate({ id: 'p2', price: 2 }),
    ]).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TransactionFailedError)
    expect((failure as TransactionFailedError).reasons).toMatchObject([{ code: 'condition_failed' }, null])
    expect(await properties.get('p2')).toBeNull()
  })
})
