import type { NewStory, Stories, StoryKey } from '../library.ts'

export const TABLE = 'comparison'

/** Twelve attributes, about 300 bytes of JSON. */
const story = (n: number): NewStory => ({
  owner: 'tenant-7f3a9c',
  storyId: `story-${String(n).padStart(6, '0')}`,
  status: n % 3 === 0 ? 'draft' : 'live',
  rank: n,
  views: n * 7,
  note: 'a note of some length, as notes are',
  title: `Sample story number ${n}`,
  email: `user${n}@example.com`,
  price: (n * 131) / 100,
  isOpen: n % 2 === 0,
  tags: ['red', 'large', 'promo'],
  publishedAt: '2026-11-20T10:15:30.123Z',
})

export const stored = Array.from({ length: 100 }, (_, n) => story(n))
const keys: readonly StoryKey[] = stored.map(({ owner, storyId }) => ({ owner, storyId }))
const [first, key] = [story(0), { owner: story(0).owner, storyId: story(0).storyId }]

export interface Operation {
  readonly name: string
  /** Does it once, and counts what came back: 0 for a write. */
  run(stories: Stories): Promise<number>
  readonly expected: number
  /** How many keys one batch of it has. */
  readonly batch?: number
}

export const operations: readonly Operation[] = [
  {
    name: 'get',
    run: async (stories) => ((await stories.get(key))?.storyId === key.storyId ? 1 : 0),
    expected: 1,
  },
  { name: 'put', run: async (stories) => (await stories.put(first), 0), expected: 0 },
  { name: 'update', run: async (stories) => (await stories.touch(key, 'another note'), 0), expected: 0 },
  {
    name: 'query 100',
    run: async (stories) => (await stories.page(key.owner, { limit: 100 })).items.length,
    expected: 100,
  },
  {
    name: 'batch write 25',
    run: async (stories) => (await stories.putMany(stored.slice(0, 25))).unfinished,
    expected: 0,
  },
  {
    name: 'batch get 25',
    run: async (stories) => (await stories.getMany(keys.slice(0, 25))).items.length,
    expected: 25,
    batch: 25,
  },
  {
    name: 'batch get 100',
    run: async (stories) => (await stories.getMany(keys)).items.length,
    expected: 100,
    batch: 100,
  },
]
