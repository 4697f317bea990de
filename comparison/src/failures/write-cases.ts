import type { StoryKey } from '../library.ts'
import type { Case } from './case.ts'
import { notOffered, refused, right, thrownBy, wrong } from './outcome.ts'

const key = { owner: 'Ann', storyId: 's1' }

export const changeOrCreate: Case = {
  name: 'change or create',
  complaint: 'I upserted a note, and the live story was a draft again with no rank',
  async run({ stories }) {
    await stories.put({ ...key, status: 'live', rank: 7, views: 5 })
    const error = await thrownBy(() => stories.changeOrCreateNote(key, 'n'))
    const found = await stories.get(key)
    const { status, rank, views, note } = found ?? {}
    if (error) return status === 'live' ? refused(error) : wrong(JSON.stringify(found))
    if (status === 'live' && rank === 7 && views === 5 && note === 'n') return right
    return wrong(`status is ${String(status)}, rank ${String(rank)}, views ${String(views)}`)
  },
}

export const halfAnItem: Case = {
  name: 'half an item',
  complaint: 'A change of a story that is not there made half a story',
  async run({ stories }) {
    const error = await thrownBy(() => stories.changeNote(key, 'n'))
    const unreadable = await thrownBy(() => stories.get(key))
    if (unreadable) return wrong(`made an item that cannot be read: ${unreadable.message}`)
    const found = await stories.get(key)
    if (found === undefined) return error ? right : wrong('said nothing, and changed nothing')
    const missing = ['status', 'rank', 'views'].filter((name) => found[name] === undefined)
    return missing.length === 0 ? right : wrong(`made an item without ${missing.join(', ')}`)
  },
}

const keysOf = (stories: readonly StoryKey[]): StoryKey[] =>
  stories.map(({ owner, storyId }) => ({ owner, storyId }))

const sixty = Array.from({ length: 60 }, (_, n) => ({ owner: 'Ann', storyId: `s${n}`, rank: n }))

export const sixtyAtOnce: Case = {
  name: 'batch of 60',
  complaint: 'Sixty at once are too many for a batch',
  async run({ stories }) {
    const error = await thrownBy(() => stories.putMany(sixty))
    if (error) return refused(error)
    const { items } = await stories.getMany(keysOf(sixty))
    const ranks = new Set(items.map(({ rank }) => rank))
    return ranks.size === 60 ? right : wrong(`${ranks.size} of 60 are there`)
  },
}

const three = [1, 2, 3].map((rank) => ({ owner: 'Ann', storyId: `s${rank}`, rank }))

export const unprocessed: Case = {
  name: 'unprocessed',
  complaint: 'DynamoDB did a part of the batch, and the rest was lost without a word',
  async run({ stories, cutNextBatch }) {
    cutNextBatch('BatchWriteItem')
    const written = await stories.putMany(three)
    const stored = await Promise.all(keysOf(three).map((each) => stories.get(each)))
    const there = stored.filter((each) => each !== undefined).length
    for (const each of three) await stories.put(each)
    cutNextBatch('BatchGetItem')
    const read = await stories.getMany(keysOf(three))
    if (there + written.unfinished < 3) return wrong(`${there} of 3 written, nothing said of the others`)
    if (read.items.length + read.unfinished < 3)
      return wrong(`${read.items.length} of 3 read, nothing said of the others`)
    if (written.unfinished + read.unfinished === 0) return right
    return notOffered(`hands ${written.unfinished} writes and ${read.unfinished} reads back to the caller`)
  },
}
