import { Entity } from 'dynamodb-toolbox/entity'
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { BatchPutRequest } from 'dynamodb-toolbox/entity/actions/batchPut'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put'
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { boolean, item, list, number, string } from 'dynamodb-toolbox/schema'
import { Table } from 'dynamodb-toolbox/table'
import { BatchGetCommand, execute as executeGet } from 'dynamodb-toolbox/table/actions/batchGet'
import { BatchWriteCommand, execute as executeWrite } from 'dynamodb-toolbox/table/actions/batchWrite'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { documentClient } from '../clients.ts'
import type { Beds, Found, Library, Opened, Place, Range, Stories, Visits } from '../library.ts'

const tableOf = (name: string, client: ReturnType<typeof documentClient>) =>
  new Table({
    name,
    documentClient: client,
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
    indexes: {
      gsi1: {
        type: 'global',
        partitionKey: { name: 'gsi1pk', type: 'string' },
        sortKey: { name: 'gsi1sk', type: 'string' },
      },
    },
  })
type AppTable = ReturnType<typeof tableOf>

const storyEntity = (table: AppTable) =>
  new Entity({
    name: 'Story',
    table,
    schema: item({
      owner: string().key(),
      storyId: string().key(),
      status: string().enum('draft', 'live').default('draft'),
      rank: number().default(0),
      views: number().default(0),
      note: string().optional(),
      title: string().optional(),
      email: string().optional(),
      price: number().optional(),
      isOpen: boolean().optional(),
      tags: list(string()).optional(),
      publishedAt: string().optional(),
    }).and((previous) => ({
      gsi1pk: string()
        .optional()
        .hidden()
        .link<typeof previous>(({ status }) => `STATUS#${status}`),
      gsi1sk: string()
        .optional()
        .hidden()
        .link<typeof previous>(({ rank, storyId }) => `RANK#${rank}#${storyId}`),
    })),
    computeKey: ({ owner, storyId }: { owner: string; storyId: string }) => ({
      pk: `USER#${owner}`,
      sk: `STORY#${storyId}`,
    }),
  })

const visitEntity = (table: AppTable) =>
  new Entity({
    name: 'Visit',
    table,
    schema: item({ id: string().key(), status: string(), day: string() }).and((previous) => ({
      gsi1pk: string().hidden().default('VISITS'),
      gsi1sk: string()
        .optional()
        .hidden()
        .link<typeof previous>(({ status, day }) => `${status}#${day}`),
    })),
    computeKey: ({ id }: { id: string }) => ({ pk: `VISIT#${id}`, sk: 'VISIT' }),
  })

const bedEntity = (table: AppTable) =>
  new Entity({
    name: 'Bed',
    table,
    schema: item({ ward: string().key(), bed: string().key(), patient: string() }),
    computeKey: ({ ward, bed }: { ward: string; bed: string }) => ({ pk: 'BEDS', sk: `${ward}#${bed}` }),
  })

function rangeOf(rank: Range) {
  if ('eq' in rank) return { beginsWith: `RANK#${rank.eq}#` }
  if ('gte' in rank) return { gte: `RANK#${rank.gte}` }
  return { between: [`RANK#${rank.between[0]}`, `RANK#${rank.between[1]}`] as [string, string] }
}

function storiesOf(table: AppTable, entity: ReturnType<typeof storyEntity>): Stories {
  const changeNote: Stories['changeNote'] = async (key, note) =>
    void (await entity
      .build(UpdateItemCommand)
      .item({ ...key, note })
      .send())
  return {
    put: async (story) => void (await entity.build(PutItemCommand).item(story).send()),
    get: async (key) => (await entity.build(GetItemCommand).key(key).send()).Item,
    addToRank: async (key, by) =>
      void (await entity
        .build(UpdateItemCommand)
        .item({ ...key, rank: $add(by) })
        .send()),
    changeNote,
    changeOrCreateNote: changeNote,
    touch: async (key, note) => {
      const change = { ...key, note, views: $add(1) }
      await entity.build(UpdateItemCommand).item(change).send()
    },
    ofStatus: async (status, rank) => {
      const query = table.build(QueryCommand).entities(entity)
      const range = { index: 'gsi1', partition: `STATUS#${status}`, range: rangeOf(rank) } as const
      return (await query.query(range).send()).Items ?? []
    },
    page: async (owner, { limit, cursor, fromRank }) => {
      const query = table
        .build(QueryCommand)
        .entities(entity)
        .query({ partition: `USER#${owner}` })
      const answer = await query
        .options({
          ...(limit !== undefined && { limit }),
          ...(cursor !== undefined && { exclusiveStartKey: cursor as Record<string, string> }),
          ...(fromRank !== undefined && { filters: { Story: { attr: 'rank', gte: fromRank } as const } }),
        })
        .send()
      return { items: answer.Items ?? [], cursor: answer.LastEvaluatedKey }
    },
    putMany: async (stories) => {
      const requests = stories.map((story) => entity.build(BatchPutRequest).item(story))
      const { UnprocessedItems = {} } = await executeWrite(
        table.build(BatchWriteCommand).requests(...requests),
      )
      return { unfinished: Object.values(UnprocessedItems).flat().length }
    },
    getMany: async (keys) => {
      const requests = keys.map((key) => entity.build(BatchGetRequest).key(key))
      const answer = await executeGet(table.build(BatchGetCommand).requests(...requests))
      const items = (answer.Responses?.[0] ?? []).filter(
        (each): each is NonNullable<typeof each> => each != null,
      )
      const rest = Object.values(answer.UnprocessedKeys ?? {})
      return { items: items as readonly Found[], unfinished: rest.flatMap((each) => each?.Keys ?? []).length }
    },
  }
}

const visitsOf = (table: AppTable, entity: ReturnType<typeof visitEntity>): Visits => ({
  put: async (visit) => void (await entity.build(PutItemCommand).item(visit).send()),
  changeStatus: async (id, status) =>
    void (await entity.build(UpdateItemCommand).item({ id, status }).send()),
  ofStatus: async (status, day) => {
    const query = table.build(QueryCommand).entities(entity)
    const range = { index: 'gsi1', partition: 'VISITS', range: { eq: `${status}#${day}` } } as const
    return (await query.query(range).send()).Items ?? []
  },
})

const bedsOf = (entity: ReturnType<typeof bedEntity>): Beds => ({
  put: async (bed) => void (await entity.build(PutItemCommand).item(bed).send()),
  get: async (key) => (await entity.build(GetItemCommand).key(key).send()).Item,
})

async function open(place: Place): Promise<Opened> {
  const client = documentClient(place)
  const table = tableOf(place.table, client)
  return {
    stories: storiesOf(table, storyEntity(table)),
    visits: visitsOf(table, visitEntity(table)),
    beds: bedsOf(bedEntity(table)),
    close: async () => {
      client.destroy()
    },
  }
}

export const toolbox: Library = {
  name: 'DynamoDB-Toolbox',
  package: 'dynamodb-toolbox',
  keys: 'generic',
  hasModel: true,
  hasKeyFunctions: true,
  instead: {
    'index after add':
      'an `updateLink` written by hand, which cannot see the stored rank; an index on the attribute itself',
    'two-part index key': 'an `updateLink` written by hand, given both attributes',
    'half an item': 'a `condition` on every update',
    'bad item': 'formatting it oneself, item by item',
    unprocessed: '`maxAttempts`, without a pause between the attempts',
  },
  open,
}
