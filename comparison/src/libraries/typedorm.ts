import { createRequire } from 'node:module'
import type * as Common from '@typedorm/common' with { 'resolution-mode': 'require' }
import type * as Core from '@typedorm/core' with { 'resolution-mode': 'require' }
import type * as DocumentClient from '@typedorm/document-client' with { 'resolution-mode': 'require' }
import { plainClient } from '../clients.ts'
import type { Beds, Found, Library, NewStory, Opened, Place, Range, Stories, Visits } from '../library.ts'

// Its ES modules do not load in Node (imports without extensions); its CommonJS ones do.
const require = createRequire(import.meta.url)
require('reflect-metadata')
const { Attribute, Entity, INDEX_TYPE, Table } = require('@typedorm/common') as typeof Common
const { createConnection, getBatchManager, getEntityManager, ReadBatch, WriteBatch } =
  require('@typedorm/core') as typeof Core
const { DocumentClientV3 } = require('@typedorm/document-client') as typeof DocumentClient

type Condition = Record<string, string | [string, string]>

function conditionOf(rank: Range): Condition {
  if ('eq' in rank) return { BEGINS_WITH: `RANK#${rank.eq}#` }
  if ('gte' in rank) return { GE: `RANK#${rank.gte}` }
  return { BETWEEN: [`RANK#${rank.between[0]}`, `RANK#${rank.between[1]}`] }
}

/** Entities name their table, so a table has entities of its own. */
function entitiesOf(table: Common.Table) {
  @Entity({
    table,
    name: 'story',
    primaryKey: { partitionKey: 'USER#{{owner}}', sortKey: 'STORY#{{storyId}}' },
    indexes: {
      gsi1: { type: INDEX_TYPE.GSI, partitionKey: 'STATUS#{{status}}', sortKey: 'RANK#{{rank}}#{{storyId}}' },
    },
  })
  class Story {
    @Attribute() owner!: string
    @Attribute() storyId!: string
    @Attribute({ default: () => 'draft' }) status!: string
    @Attribute({ default: () => 0 }) rank!: number
    @Attribute({ default: () => 0 }) views!: number
    @Attribute() note!: string
    @Attribute() title!: string
    @Attribute() email!: string
    @Attribute() price!: number
    @Attribute() isOpen!: boolean
    @Attribute() tags!: string[]
    @Attribute() publishedAt!: string
  }

  @Entity({
    table,
    name: 'visit',
    primaryKey: { partitionKey: 'VISIT#{{id}}', sortKey: 'VISIT' },
    indexes: { gsi1: { type: INDEX_TYPE.GSI, partitionKey: 'VISITS', sortKey: '{{status}}#{{day}}' } },
  })
  class Visit {
    @Attribute() id!: string
    @Attribute() status!: string
    @Attribute() day!: string
  }

  @Entity({ table, name: 'bed', primaryKey: { partitionKey: 'BEDS', sortKey: '{{ward}}#{{bed}}' } })
  class Bed {
    @Attribute() ward!: string
    @Attribute() bed!: string
    @Attribute() patient!: string
  }
  return { Story, Visit, Bed }
}
type Entities = ReturnType<typeof entitiesOf>

/** An instance with these values and no other members. */
function made<T extends object>(type: new () => T, values: object): T {
  return Object.assign(Object.create(type.prototype as object) as T, values)
}

function storiesOf(name: string, { Story }: Entities): Stories {
  const manager = getEntityManager(name)
  const withDefaults = (story: NewStory) => made(Story, { status: 'draft', rank: 0, views: 0, ...story })
  const changeNote: Stories['changeNote'] = async (key, note) =>
    void (await manager.update(Story, key, { note }))
  return {
    put: async (story) => void (await manager.create(withDefaults(story), { overwriteIfExists: true })),
    get: async (key) => (await manager.findOne(Story, key)) as Found | undefined,
    addToRank: async (key, by) => void (await manager.update(Story, key, { rank: { ADD: by } } as never)),
    changeNote,
    changeOrCreateNote: changeNote,
    touch: async (key, note) =>
      void (await manager.update(Story, key, { note, views: { INCREMENT_BY: 1 } } as never)),
    ofStatus: async (status, rank) => {
      const options = { queryIndex: 'gsi1', keyCondition: conditionOf(rank) }
      return (await manager.find(Story, { status }, options as never)).items as unknown as Found[]
    },
    page: async (owner, { limit, cursor, fromRank }) => {
      const { items, cursor: next } = await manager.find(Story, { owner }, {
        keyCondition: { BEGINS_WITH: 'STORY#' },
        ...(limit !== undefined && { limit }),
        ...(cursor !== undefined && { cursor }),
        ...(fromRank !== undefined && { where: { rank: { GE: fromRank } } }),
      } as never)
      return { items: items as unknown as Found[], cursor: next }
    },
    putMany: async (stories) => {
      const batch = new WriteBatch()
      for (const story of stories) batch.addCreateItem(withDefaults(story))
      const { unprocessedItems, failedItems } = await getBatchManager(name).write(batch)
      return { unfinished: unprocessedItems.length + failedItems.length }
    },
    getMany: async (keys) => {
      const batch = new ReadBatch()
      for (const primaryKey of keys) batch.addGet(Story, primaryKey)
      const { items, unprocessedItems = [], failedItems = [] } = await getBatchManager(name).read(batch)
      return { items: items as Found[], unfinished: unprocessedItems.length + failedItems.length }
    },
  }
}

function visitsOf(name: string, { Visit }: Entities): Visits {
  const manager = getEntityManager(name)
  return {
    put: async (visit) => void (await manager.create(made(Visit, visit), { overwriteIfExists: true })),
    changeStatus: async (id, status) => void (await manager.update(Visit, { id }, { status })),
    ofStatus: async (status, day) => {
      const options = { queryIndex: 'gsi1', keyCondition: { EQ: `${status}#${day}` } }
      // The partition key of the index is a constant, so there is no attribute to name.
      return (await manager.find(Visit, {}, options as never)).items as unknown as Found[]
    },
  }
}

function bedsOf(name: string, { Bed }: Entities): Beds {
  const manager = getEntityManager(name)
  return {
    put: async (bed) => void (await manager.create(made(Bed, bed), { overwriteIfExists: true })),
    get: async (key) => (await manager.findOne(Bed, key)) as Found | undefined,
  }
}

async function open(place: Place): Promise<Opened> {
  const name = place.table
  const client = plainClient(place)
  const gsi1 = { type: INDEX_TYPE.GSI, partitionKey: 'gsi1pk', sortKey: 'gsi1sk' } as const
  const table = new Table({ name, partitionKey: 'pk', sortKey: 'sk', indexes: { gsi1 } })
  const entities = entitiesOf(table)
  createConnection({
    name,
    table,
    entities: Object.values(entities),
    documentClient: new DocumentClientV3(client),
  })
  return {
    stories: storiesOf(name, entities),
    visits: visitsOf(name, entities),
    beds: bedsOf(name, entities),
    close: async () => {
      client.destroy()
    },
  }
}

export const typedorm: Library = {
  name: 'TypeDORM',
  package: '@typedorm/core',
  keys: 'generic',
  hasModel: true,
  instead: {
    'half an item': 'a `where` condition on every update',
  },
  open,
}
