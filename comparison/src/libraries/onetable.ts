import { Table } from 'dynamodb-onetable'
import { Dynamo } from 'dynamodb-onetable/Dynamo'
import { plainClient } from '../clients.ts'
import type { Beds, Found, Library, Opened, Place, Range, Stories, Visits } from '../library.ts'

const schema = {
  format: 'onetable:1.1.0',
  version: '0.0.1',
  indexes: { primary: { hash: 'pk', sort: 'sk' }, gsi1: { hash: 'gsi1pk', sort: 'gsi1sk', project: 'all' } },
  models: {
    Story: {
      pk: { type: String, value: 'USER#${owner}' },
      sk: { type: String, value: 'STORY#${storyId}' },
      owner: { type: String, required: true },
      storyId: { type: String, required: true },
      status: { type: String, enum: ['draft', 'live'], default: 'draft' },
      rank: { type: Number, default: 0 },
      views: { type: Number, default: 0 },
      note: { type: String },
      title: { type: String },
      email: { type: String },
      price: { type: Number },
      isOpen: { type: Boolean },
      tags: { type: Array, items: { type: String } },
      publishedAt: { type: String },
      gsi1pk: { type: String, value: 'STATUS#${status}' },
      gsi1sk: { type: String, value: 'RANK#${rank}#${storyId}' },
    },
    Visit: {
      pk: { type: String, value: 'VISIT#${id}' },
      sk: { type: String, value: 'VISIT' },
      id: { type: String, required: true },
      status: { type: String, required: true },
      day: { type: String, required: true },
      gsi1pk: { type: String, value: 'VISITS' },
      gsi1sk: { type: String, value: '${status}#${day}' },
    },
    Bed: {
      pk: { type: String, value: 'BEDS' },
      sk: { type: String, value: '${ward}#${bed}' },
      ward: { type: String, required: true },
      bed: { type: String, required: true },
      patient: { type: String, required: true },
    },
  },
  params: { isoDates: true, timestamps: true },
} as const

type App = Table<typeof schema>

/** The types of keys with operators are narrower than the documentation. */
function sortKey(rank: Range): object {
  if ('eq' in rank) return { rank: rank.eq }
  if ('gte' in rank) return { gsi1sk: { '>=': `RANK#${rank.gte}` } }
  return { gsi1sk: { between: rank.between.map((each) => `RANK#${each}`) } }
}

function storiesOf(app: App): Stories {
  const model = app.getModel('Story')
  return {
    put: async (story) => void (await model.create(story, { exists: null })),
    get: async (key) => await model.get(key),
    addToRank: async (key, by) => void (await model.update(key, { add: { rank: by } })),
    changeNote: async (key, note) => void (await model.update({ ...key, note })),
    changeOrCreateNote: async (key, note) => void (await model.upsert({ ...key, note })),
    touch: async (key, note) => void (await model.update({ ...key, note }, { add: { views: 1 } })),
    ofStatus: async (status, rank) =>
      await model.find({ status: status as 'draft', ...sortKey(rank) }, { index: 'gsi1' }),
    page: async (owner, { limit, cursor, fromRank }) => {
      const items = await model.find(
        { owner },
        {
          ...(limit !== undefined && { limit }),
          ...(cursor !== undefined && { next: cursor as object }),
          ...(fromRank !== undefined && { where: `\${rank} >= {${fromRank}}` }),
        },
      )
      return { items, cursor: items.next }
    },
    putMany: async (stories) => {
      const batch = {}
      for (const story of stories) await model.create(story, { batch, exists: null })
      // It says false where it gave up; what is left then stays in the batch.
      return { unfinished: (await app.batchWrite(batch)) ? 0 : stories.length }
    },
    getMany: async (keys) => {
      const batch = {}
      for (const key of keys) await model.get(key, { batch })
      return { items: (await app.batchGet(batch, { parse: true })) as readonly Found[], unfinished: 0 }
    },
  }
}

function visitsOf(app: App): Visits {
  const model = app.getModel('Visit')
  return {
    put: async (visit) => void (await model.create(visit, { exists: null })),
    changeStatus: async (id, status) => void (await model.update({ id, status })),
    ofStatus: async (status, day) => await model.find({ status, day }, { index: 'gsi1' }),
  }
}

function bedsOf(app: App): Beds {
  const model = app.getModel('Bed')
  return {
    put: async (bed) => void (await model.create(bed, { exists: null })),
    get: async (key) => await model.get(key),
  }
}

async function open(place: Place): Promise<Opened> {
  const client = plainClient(place)
  const app = new Table({
    client: new Dynamo({ client }),
    name: place.table,
    schema,
    partial: true,
    logger: false,
  })
  return {
    stories: storiesOf(app),
    visits: visitsOf(app),
    beds: bedsOf(app),
    close: async () => {
      client.destroy()
    },
  }
}

export const onetable: Library = {
  name: 'OneTable',
  package: 'dynamodb-onetable',
  keys: 'generic',
  hasModel: true,
  instead: {
    'index after add': 'an index on the attribute itself; setting the rank as a property, after a read',
    'change or create': '`update`, for items that are there, keeps all',
    'two-part index key': 'giving every attribute of the key in each update',
    'number order': '`${rank:16:0}` pads numbers that are not negative',
  },
  open,
}
