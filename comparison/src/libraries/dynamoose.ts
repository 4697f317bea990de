import dynamoose from 'dynamoose'
import { aggregatedClient } from '../clients.ts'
import type { Found, Library, NewStory, Opened, Place, Range, Stories, StoryKey } from '../library.ts'

/** Names of models are global in Dynamoose. */
let models = 0

const storyModel = (table: string) => {
  const schema = new dynamoose.Schema({
    owner: { type: String, hashKey: true },
    storyId: { type: String, rangeKey: true },
    status: {
      type: String,
      enum: ['draft', 'live'],
      default: 'draft',
      index: { name: 'byStatus', type: 'global', rangeKey: 'rank' },
    },
    rank: { type: Number, default: 0 },
    views: { type: Number, default: 0 },
    note: String,
    title: String,
    email: String,
    price: Number,
    isOpen: Boolean,
    tags: { type: Array, schema: [String] },
    publishedAt: String,
  })
  models += 1
  const options = { create: false, waitForActive: false } as const
  const model = dynamoose.model(`Story${models}`, schema, options)
  new dynamoose.Table(table, [model], options)
  return model
}
type Model = ReturnType<typeof storyModel>

interface Batch {
  readonly unprocessedItems: readonly unknown[]
}

function storiesOf(model: Model): Stories {
  const ofStatus = async (status: string, rank: Range): Promise<readonly Found[]> => {
    const sorted = model.query('status').eq(status).using('byStatus').where('rank')
    const condition =
      'eq' in rank
        ? sorted.eq(rank.eq)
        : 'gte' in rank
          ? sorted.ge(rank.gte)
          : sorted.between(...rank.between)
    return plain(await condition.all().exec())
  }
  const changeNote = async (key: StoryKey, note: string): Promise<void> =>
    void (await model.update({ ...key }, { note }))
  return {
    put: async (story) => void (await model.create({ ...story }, { overwrite: true })),
    get: async (key) => (await model.get({ ...key })) as Found | undefined,
    addToRank: async (key, by) => void (await model.update({ ...key }, { $ADD: { rank: by } })),
    changeNote,
    changeOrCreateNote: changeNote,
    touch: async (key, note) => void (await model.update({ ...key }, { $SET: { note }, $ADD: { views: 1 } })),
    ofStatus,
    page: async (owner, { limit, cursor, fromRank }) => {
      let query = model.query('owner').eq(owner)
      if (fromRank !== undefined) query = query.filter('rank').ge(fromRank)
      if (limit !== undefined) query = query.limit(limit)
      if (cursor !== undefined) query = query.startAt(cursor as never)
      const items = await query.exec()
      return { items: plain(items), cursor: items.lastKey as unknown }
    },
    putMany: async (stories) => {
      const answer = (await model.batchPut(
        stories.map((story: NewStory) => ({ ...story })),
      )) as unknown as Batch
      return { unfinished: answer.unprocessedItems.length }
    },
    getMany: async (keys) => {
      const items = await model.batchGet(keys.map((key) => ({ ...key })))
      return { items: plain(items), unfinished: items.unprocessedKeys.length }
    },
  }
}

const plain = (items: readonly unknown[]): readonly Found[] => [...items] as Found[]

async function open(place: Place): Promise<Opened> {
  const client = aggregatedClient(place)
  dynamoose.aws.ddb.set(client)
  return {
    stories: storiesOf(storyModel(place.table)),
    close: async () => {
      client.destroy()
    },
  }
}

export const dynamooseLibrary: Library = {
  name: 'Dynamoose',
  package: 'dynamoose',
  keys: 'own attributes',
  hasModel: true,
  instead: {
    'half an item': 'a `condition` on every update',
    unprocessed: 'returns them, to be sent again by the caller',
    'filter and limit': '`all()` reads to the end of the partition',
  },
  open,
}
