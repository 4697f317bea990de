import { beforeEach, describe, expect, test } from 'vitest'
import {
  AlreadyExistsError,
  ConditionFailedError,
  ConflictError,
  CorruptItemError,
  NotFoundError,
  TransactionFailedError,
  ValidationError,
} from '../../../src/common/data/errors.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { transact } from '../../../src/common/data/transaction.ts'
import { memoryContext, type TestContext } from '../../support/data-context.ts'
import { entitiesTable, profileModel, storyModel } from '../../support/story-model.ts'

let context: TestContext
let stories: TableDataService<typeof storyModel>
let profiles: TableDataService<typeof profileModel>

const story = (storyId: string, rank = 1) => ({ owner: 'ann', storyId, rank })
const key = (storyId: string) => ({ owner: 'ann', storyId })
/** The record as the store keeps it. */
const stored = (storyId: string) =>
  context.store.table(entitiesTable).get({ pk: 'USER#ann', sk: `STORY#${storyId}` })

beforeEach(async () => {
  context = await memoryContext(entitiesTable)
  stories = new TableDataService(storyModel, context)
  profiles = new TableDataService(profileModel, context)
})

describe('create and get', () => {
  test('fills defaults and null, starts the version, and reads back the same', async () => {
    const created = await stories.create(story('s1'))
    expect(created).toEqual({ ...story('s1'), status: 'draft', views: 0, note: null, version: 1 })
    expect(await stories.get(key('s1'))).toEqual(created)
    expect(await stories.get(key('none'))).toBeNull()
  })

  test('stores keys from the templates, null by absence, and the model in a shared table', async () => {
    await stories.create(story('s1', -3))
    expect(await stored('s1')).toEqual({
      pk: 'USER#ann',
      sk: 'STORY#s1',
      gsi0_pk: 'STATUS#draft',
      gsi0_sk: 'RANK#09999999999999997#s1',
      _type: 'story',
      owner: 'ann',
      storyId: 's1',
      status: 'draft',
      rank: -3,
      views: 0,
      version: 1,
    })
  })

  test('two items whose keys would collide without escaping stay two', async () => {
    await stories.create({ owner: 'a#STORY#b', storyId: 'c', rank: 1 })
    await stories.create({ owner: 'a', storyId: 'b#STORY#c', rank: 2 })
    expect((await stories.get({ owner: 'a#STORY#b', storyId: 'c' }))?.rank).toBe(1)
    expect((await stories.get({ owner: 'a', storyId: 'b#STORY#c' }))?.rank).toBe(2)
  })

  test('a second create is refused by name and changes nothing', async () => {
    await stories.create(story('s1', 1))
    await expect(stories.create(story('s1', 2))).rejects.toThrow(
      new AlreadyExistsError('Story already exists: ann s1'),
    )
    expect((await stories.get(key('s1')))?.rank).toBe(1)
  })

  test.each([
    [{ ...story('s1'), bogus: 1 }, '/bogus'],
    [{ ...story('s1'), rank: 1.5 }, '/rank'],
    [{ ...story('s1'), rank: 2 ** 53 }, '/rank'],
    [{ ...story('s1'), rank: Number.NaN }, '/rank'],
    [{ ...story('s1'), status: 'gone' }, '/status'],
    [{ ...story('s1'), owner: '' }, '/owner'],
    [{ owner: 'ann', storyId: 's1' }, '/rank'],
  ])('an entity that does not fit is refused and names its place: %j', async (input, path) => {
    const failure = await stories.create(input as never).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ValidationError)
    expect((failure as ValidationError).issues.map((issue) => issue.path)).toContain(path)
    expect(await stories.count()).toBe(0)
  })
})

