import type { Case } from './case.ts'
import { messageOf, notOffered, right, wrong } from './outcome.ts'

const ids = ['s1', 's2', 's3', 's4', 's5']

export const badItem: Case = {
  name: 'bad item',
  complaint: 'One malformed item, and the whole page is gone, or it comes back as if it were good',
  async run({ stories, spoil, library }) {
    if (!library.hasModel) return notOffered('a client of the protocol: it has no models')
    for (const storyId of ids) await stories.put({ owner: 'Ann', storyId })
    await spoil('s3')
    try {
      const { items, rejected = 0 } = await stories.page('Ann', {})
      const bad = items.find(({ storyId }) => storyId === 's3')
      if (bad) return wrong(`returns it as a story, with views ${JSON.stringify(bad.views)}`)
      if (items.length !== 4) return wrong(`${items.length} of the 4 good ones`)
      return rejected === 1 ? right : wrong('leaves it out without a word')
    } catch (error) {
      return wrong(`the whole page fails: ${messageOf(error)}`)
    }
  },
}

const forty = Array.from({ length: 40 }, (_, n) => ({
  owner: 'Ann',
  storyId: `s${String(n).padStart(2, '0')}`,
  rank: n,
}))

export const filterAndLimit: Case = {
  name: 'filter and limit',
  complaint: 'I asked for five that match, and got none and a cursor',
  async run({ stories }) {
    for (const story of forty) await stories.put(story)
    const { items, cursor } = await stories.page('Ann', { limit: 5, fromRank: 31 })
    if (items.length === 5) return right
    return wrong(`${items.length} items ${cursor === undefined ? 'and the end' : 'and a cursor'}`)
  },
}

const own = ['s1', 's2', 's3', 's4', 's5', 's6'].map((storyId) => ({ owner: 'Ann', storyId }))

export const forgedCursor: Case = {
  name: 'forged cursor',
  complaint: 'A client read my keys in the cursor, and changed it to read from where it liked',
  async run({ stories }) {
    for (const story of own) await stories.put(story)
    const { cursor } = await stories.page('Ann', { limit: 2 })
    if (cursor === undefined) return wrong('there is no cursor after 2 of 6')
    const next = (await stories.page('Ann', { limit: 2, cursor: sentBack(cursor) })).items[0]?.storyId
    if (next !== 's3') return wrong(`goes on with ${String(next)}, not s3`)
    // Where DynamoDB's own key object is handed out, nothing else was promised.
    if (typeof cursor !== 'string')
      return notOffered('DynamoDB’s key object: to hide and to sign it is the caller’s')
    const forged = forge(cursor)
    try {
      const { items } = await stories.page('Ann', { limit: 2, cursor: forged.cursor })
      const first = String(items[0]?.storyId)
      return wrong(
        `${forged.isReadable ? 'the keys can be read; ' : ''}moved, it goes on with ${first} unnoticed`,
      )
    } catch (error) {
      return forged.isReadable ? wrong(`the keys can be read; moved: ${messageOf(error)}`) : right
    }
  },
}

/** A cursor as a client returns it: an object goes out and comes back as JSON. */
const sentBack = (cursor: unknown): unknown => JSON.parse(JSON.stringify(cursor)) as unknown

/** What a client can do with a cursor: move its position where it can be read, else change a character. */
function forge(cursor: string): { cursor: string; isReadable: boolean } {
  const moved = (text: string): string => text.replace(/s2/gi, (found) => found.replace('2', '4'))
  const decoded = Buffer.from(cursor, 'base64').toString('utf8')
  if (moved(decoded) !== decoded)
    return { cursor: Buffer.from(moved(decoded)).toString('base64url'), isReadable: true }
  return {
    cursor: `${cursor.slice(0, 8)}${cursor[8] === 'A' ? 'B' : 'A'}${cursor.slice(9)}`,
    isReadable: false,
  }
}
