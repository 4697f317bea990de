import type { Found, NewStory, Range, Stories, StoryKey } from '../library.ts'

/** Clients that speak the protocol in plain JavaScript values, without models: aws-lite and AWS's own. */
export interface ProtocolClient {
  PutItem(input: object): Promise<unknown>
  GetItem(input: object): Promise<{ Item?: Found }>
  UpdateItem(input: object): Promise<unknown>
  Query(input: object): Promise<{ Items: Found[]; LastEvaluatedKey?: object }>
  BatchWriteItem(input: object): Promise<{ UnprocessedItems?: Record<string, unknown[]> }>
  BatchGetItem(input: object): Promise<{
    Responses: Record<string, Found[]>
    UnprocessedKeys?: Record<string, { Keys: unknown[] }>
  }>
}

const withDefaults = (story: NewStory): object => ({ status: 'draft', rank: 0, views: 0, ...story })

function rankCondition(rank: Range): { test: string; values: object } {
  if ('eq' in rank) return { test: '#rank = :from', values: { ':from': rank.eq } }
  if ('gte' in rank) return { test: '#rank >= :from', values: { ':from': rank.gte } }
  return { test: '#rank BETWEEN :from AND :to', values: { ':from': rank.between[0], ':to': rank.between[1] } }
}

/** A story's attributes are the keys of its table; defaults are the caller's. */
export function protocolStories(db: ProtocolClient, TableName: string): Stories {
  const update = async (Key: StoryKey, UpdateExpression: string, value: unknown): Promise<void> =>
    void (await db.UpdateItem({
      TableName,
      Key,
      UpdateExpression,
      ExpressionAttributeValues: { ':value': value },
    }))
  const changeNote: Stories['changeNote'] = (key, note) => update(key, 'SET note = :value', note)
  return {
    put: async (story) => void (await db.PutItem({ TableName, Item: withDefaults(story) })),
    get: async (Key) => (await db.GetItem({ TableName, Key })).Item,
    addToRank: async (Key, by) =>
      void (await db.UpdateItem({
        TableName,
        Key,
        UpdateExpression: 'ADD #rank :by',
        ExpressionAttributeNames: { '#rank': 'rank' },
        ExpressionAttributeValues: { ':by': by },
      })),
    changeNote,
    changeOrCreateNote: changeNote,
    touch: async (Key, note) =>
      void (await db.UpdateItem({
        TableName,
        Key,
        UpdateExpression: 'SET note = :note ADD #views :one',
        ExpressionAttributeNames: { '#views': 'views' },
        ExpressionAttributeValues: { ':note': note, ':one': 1 },
      })),
    ofStatus: async (status, rank) => {
      const { test, values } = rankCondition(rank)
      const { Items } = await db.Query({
        TableName,
        IndexName: 'byStatus',
        KeyConditionExpression: `#status = :status AND ${test}`,
        ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank' },
        ExpressionAttributeValues: { ':status': status, ...values },
        paginate: true,
      })
      return Items
    },
    page: async (owner, { limit, cursor, fromRank }) => {
      const { Items, LastEvaluatedKey } = await db.Query({
        TableName,
        KeyConditionExpression: '#owner = :owner',
        ...(fromRank !== undefined && { FilterExpression: '#rank >= :from' }),
        ExpressionAttributeNames: { '#owner': 'owner', ...(fromRank !== undefined && { '#rank': 'rank' }) },
        ExpressionAttributeValues: { ':owner': owner, ...(fromRank !== undefined && { ':from': fromRank }) },
        ...(limit !== undefined && { Limit: limit }),
        ...(cursor !== undefined && { ExclusiveStartKey: cursor }),
      })
      return { items: Items, cursor: LastEvaluatedKey }
    },
    putMany: async (stories) => {
      const requests = stories.map((story) => ({ PutRequest: { Item: withDefaults(story) } }))
      const { UnprocessedItems = {} } = await db.BatchWriteItem({ RequestItems: { [TableName]: requests } })
      return { unfinished: UnprocessedItems[TableName]?.length ?? 0 }
    },
    getMany: async (Keys) => {
      const answer = await db.BatchGetItem({ RequestItems: { [TableName]: { Keys } } })
      const rest = answer.UnprocessedKeys?.[TableName]?.Keys ?? []
      return { items: answer.Responses[TableName] ?? [], unfinished: rest.length }
    },
  }
}