describe('save', () => {
  test('creates, then replaces and counts the version on', async () => {
    expect(await stories.upsert({ ...story('s1'), title: 'a' })).toMatchObject({
      created: true,
      entity: { version: 1 },
    })
    expect(await stories.upsert(story('s1', 5))).toMatchObject({ created: false, entity: { version: 2 } })
    const entity = await stories.get(key('s1'))
    expect(entity).toEqual({ ...story('s1', 5), status: 'draft', views: 0, note: null, version: 2 })
    expect((await stored('s1'))?.gsi0_sk).toBe('RANK#10000000000000005#s1')
  })

  test('with a version saves only over that version', async () => {
    const first = await stories.save(story('s1'))
    const second = await stories.save({ ...first, rank: 2 })
    expect(second.version).toBe(2)
    await expect(stories.save({ ...first, rank: 3 })).rejects.toThrow(ConflictError)
    await stories.delete(key('s1'))
    await expect(stories.save(second)).rejects.toThrow(ConflictError)
    expect(await stories.get(key('s1'))).toBeNull()
  })

  test('of one entity by many at once loses no version', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, rank) => stories.save(story('s1', rank))))
    expect((await stories.get(key('s1')))?.version).toBe(40)
  })

  test('a model without versions is simply replaced', async () => {
    expect((await profiles.upsert({ owner: 'ann', email: 'a@x' })).created).toBe(true)
    expect(await profiles.upsert({ owner: 'ann', email: 'b@x' })).toEqual({
      created: false,
      entity: { owner: 'ann', email: 'b@x' },
    })
    expect(await profiles.get('ann')).toEqual({ owner: 'ann', email: 'b@x' })
  })
})

