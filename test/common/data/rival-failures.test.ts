import { Type } from '@sinclair/typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BadCursorError, NotFoundError, ValidationError } from '../../../src/common/data/errors.ts'
import { defineModel, type InputType } from '../../../src/common/data/model/model.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { startDynamoDbServer, type DynamoDbServer } from '../../support/dynamodb-servers.ts'
import { dynamoDbContext, onEveryStore } from '../../support/every-store.ts'
import { startPartialBatchProxy, type PartialBatchProxy } from '../../support/partial-batch-proxy.ts'
import { entitiesTable, storyModel } from '../../support/story-model.ts'

/*
 * Twelve failures that users of other DynamoDB libraries meet, in the words of those users. `comparison/` runs the same
 * twelve against the libraries themselves.
 */

/** An index key of two attributes, of which a user may change one. */
const visitModel = defineModel({
  name: 'visit',
  table: entitiesTable,
  attributes: { id: Type.String(), status: Type.String(), day: Type.String() },
  key: { pk: 'VISIT#{id}' },
  indexes: { byState: { index: 'gsi0', pk: 'VISITS', sk: '{status}#{day}' } },
})

/** A primary key of two free texts. */
const bedModel = defineModel({
  name: 'bed',
  table: entitiesTable,
  attributes: { house: Type.String(), ward: Type.String(), bed: Type.String(), patient: Type.String() },
  key: { pk: 'HOUSE#{house}', sk: '{ward}#{bed}' },
})

type Stories = TableDataService<typeof storyModel>

const ids = (page: { items: readonly { storyId: string }[] }): string[] =>
  page.items.map(({ storyId }) => storyId)

