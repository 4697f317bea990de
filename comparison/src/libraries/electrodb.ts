import { Entity } from 'electrodb'
import { documentClient } from '../clients.ts'
import type { Beds, Found, Library, Opened, Place, Range, Stories, Visits } from '../library.ts'

type Configuration = ConstructorParameters<typeof Entity>[1]

const storyEntity = (configuration: Configuration) =>
  new Entity(
    {
      model: { entity: 'story', version: '1', service: 'app' },
      attributes: {
        owner: { type: 'string', required: true },
        storyId: { type: 'string', required: true },
        status: { type: ['draft', 'live'] as const, default: 'draft' },
        rank: { type: 'number', default: 0 },
        views: { type: 'number', default: 0 },
        note: { type: 'string' },
        title: { type: 'string' },
        email: { type: 'string' },
        price: { type: 'number' },
        isOpen: { type: 'boolean' },
        tags: { type: 'list', items: { type: 'string' } },
        publishedAt: { type: 'string' },
      },
      indexes: {
        primary: { pk: { field: 'pk', composite: ['owner'] }, sk: { field: 'sk', composite: ['storyId'] } },
        byStatus: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['status'] },
          sk: { field: 'gsi1sk', composite: ['rank', 'storyId'] },
        },
      },
    },
    configuration,
  )

const visitEntity = (configuration: Configuration) =>
  new Entity(
    {
      model: { entity: 'visit', version: '1', service: 'app' },
      attributes: {
        id: { type: 'string', required: true },
        status: { type: 'string', required: true },
        day: { type: 'string', required: true },
      },
      indexes: {
        primary: { pk: { field: 'pk', composite: ['id'] }, sk: { field: 'sk', composite: [] } },
        byState: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: [] },
          sk: { field: 'gsi1sk', composite: ['status', 'day'] },
        },
      },
    },
    configuration,
  )

const bedEntity = (configuration: Configuration) =>
  new Entity(
    {
      model: { entity: 'bed', version: '1', service: 'app' },
      attributes: {
        ward: { type: 'string', required: true },
        bed: { type: 'string', required: true },
        patient: { type: 'string', required: true },
      },
      indexes: {
        primary: { pk: { field: 'pk', composite: [] }, sk: { field: 'sk', composite: ['ward', 'bed'] } },
      },
    },
    configuration,
  )

function storiesOf(entity: ReturnType<typeof storyEntity>): Stories {
  const ofStatus = async (status: 'draft' | 'live', rank: Range): Promise<readonly Found[]> => {
    if ('eq' in rank)
      return (await entity.query.byStatus({ status, rank: rank.eq }).go({ pages: 'all' })).data
    const query = entity.query.byStatus({ status })
    if ('gte' in rank) return (await query.gte({ rank: rank.gte }).go({ pages: 'all' })).data
    const [from, to] = rank.between
    return (await query.between({ rank: from }, { rank: to }).go({ pages: 'all' })).data
  }
  return {
    put: async (story) => void (await entity.put(story).go()),
    get: async (key) => (await entity.get(key).go()).data ?? undefined,
    addToRank: async (key, by) => void (await entity.patch(key).add({ rank: by }).go()),
    changeNote: async (key, note) => void (await entity.patch(key).set({ note }).go()),
    changeOrCreateNote: async (key, note) => void (await entity.upsert({ ...key, note }).go()),
    touch: async (key, note) => void (await entity.patch(key).set({ note }).add({ views: 1 }).go()),
    ofStatus: (status, rank) => ofStatus(status as 'draft', rank),
    page: async (owner, { limit, cursor, fromRank }) => {
      const query = entity.query.primary({ owner })
      const filtered =
        fromRank === undefined ? query : query.where(({ rank }, { gte }) => gte(rank, fromRank))
      const options = { ...(limit !== undefined && { limit }), cursor: (cursor ?? null) as string | null }
      const page = await filtered.go(options)
      return { items: page.data, cursor: page.cursor ?? undefined }
    },
    putMany: async (stories) => ({ unfinished: (await entity.put([...stories]).go()).unprocessed.length }),
    getMany: async (keys) => {
      const { data, unprocessed } = await entity.get([...keys]).go()
      return { items: data, unfinished: unprocessed.length }
    },
  }
}

const visitsOf = (entity: ReturnType<typeof visitEntity>): Visits => ({
  put: async (visit) => void (await entity.put(visit).go()),
  changeStatus: async (id, status) => void (await entity.patch({ id }).set({ status }).go()),
  ofStatus: async (status, day) => (await entity.query.byState({ status, day }).go({ pages: 'all' })).data,
})

const bedsOf = (entity: ReturnType<typeof bedEntity>): Beds => ({
  put: async (bed) => void (await entity.put(bed).go()),
  get: async (key) => (await entity.get(key).go()).data ?? undefined,
})

async function open(place: Place): Promise<Opened> {
  const client = documentClient(place)
  const configuration = { client, table: place.table }
  return {
    stories: storiesOf(storyEntity(configuration)),
    visits: visitsOf(visitEntity(configuration)),
    beds: bedsOf(bedEntity(configuration)),
    close: async () => {
      client.destroy()
    },
  }
}

export const electrodb: Library = {
  name: 'ElectroDB',
  package: 'electrodb',
  keys: 'generic',
  hasModel: true,
  delimiter: '#bed_',
  instead: {
    'index after add':
      '`set` instead of `add` moves the key; so does an index on the attributes themselves (3.7)',
    'change or create': '`patch`, for items that are there, keeps all',
    'letter case': '`casing: "none"` in the index',
    'number order':
      '`padding` for numbers that are not negative and not too long; an index on the attributes themselves (3.7)',
    'half an item': '`patch`, as here; `update` makes one',
    unprocessed: 'returns them as `unprocessed`, to be sent again by the caller',
    'filter and limit': '`count` instead of `limit`',
  },
  open,
}