describe('update', () => {
  beforeEach(async () => {
    await stories.create({ ...story('s1', 10), title: 'old', tags: ['a'], note: 'n' })
  })

  test('changes what the patch names, counts the version on, and returns the whole', async () => {
    const updated = await stories.update(key('s1'), {
      set: { status: 'live' },
      add: { views: 2 },
      append: { tags: ['b'] },
      remove: ['title'],
      setIfMissing: { score: 5 },
    })
    expect(updated).toEqual({
      ...story('s1', 10),
      status: 'live',
      views: 2,
      tags: ['a', 'b'],
      score: 5,
      note: 'n',
      version: 2,
    })
    expect(await stories.get(key('s1'))).toEqual(updated)
  })

  test('index keys follow the attributes, whatever kind of change it was', async () => {
    const keysOf = async () => {
      const { gsi0_pk, gsi0_sk, lsi0_sk } = (await stored('s1')) ?? {}
      return [gsi0_pk, gsi0_sk, lsi0_sk]
    }
    await stories.update(key('s1'), { set: { status: 'live' } })
    expect(await keysOf()).toEqual(['STATUS#live', 'RANK#10000000000000010#s1', 'NOTE#n'])
    await stories.update(key('s1'), { add: { rank: 3 } })
    expect(await keysOf()).toEqual(['STATUS#live', 'RANK#10000000000000013#s1', 'NOTE#n'])
    await stories.update(key('s1'), { set: { note: 'm x', rank: -1 } })
    expect(await keysOf()).toEqual(['STATUS#live', 'RANK#09999999999999999#s1', 'NOTE#m$20x'])
    await stories.update(key('s1'), { remove: ['note'] })
    expect(await keysOf()).toEqual(['STATUS#live', 'RANK#09999999999999999#s1', undefined])
    await stories.update(key('s1'), { setIfMissing: { note: 'again' } })
    expect(await keysOf()).toEqual(['STATUS#live', 'RANK#09999999999999999#s1', 'NOTE#again'])
  })

  test('50 increments of an indexed number at once all count, and the index agrees', async () => {
    await Promise.all(Array.from({ length: 50 }, () => stories.update(key('s1'), { add: { views: 1 } })))
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 4 }, () => stories.update(key('s1'), { add: { rank: 1 } })))
    }
    expect(await stories.get(key('s1'))).toMatchObject({ rank: 30, views: 50, version: 71 })
    expect((await stories.query({ status: 'draft', rank: 30 })).items).toHaveLength(1)
  })

  test('never makes an item out of nothing', async () => {
    await expect(stories.update(key('none'), { set: { rank: 1 } })).rejects.toThrow(
      new NotFoundError('Story not found: ann none'),
    )
    await expect(stories.update(key('none'), { add: { rank: 1 } })).rejects.toThrow(NotFoundError)
    expect(await stories.count()).toBe(1)
  })

  test('a computed value that breaks the schema is refused and changes nothing', async () => {
    await stories.update(key('s1'), { set: { score: 99 } })
    await expect(stories.update(key('s1'), { add: { score: 2 } })).rejects.toThrow(ValidationError)
    await expect(stories.update(key('s1'), { append: { tags: ['b', 'c', 'd', 'e'] } })).rejects.toThrow(
      ValidationError,
    )
    expect(await stories.get(key('s1'))).toMatchObject({ score: 99, tags: ['a'], version: 2 })
  })

  test('guards: version and condition', async () => {
    await expect(stories.update(key('s1'), { set: { rank: 1 } }, { version: 7 })).rejects.toThrow(
      ConflictError,
    )
    await expect(stories.update(key('s1'), { set: { rank: 1 } }, { if: { status: 'live' } })).rejects.toThrow(
      ConditionFailedError,
    )
    const updated = await stories.update(
      key('s1'),
      { set: { rank: 1 } },
      { version: 1, if: { status: 'draft' } },
    )
    expect(updated.version).toBe(2)
    await expect(stories.update(key('s1'), { add: { rank: 1 } }, { version: 1 })).rejects.toThrow(
      ConflictError,
    )
  })

  test.each([
    [{ set: { owner: 'bob' } }, 'owner is part of the key'],
    [{ set: { bogus: 1 } }, 'bogus is not an attribute'],
    [{ set: { rank: 'x' } }, '/rank'],
    [{ set: { rank: undefined } }, 'rank is undefined'],
    [{ remove: ['rank'] }, 'rank is required'],
    [{ set: { rank: null } }, '/rank'],
    [{ set: { rank: 1 }, add: { rank: 1 } }, 'rank is changed twice'],
    [
      {
        paths: [
          { path: ['tags', 0], set: 'x' },
          { path: ['tags', 0], remove: true },
        ],
      },
      '/tags/0',
    ],
    [{ add: { rank: 'x' } }, 'rank can only be added a number'],
  ])('a patch that cannot be is refused: %j', async (patch, message) => {
    const failure = await stories.update(key('s1'), patch as never).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ValidationError)
    const { issues } = failure as ValidationError
    expect(`${(failure as Error).message} ${JSON.stringify(issues)}`).toContain(message)
    // Whether or not there is something to change.
    await expect(stories.update(key('nobody'), patch as never)).rejects.toThrow(ValidationError)
  })
})

describe('delete', () => {
  test('says whether it was there, and honours guards', async () => {
    await stories.create(story('s1'))
    await expect(stories.delete(key('s1'), { version: 9 })).rejects.toThrow(ConflictError)
    await expect(stories.delete(key('s1'), { if: { rank: { gt: 5 } } })).rejects.toThrow(ConditionFailedError)
    expect(await stories.delete(key('s1'), { version: 1 })).toBe(true)
    expect(await stories.delete(key('s1'))).toBe(false)
    expect(await stories.delete(key('s1'), { version: 1 })).toBe(false)
  })
})

