import { Type } from '@sinclair/typebox'
import { CursorCodec } from '../../../src/common/data/cursor.ts'
import { defaulted, integer, oneOf } from '../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import { createDynamoDbClient } from '../../../src/common/data/store/dynamodb/client.ts'
import { DynamoDbStore } from '../../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import type { Beds, Library, Opened, Place, Stories, Visits } from '../library.ts'

const table = defineTable({
  base: 'entities',
  key: { pk: 'pk', sk: 'sk' },
  indexes: { gsi1: { pk: 'gsi1pk', sk: 'gsi1sk' } },
  isShared: true,
  deployment: { tier: 'backend', flag: 'EnableEntitiesTable' },
})

const story = defineModel({
  name: 'story',
  table,
  attributes: {
    owner: Type.String(),
    storyId: Type.String(),
    status: defaulted(oneOf(['draft', 'live']), 'draft'),
    rank: defaulted(integer(), 0),
    views: defaulted(integer(), 0),
    note: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
    price: Type.Optional(Type.Number()),
    isOpen: Type.Optional(Type.Boolean()),
    tags: Type.Optional(Type.Array(Type.String())),
    publishedAt: Type.Optional(Type.String()),
  },
  key: { pk: 'USER#{owner}', sk: 'STORY#{storyId}' },
  indexes: { byStatus: { index: 'gsi1', pk: 'STATUS#{status}', sk: 'RANK#{rank:int}#{storyId}' } },
})

const visit = defineModel({
  name: 'visit',
  table,
  attributes: { id: Type.String(), status: Type.String(), day: Type.String() },
  key: { pk: 'VISIT#{id}', sk: 'VISIT' },
  indexes: { byState: { index: 'gsi1', pk: 'VISITS', sk: '{status}#{day}' } },
})

const bed = defineModel({
  name: 'bed',
  table,
  attributes: { ward: Type.String(), bed: Type.String(), patient: Type.String() },
  key: { pk: 'BEDS', sk: '{ward}#{bed}' },
})

function storiesOf(service: TableDataService<typeof story>): Stories {
  return {
    put: async (input) => void (await service.save(input)),
    get: async (key) => (await service.get(key)) ?? undefined,
    addToRank: async (key, by) => void (await service.update(key, { add: { rank: by } })),
    changeNote: async (key, note) => void (await service.update(key, { set: { note } })),
    changeOrCreateNote: async (key, note) =>
      void (await service.updateOrCreate(key, { set: { note } }, { ...key, note })),
    touch: async (key, note) => void (await service.update(key, { set: { note }, add: { views: 1 } })),
    ofStatus: async (status, rank) =>
      (await service.query({ status: status as 'draft', rank }, { index: 'byStatus', limit: 1000 })).items,
    page: async (owner, { limit, cursor, fromRank }) => {
      const filters = { owner, ...(fromRank !== undefined && { rank: { gte: fromRank } }) }
      const { items, nextCursor, rejected } = await service.query(filters, {
        limit,
        cursor: cursor as string | undefined,
      })
      return { items, cursor: nextCursor ?? undefined, rejected: rejected.length }
    },
    putMany: async (inputs) => {
      await service.batchWrite(inputs.map((input) => service.prepare(input)))
      return { unfinished: 0 }
    },
    getMany: async (keys) => {
      const found = await service.batchGet(keys)
      return { items: found.filter((each) => each !== null), unfinished: 0 }
    },
  }
}

const visitsOf = (service: TableDataService<typeof visit>): Visits => ({
  put: async (input) => void (await service.save(input)),
  changeStatus: async (id, status) => void (await service.update(id, { set: { status } })),
  ofStatus: async (status, day) => (await service.query({ status, day }, { index: 'byState' })).items,
})

const bedsOf = (service: TableDataService<typeof bed>): Beds => ({
  put: async (input) => void (await service.save(input)),
  get: async (key) => (await service.get(key)) ?? undefined,
})

async function open({ endpoint, table: name, requestHandler }: Place): Promise<Opened> {
  const client = createDynamoDbClient({ region: 'us-east-1', endpoint, localCredentials: true })
  if (requestHandler) client.config.requestHandler = requestHandler
  const store = new DynamoDbStore({ client, tableName: () => name })
  const context = { store, cursors: new CursorCodec(Buffer.alloc(32, 7)) }
  return {
    stories: storiesOf(new TableDataService(story, context)),
    visits: visitsOf(new TableDataService(visit, context)),
    beds: bedsOf(new TableDataService(bed, context)),
    close: () => store.close(),
  }
}

export const ours: Library = { name: 'Bulkhead', package: undefined, keys: 'generic', hasModel: true, open }