await onEveryStore([entitiesTable], (context) => {
  let stories: Stories
  let visits: TableDataService<typeof visitModel>
  let beds: TableDataService<typeof bedModel>

  /** Each test has an owner, and so a partition, of its own. */
  let owner = ''
  let owners = 0
  const story = (
    storyId: string,
    rest: Partial<InputType<typeof storyModel>> = {},
  ): InputType<typeof storyModel> => ({ owner, storyId, rank: 0, ...rest })
  const key = (storyId: string) => ({ owner, storyId })

  const ofStatus = async (rank: number | { gte: number } | { between: readonly [number, number] }) =>
    (await stories.query({ status: 'draft', rank, owner }, { index: 'byStatus' })).items

  beforeEach(() => {
    stories = new TableDataService(storyModel, context())
    visits = new TableDataService(visitModel, context())
    beds = new TableDataService(bedModel, context())
    owner = `owner ${++owners}`
  })

  test('1: "I added 3 to the rank, and the index still finds the story under the old one"', async () => {
    await stories.create(story('s1', { rank: 10 }))
    await stories.update(key('s1'), { add: { rank: 3 } })
    expect(await ofStatus(13)).toMatchObject([{ storyId: 's1', rank: 13 }])
    expect(await ofStatus(10)).toEqual([])
  })

  test('2: "I wrote a note, and the story was a draft again with no rank"', async () => {
    await stories.create(story('s1', { status: 'live', rank: 7, views: 5 }))
    await stories.update(key('s1'), { set: { note: 'n' } })
    expect(await stories.get(key('s1'))).toMatchObject({ status: 'live', rank: 7, views: 5, note: 'n' })
  })

  test('2: nor does a change that may have to create it, which makes a whole story or none', async () => {
    const touch = (storyId: string) =>
      stories.updateOrCreate(
        key(storyId),
        { set: { note: 'n' }, add: { views: 1 } },
        story(storyId, { views: 1 }),
      )
    await stories.create(story('s1', { status: 'live', rank: 7, views: 5 }))
    expect(await touch('s1')).toMatchObject({ status: 'live', rank: 7, views: 6, note: 'n' })
    await Promise.all(Array.from({ length: 10 }, () => touch('s2')))
    expect(await stories.get(key('s2'))).toMatchObject({ status: 'draft', rank: 0, views: 10 })
    await expect(stories.updateOrCreate(key('s1'), {}, story('s2'))).rejects.toThrow(ValidationError)
  })

  test('3: "ANN’s story replaced Ann’s"', async () => {
    const other = { owner: owner.toUpperCase(), storyId: 'S1', rank: 2 }
    await stories.save(story('s1', { rank: 1 }))
    await stories.save(other)
    expect((await stories.get(key('s1')))?.rank).toBe(1)
    expect((await stories.get(other))?.rank).toBe(2)
  })

  test.each(['#', '#STORY#', '$', '_', '%23', '$23', '\u0000'])(
    '4: "two different beds are one, because a name has a delimiter in it": %j',
    async (delimiter) => {
      const one = { house: owner, ward: `a${delimiter}b`, bed: 'c' }
      const two = { house: owner, ward: 'a', bed: `b${delimiter}c` }
      await beds.save({ ...one, patient: 'Ann' })
      await beds.save({ ...two, patient: 'Bob' })
      expect((await beds.get(one))?.patient).toBe('Ann')
      expect((await beds.get(two))?.patient).toBe('Bob')
      expect((await beds.query({ house: owner, ward: 'a' })).items).toEqual([{ ...two, patient: 'Bob' }])
    },
  )

  test('5: "ranks of 9 and over gives me 9 alone"', async () => {
    const ranks = [-10, -5, 0, 1, 2, 9, 10, 11, 24, 100, 123456]
    for (const rank of ranks) await stories.save(story(`s${rank}`, { rank }))
    const found = async (rank: { gte: number } | { between: readonly [number, number] }) =>
      (await ofStatus(rank)).map((each) => each.rank)
    expect(await found({ gte: -1000 })).toEqual(ranks)
    expect(await found({ gte: 9 })).toEqual([9, 10, 11, 24, 100, 123456])
    expect(await found({ gte: -5 })).toEqual(ranks.slice(1))
    expect(await found({ between: [1, 20] })).toEqual([1, 2, 9, 10, 11])
    expect(await found({ between: [9, 10] })).toEqual([9, 10])
    expect(await found({ between: [10, 9] })).toEqual([])
  })

  test('6: "I changed the status alone, and the visit stands under the old one"', async () => {
    const id = `${owner} visit`
    await visits.create({ id, status: `${owner} booked`, day: '2026-11-20' })
    await visits.update(id, { set: { status: `${owner} done` } })
    const found = async (status: string) => (await visits.query({ status }, { index: 'byState' })).items
    expect(await found(`${owner} done`)).toEqual([{ id, status: `${owner} done`, day: '2026-11-20' }])
    expect(await found(`${owner} booked`)).toEqual([])
  })

  test('7: "a change of a story that is not there made half a story"', async () => {
    for (const patch of [{ set: { note: 'n' } }, { add: { views: 1 } }, { add: { rank: 1 } }] as const) {
      await expect(stories.update(key('gone'), patch)).rejects.toThrow(NotFoundError)
    }
    expect(await stories.get(key('gone'))).toBeNull()
    expect(await stories.count({ owner })).toBe(0)
  })

  test('8: "one bad item, and the whole page is gone" — or comes back as if it were good', async () => {
    for (const storyId of ['s1', 's2', 's3', 's4', 's5']) await stories.save(story(storyId))
    const table = context().store.table(entitiesTable)
    const bad = storyModel.keys.key(key('s3'))
    const record = (await table.get(bad)) ?? {}
    await table.write({ type: 'put', record: { ...record, rank: 'oops' } })
    const page = await stories.query({ owner })
    expect(ids(page)).toEqual(['s1', 's2', 's4', 's5'])
    expect(page.rejected).toMatchObject([{ key: bad, reason: expect.stringContaining('rank') as string }])
  })

  test('9: "sixty at once is too many for a batch"', async () => {
    const sixty = Array.from({ length: 60 }, (_, n) => story(`s${n}`, { rank: n }))
    await stories.batchWrite(sixty.map((each) => stories.prepare(each)))
    expect(await stories.count({ owner })).toBe(60)
    const found = await stories.batchGet([...sixty, ...sixty, story('gone')])
    expect(found).toMatchObject([...sixty, ...sixty, null])
  })

  test('11: "I asked for five that match, and got none and a cursor"', async () => {
    const all = Array.from({ length: 40 }, (_, n) => story(`s${String(n).padStart(2, '0')}`, { rank: n }))
    await stories.batchWrite(all.map((each) => stories.prepare(each)))
    const first = await stories.query({ owner, rank: { gte: 31 } }, { limit: 5 })
    expect(ids(first)).toEqual(['s31', 's32', 's33', 's34', 's35'])
    const second = await stories.query(
      { owner, rank: { gte: 31 } },
      { limit: 5, cursor: first.nextCursor ?? '' },
    )
    expect(ids(second)).toEqual(['s36', 's37', 's38', 's39'])
    expect(second.nextCursor).toBeNull()
  })

  describe('12: "a client made a cursor of its own and read from where it liked"', () => {
    const cursorOf = async (limit = 2): Promise<string> => {
      for (const storyId of ['s1', 's2', 's3']) await stories.save(story(storyId))
      return (await stories.query({ owner }, { limit })).nextCursor ?? ''
    }

    test('it says nothing about keys', async () => {
      const cursor = await cursorOf()
      for (const text of [cursor, Buffer.from(cursor, 'base64url').toString('latin1')]) {
        expect(text).not.toMatch(/STORY|USER|owner/)
      }
      expect(ids(await stories.query({ owner }, { cursor }))).toEqual(['s3'])
    })

    test('one that is made, changed, or of another query is refused', async () => {
      const cursor = await cursorOf()
      const position = Buffer.from(JSON.stringify({ pk: `USER#${owner}`, sk: 'STORY#s2' })).toString(
        'base64url',
      )
      const changed = cursor.slice(0, 8) + (cursor[8] === 'A' ? 'B' : 'A') + cursor.slice(9)
      for (const forged of [position, changed, cursor.slice(0, -1), `${cursor}A`]) {
        await expect(stories.query({ owner }, { cursor: forged })).rejects.toThrow(BadCursorError)
      }
      await expect(stories.query({ owner: 'another' }, { cursor })).rejects.toThrow(BadCursorError)
      await expect(stories.list({ cursor })).rejects.toThrow(BadCursorError)
    })
  })
})

describe('10: "DynamoDB did a part of the batch, and the rest was lost without a word"', () => {
  let server: DynamoDbServer
  let proxy: PartialBatchProxy
  let stories: Stories
  let close: () => Promise<void>

  beforeAll(async () => {
    server = await startDynamoDbServer()
    proxy = await startPartialBatchProxy(server.endpoint)
    const context = await dynamoDbContext(proxy.endpoint, entitiesTable)
    stories = new TableDataService(storyModel, context)
    close = () => context.store.close()
  })
  afterAll(async () => {
    await close()
    await proxy.stop()
    await server.stop()
  })

  const three = [1, 2, 3].map((rank) => ({ owner: 'ann', storyId: `s${rank}`, rank }))

  test('writes are sent again until all are done, and so are reads', async () => {
    proxy.cutNext('BatchWriteItem')
    await stories.batchWrite(three.map((each) => stories.prepare(each)))
    expect(await stories.count({ owner: 'ann' })).toBe(3)
    proxy.cutNext('BatchGetItem')
    expect(await stories.batchGet(three)).toMatchObject(three)
    expect(proxy.cuts).toBe(2)
  })
})