describe('queries', () => {
  beforeEach(async () => {
    await profiles.save({ owner: 'ann', email: 'a@x' })
    for (let rank = 0; rank < 12; rank++) {
      await stories.create({
        ...story(`s${String(rank).padStart(2, '0')}`, rank - 4),
        status: rank % 2 ? 'live' : 'draft',
      })
    }
    await stories.create({ owner: 'bob', storyId: 's00', rank: 0 })
  })

  const ids = (page: { items: readonly { storyId: string }[] }) => page.items.map(({ storyId }) => storyId)

  test('one partition, by key order, a prefix, backwards; never an item of another model', async () => {
    expect((await stories.query({ owner: 'ann' })).items).toHaveLength(12)
    expect(ids(await stories.query({ owner: 'ann', storyId: { beginsWith: 's1' } }))).toEqual(['s10', 's11'])
    expect(ids(await stories.query({ owner: 'ann' }, { limit: 2, reverse: true }))).toEqual(['s11', 's10'])
    expect((await profiles.query({ owner: 'ann' })).items).toEqual([{ owner: 'ann', email: 'a@x' }])
  })

  test('limit is what is returned, also under a filter, and the walk finds each item once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await stories.query({ owner: 'ann', rank: { gte: 0 } }, { limit: 3, cursor })
      expect(page.items.length === 3 || page.nextCursor === null).toBe(true)
      seen.push(...ids(page))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(['s04', 's05', 's06', 's07', 's08', 's09', 's10', 's11'])
  })

  test('the index that serves the filter is chosen, and sorts numbers as numbers', async () => {
    expect(stories.explain({ status: 'live' })).toMatchObject({ kind: 'range', index: { name: 'byStatus' } })
    expect(ids(await stories.query({ status: 'live' }))).toEqual(['s01', 's03', 's05', 's07', 's09', 's11'])
    expect(stories.explain({ status: 'live', rank: 3 })).toMatchObject({
      sk: { beginsWith: 'RANK#10000000000000003#' },
      filter: undefined,
    })
    expect(ids(await stories.query({ status: 'live', rank: 3 }))).toEqual(['s07'])
    expect(stories.explain({ owner: 'ann', storyId: 's01' })).toMatchObject({ kind: 'get' })
    expect(stories.explain({ owner: 'ann', status: 'live' })).toMatchObject({
      kind: 'range',
      index: undefined,
    })
    expect(stories.explain({ rank: 1 })).toMatchObject({ kind: 'scan' })
  })

  test('an index can be named, and is refused when the filter does not serve it', async () => {
    expect(
      ids(await stories.query({ owner: 'ann', status: 'live' }, { index: 'byStatus', limit: 1 })),
    ).toEqual(['s01'])
    await expect(stories.query({ owner: 'ann' }, { index: 'byStatus' })).rejects.toThrow(
      'needs status by equality',
    )
    await expect(stories.query({ owner: 'ann' }, { index: 'nope' as never })).rejects.toThrow(
      'has no index nope',
    )
  })

  test('and, or, not, ranges and null', async () => {
    const where = {
      owner: 'ann',
      or: [{ rank: -4 }, { and: [{ rank: { gt: 5 } }], not: { status: 'live' } }],
    } as const
    expect(ids(await stories.query(where))).toEqual(['s00', 's10'])
    expect(await stories.count({ owner: 'ann', note: null })).toBe(12)
    expect(await stories.count({ note: { ne: null } })).toBe(0)
    expect(await stories.count({ rank: { between: [0, 1] } })).toBe(3)
    expect(await stories.count({ rank: { in: [0, 7] } })).toBe(3)
  })

  test('a query without index reads the table and says so', async () => {
    expect((await stories.query({ rank: 0 })).items).toHaveLength(2)
    expect(context.events).toEqual([{ type: 'scan', model: 'story', attributes: ['rank'] }])
  })

  test('a cursor is of its query alone', async () => {
    const { nextCursor } = await stories.query({ owner: 'ann' }, { limit: 1 })
    const cursor = nextCursor ?? ''
    expect(ids(await stories.query({ owner: 'ann' }, { limit: 2, cursor }))).toEqual(['s01', 's02'])
    await expect(stories.query({ owner: 'bob' }, { cursor })).rejects.toThrow('does not belong to this query')
    await expect(stories.list({ cursor })).rejects.toThrow('does not belong to this query')
    await expect(stories.query({ owner: 'ann' }, { cursor, reverse: true })).rejects.toThrow(
      'does not belong',
    )
  })

  test('mistakes in a filter are refused by name', async () => {
    await expect(stories.query({ bogus: 1 } as never)).rejects.toThrow('bogus is not an attribute')
    await expect(stories.query({ rank: 'x' } as never)).rejects.toThrow('rank must be compared with a number')
    await expect(stories.query({ rank: { like: 1 } } as never)).rejects.toThrow("has no test 'like'")
    await expect(stories.list({ limit: 0 })).rejects.toThrow('limit must be a positive integer')
  })

  test('list and count see this model alone', async () => {
    expect((await stories.list()).items).toHaveLength(13)
    expect(await stories.count()).toBe(13)
    expect(await profiles.count()).toBe(1)
    expect(await stories.count({ owner: 'ann', storyId: 's01' })).toBe(1)
  })

  test('batches of any size, with duplicates and holes in the order asked for', async () => {
    const inputs = Array.from({ length: 130 }, (_, n) => ({ owner: 'cy', storyId: `b${n}`, rank: n }))
    await stories.batchWrite(inputs.map((input) => stories.prepare(input)))
    expect(await stories.count({ owner: 'cy' })).toBe(130)
    const found = await stories.batchGet([
      { owner: 'cy', storyId: 'b129' },
      { owner: 'cy', storyId: 'nope' },
      { owner: 'cy', storyId: 'b129' },
    ])
    expect(found.map((each) => each?.rank ?? null)).toEqual([129, null, 129])
    const twice = [story('x'), story('x')].map((input) => stories.prepare(input))
    await expect(stories.batchWrite(twice)).rejects.toThrow('have the key ann x')
  })
})

