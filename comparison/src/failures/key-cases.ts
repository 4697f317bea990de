import type { Range, Stories } from '../library.ts'
import type { Case } from './case.ts'
import { messageOf, notOffered, refused, right, thrownBy, wrong } from './outcome.ts'

const key = { owner: 'Ann', storyId: 's1' }

export const indexAfterAdd: Case = {
  name: 'index after add',
  complaint: 'I added 3 to the rank, and the index still finds the story under the old one',
  async run({ stories }) {
    await stories.put({ ...key, rank: 10 })
    const error = await thrownBy(() => stories.addToRank(key, 3))
    const rank = (await stories.get(key))?.rank
    const [under10, under13] = [
      await stories.ofStatus('draft', { eq: 10 }),
      await stories.ofStatus('draft', { eq: 13 }),
    ]
    if (error) return rank === 10 && under10.length === 1 ? refused(error) : wrong(messageOf(error))
    if (rank === 13 && under13.length === 1 && under10.length === 0) return right
    return wrong(
      `rank is ${String(rank)}; the index has ${under10.length} under 10, ${under13.length} under 13`,
    )
  },
}

export const caseOfKeys: Case = {
  name: 'letter case',
  complaint: 'ANN’s story replaced Ann’s',
  async run({ stories }) {
    await stories.put({ owner: 'Ann', storyId: 's1', rank: 1 })
    await stories.put({ owner: 'ANN', storyId: 'S1', rank: 2 })
    const found = await stories.get({ owner: 'Ann', storyId: 's1' })
    return found?.rank === 1 ? right : wrong(`Ann’s s1 is now ${JSON.stringify(found)}`)
  },
}

export const delimiter: Case = {
  name: 'delimiter',
  complaint: 'Two beds are one, because the name of a ward has the key’s delimiter in it',
  async run({ beds, library }) {
    if (!beds || library.hasKeyFunctions)
      return notOffered('keys of several attributes are the caller’s to compose')
    for (const mark of new Set(['#', library.delimiter ?? '#'])) {
      const one = { ward: `a${mark}b`, bed: 'c' }
      const two = { ward: 'a', bed: `b${mark}c` }
      await beds.put({ ...one, patient: 'Ann' })
      const error = await thrownBy(() => beds.put({ ...two, patient: 'Bob' }))
      if (error) return refused(error)
      const patient = (await beds.get(one))?.patient
      if (patient !== 'Ann')
        return wrong(`the bed of Ann holds ${String(patient)}: a${mark}b / c and a / b${mark}c are one`)
    }
    return right
  },
}

const RANKS = [-10, -5, 0, 1, 2, 9, 10, 11, 24, 100]
const RANGES: readonly (readonly [string, Range, readonly number[]])[] = [
  ['rank >= 9', { gte: 9 }, [9, 10, 11, 24, 100]],
  ['1 to 20', { between: [1, 20] }, [1, 2, 9, 10, 11]],
  ['9 to 10', { between: [9, 10] }, [9, 10]],
  ['rank >= -5', { gte: -5 }, [-5, 0, 1, 2, 9, 10, 11, 24, 100]],
]

export const numberOrder: Case = {
  name: 'number order',
  complaint: 'A range of 9 and over gives me 9 alone',
  async run({ stories, library }) {
    if (library.hasKeyFunctions) return notOffered('keys of several attributes are the caller’s to compose')
    for (const rank of RANKS) await stories.put({ owner: 'Ann', storyId: `s${rank}`, rank })
    const failures = []
    for (const [name, range, expected] of RANGES)
      failures.push(await misorder(stories, name, range, expected))
    const found = failures.filter((each) => each !== undefined)
    return found.length === 0 ? right : wrong(found.slice(0, 2).join('; '))
  },
}

async function misorder(stories: Stories, name: string, range: Range, expected: readonly number[]) {
  try {
    const found = (await stories.ofStatus('draft', range)).map(({ rank }) => rank)
    return found.join() === expected.join()
      ? undefined
      : `${name}: ${found.join(' ') || 'none'}, not ${expected.join(' ')}`
  } catch (error) {
    return `${name}: ${messageOf(error)}`
  }
}

export const twoPartIndexKey: Case = {
  name: 'two-part index key',
  complaint: 'I changed the status alone, and the index finds the visit under the old one',
  async run({ visits }) {
    if (!visits) return notOffered('keys of several attributes are the caller’s to compose')
    await visits.put({ id: 'v1', status: 'booked', day: '2026-11-20' })
    const error = await thrownBy(() => visits.changeStatus('v1', 'done'))
    const booked = (await visits.ofStatus('booked', '2026-11-20')).length
    const done = (await visits.ofStatus('done', '2026-11-20')).length
    if (error) return booked === 1 && done === 0 ? refused(error) : wrong(messageOf(error))
    return booked === 0 && done === 1
      ? right
      : wrong(`the index has ${booked} under the old status, ${done} under the new`)
  },
}