describe('corrupt items', () => {
  test('are reported by key, and neither fail the page nor pass as valid', async () => {
    await stories.create(story('s1'))
    await stories.create(story('s3'))
    const good = (await stored('s1')) ?? {}
    await context.store
      .table(entitiesTable)
      .write({ type: 'put', record: { ...good, sk: 'STORY#s2', storyId: 's2', rank: 'oops' } })
    const page = await stories.query({ owner: 'ann' })
    expect(page.items.map(({ storyId }) => storyId)).toEqual(['s1', 's3'])
    expect(page.rejected).toMatchObject([{ key: { pk: 'USER#ann', sk: 'STORY#s2' } }])
    expect(context.events).toMatchObject([{ type: 'corrupt_item', key: { sk: 'STORY#s2' } }])
    await expect(stories.get(key('s2'))).rejects.toThrow(CorruptItemError)
  })

  test.each([
    ['in one call', { set: { note: 'x' } }],
    ['after reading it', { add: { rank: 1 } }],
  ])('that are changed %s are no fault of the change', async (_how, patch) => {
    await stories.create(story('s1'))
    const { views: _lost, ...rest } = (await stored('s1')) ?? {}
    await context.store.table(entitiesTable).write({ type: 'put', record: rest })
    await expect(stories.update(key('s1'), patch)).rejects.toThrow(CorruptItemError)
  })
})

describe('transactions', () => {
  test('do all or nothing, with reasons by position', async () => {
    await stories.create(story('s1'))
    const planned = [profiles.planCreate({ owner: 'ann', email: 'a@x' }), stories.planCreate(story('s1'))]
    const failure = await transact(context.store, planned).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TransactionFailedError)
    expect((failure as TransactionFailedError).reasons).toMatchObject([null, { code: 'already_exists' }])
    expect(await profiles.get('ann')).toBeNull()
    await transact(context.store, [
      planned[0] ?? profiles.planCreate({ owner: 'x', email: '' }),
      stories.planCreate(story('s2')),
    ])
    expect(await profiles.get('ann')).toEqual({ owner: 'ann', email: 'a@x' })
    expect(await stories.get(key('s2'))).not.toBeNull()
  })
})
