import { Type } from '@sinclair/typebox'
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { integer } from '../../../src/common/data/model/attributes.ts'
import { bigInteger } from '../../../src/common/data/model/stored-kinds.ts'
import { changeOfWrite } from '../../../src/common/data/changes/local-change.ts'
import { keyFunction } from '../../../src/common/data/model/key-function.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import type { StoredRecord } from '../../../src/common/data/store/value.ts'
import type { ChangeRecord } from '../../../src/common/data/changes/change-record.ts'
import { ChangeRouter } from '../../../src/common/streams/change-router.ts'
import { changeOfStreamRecord } from '../../../src/common/data/changes/dynamodb-stream-record.ts'
import type { EntityEvent } from '../../../src/common/streams/entity-event.ts'
import { entitiesTable, profileModel, storyModel } from '../../support/story-model.ts'
import {
  change,
  ENTITIES,
  lambdaImage,
  storedItems,
  streamRecord,
  tableName,
  type Profile,
  type Story,
} from './fixture.ts'

let items: Awaited<ReturnType<typeof storedItems>>
let story: StoredRecord
let profile: StoredRecord
beforeAll(async () => {
  items = await storedItems()
  story = await items.story('ada', '1')
  profile = await items.profile('ada')
})

interface Seen {
  readonly router: ChangeRouter
  readonly stories: EntityEvent<Story>[]
  readonly profiles: EntityEvent<Profile>[]
}

function listening(): Seen {
  const stories: EntityEvent<Story>[] = []
  const profiles: EntityEvent<Profile>[] = []
  const router = new ChangeRouter({ tableName })
    .on(storyModel, (event) => void stories.push(event))
    .on(profileModel, async (event) => void profiles.push(event))
  return { router, stories, profiles }
}

const OTHER = { status: 'passed_over', reason: 'other_model' }

describe('57 events', () => {
  it('are typed by their model and narrowed by their kind', () => {
    new ChangeRouter({ tableName }).on(storyModel, (event) => {
      expectTypeOf(event).toEqualTypeOf<EntityEvent<Story>>()
      if (event.kind === 'insert') {
        expectTypeOf(event.after.rank).toEqualTypeOf<number>()
        expectTypeOf(event).not.toHaveProperty('before')
      }
      if (event.kind === 'remove') expectTypeOf(event).not.toHaveProperty('after')
      // @ts-expect-error a story has no such attribute
      if (event.kind === 'modify') expect(event.before.email).toBeUndefined()
    })
  })

  it('of items under a former name of the model are the model’s', async () => {
    const named = { table: entitiesTable, attributes: { owner: Type.String() }, key: { pk: 'NOTE#{owner}' } }
    const note = defineModel({ ...named, name: 'note', formerNames: ['memo'] })
    const owners: string[] = []
    const router = new ChangeRouter({ tableName }).on(note, (event) => {
      if (event.kind === 'insert') owners.push(event.after.owner)
    })
    for (const _type of ['memo', 'note', 'notice']) {
      await router.route([change({ after: { pk: 'NOTE#ann', sk: 'METADATA', owner: 'ann', _type } })])
    }
    expect(owners).toEqual(['ann', 'ann'])
    const memo = defineModel({ ...named, name: 'memo' })
    expect(() => router.on(memo, () => undefined)).toThrow('cannot be told from those of note')
  })

  it('of an insert, a change and a removal have the entity as it was and as it is', async () => {
    const { router, stories } = listening()
    const changed = { ...story, rank: 2 }
    const records = [
      streamRecord({ after: story }, { eventID: 'e1' }),
      streamRecord({ before: story, after: changed }),
      streamRecord({ before: changed }),
    ]
    const result = await router.route(records.map((record) => changeOfStreamRecord(record)))
    expect(result).toMatchObject({
      handled: 3,
      failures: [],
      poison: [],
      response: { batchItemFailures: [] },
    })
    const entity = {
      owner: 'ada', storyId: '1', status: 'draft', rank: 1, views: 0, note: null, version: 1,
    } // prettier-ignore
    expect(stories[0]).toEqual({
      kind: 'insert',
      id: 'e1',
      sequence: records[0]?.dynamodb?.SequenceNumber,
      model: 'story',
      key: { pk: 'USER#ada', sk: 'STORY#1' },
      isExpiry: false,
      approximateTime: '2026-09-21T14:13:20.000Z',
      after: entity,
    })
    expect(stories[1]).toMatchObject({ kind: 'modify', before: entity, after: { ...entity, rank: 2 } })
    expect(stories[2]).toMatchObject({ kind: 'remove', before: { ...entity, rank: 2 } })
    expect(stories[2]).not.toHaveProperty('after')
  })

  it('of a removal say whether the item expired', async () => {
    const { router, stories } = listening()
    const userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' }
    await router.route([
      changeOfStreamRecord(streamRecord({ before: story }, { userIdentity })),
      changeOfStreamRecord(streamRecord({ before: story })),
    ])
    expect(stories.map(({ kind, isExpiry }) => [kind, isExpiry])).toEqual([
      ['remove', true],
      ['remove', false],
    ])
  })

  it('reach every handler of the model, also when one of them fails', async () => {
    const seen: string[] = []
    const router = new ChangeRouter({ tableName })
    for (const name of ['first', 'second', 'third']) {
      router.on(storyModel, () => {
        seen.push(name)
        if (name !== 'second') throw new Error(name)
      })
    }
    const outcome = await router.routeOne(change({ after: story }))
    expect(seen).toEqual(['first', 'second', 'third'])
    expect(outcome).toMatchObject({ status: 'failed', failure: { isBlocked: false } })
    const { failures } = await router.route([change({ after: story })])
    expect((failures[0]?.error as AggregateError).errors).toEqual([new Error('first'), new Error('third')])
  })
})

describe('a shared table', () => {
  const IDS = [
    '#',
    '~',
    'a b',
    'STORY#1',
    'PROFILE',
    '🚀',
    '$23',
    '\u0000',
    '__proto__',
    '#STORY#',
    'é'.repeat(495),
  ]

  it.each(IDS)('keeps models apart when an id is %j', async (id) => {
    const { router, stories, profiles } = listening()
    const owner = id.slice(0, 64)
    const records = [
      await items.story(owner, id),
      await items.profile(owner),
      await items.story('PROFILE', id),
    ]
    const changes = records.map((after) => changeOfStreamRecord(streamRecord({ after })))
    expect(await router.route(changes)).toMatchObject({ handled: 3, poison: [], failures: [] })
    expect(stories).toMatchObject([
      { after: { owner, storyId: id } },
      { after: { owner: 'PROFILE', storyId: id } },
    ])
    expect(profiles).toMatchObject([{ after: { owner } }])
  })

  it.each([
    ['of a model that nobody listens to', { _type: 'invoice' }],
    ['without a type marker', { _type: null }],
    ['with a marker that is no text', { _type: ['story'] }],
  ])('passes over an item %s', async (_name, marker) => {
    const { router, stories } = listening()
    const foreign = { ...story, ...marker } as StoredRecord
    for (const images of [{ after: foreign }, { before: foreign }, { before: foreign, after: foreign }]) {
      expect(await router.routeOne(change(images))).toEqual(OTHER)
    }
    expect(stories).toEqual([])
  })

  it('reports an item that says it is of a model whose keys it has not', async () => {
    const outcome = await listening().router.routeOne(change({ after: { ...profile, _type: 'story' } }))
    expect(outcome).toMatchObject({
      status: 'poison',
      poison: {
        model: 'story',
        code: 'corrupt',
        key: { pk: 'USER#ada', sk: 'PROFILE' },
        reason: 'its key is not made by USER#{owner} / STORY#{storyId}',
      },
    })
  })

  it('takes a replacement by another model for a removal and an insert, in that order', async () => {
    const noteModel = defineModel({
      name: 'note',
      table: entitiesTable,
      attributes: { owner: Type.String(), storyId: Type.String() },
      key: { pk: 'USER#{owner}', sk: 'STORY#{storyId}' },
    })
    const seen: string[] = []
    const log = (event: EntityEvent<unknown>): void => void seen.push(`${event.kind} ${event.model}`)
    const router = new ChangeRouter({ tableName }).on(noteModel, log).on(storyModel, log)
    const note = { ...story, _type: 'note' }
    expect(await router.routeOne(change({ before: story, after: note }))).toEqual({ status: 'handled' })
    expect(await router.routeOne(change({ before: note, after: story }))).toEqual({ status: 'handled' })
    expect(await router.routeOne(change({ before: { ...story, _type: 'x' }, after: story }))).toEqual({
      status: 'handled',
    })
    expect(seen).toEqual(['remove story', 'insert note', 'remove note', 'insert story', 'insert story'])
    const broken = { ...note, storyId: 5 }
    expect(await router.routeOne(change({ before: story, after: broken }))).toMatchObject({
      status: 'poison',
    })
    expect(seen.at(-1)).toBe('remove story')
  })
})

describe('a corrupt record', () => {
  it.each<[string, (item: StoredRecord) => Partial<ChangeRecord>, string]>([
    [
      'new image with a wrong type',
      (item) => ({ after: { ...item, rank: 'high' } }),
      'new image: rank expected integer',
    ],
    ['new image without an attribute', ({ rank: _, ...after }) => ({ after }), 'new image: rank expected'],
    [
      'old image that is empty of meaning',
      (item) => ({ before: { ...item, version: 0 }, after: item }),
      'old image: version',
    ],
    [
      'image with another key',
      (item) => ({ after: { ...item, pk: 'USER#eve' } }),
      "new image: pk is not that of the record's key",
    ],
    [
      'image without its key',
      ({ sk: _, ...after }) => ({ after }),
      "new image: sk is not that of the record's key",
    ],
    [
      'attribute that makes another key',
      (item) => ({ after: { ...item, owner: 'eve' } }),
      'new image: its attributes make another key',
    ],
  ])('with %s is reported by key and reason, not thrown and not handled', async (_name, images, reason) => {
    const { router, stories } = listening()
    const bad = images(story)
    const record = change(bad, { keys: { pk: 'USER#ada', sk: 'STORY#1' } })
    const result = await router.route([record, change({ after: await items.story('bob', '1') })])
    expect(result).toMatchObject({
      handled: 1,
      failures: [],
      passedOver: { unknownTable: 0, otherModel: 0 },
      poison: [
        {
          id: record.id,
          sequence: record.sequence,
          table: ENTITIES,
          model: 'story',
          code: 'corrupt',
          key: record.keys,
        },
      ],
    })
    expect(result.poison[0]?.reason).toContain(reason)
    expect(stories).toHaveLength(1)
  })
})

describe('a stream without images', () => {
  it.each<[string, ChangeRecord['kind'], boolean, boolean, string]>([
    ['KEYS_ONLY', 'insert', false, false, 'this insert has no new image'],
    ['KEYS_ONLY', 'modify', false, false, 'this modify has no old image'],
    ['KEYS_ONLY', 'remove', false, false, 'this remove has no old image'],
    ['NEW_IMAGE', 'modify', false, true, 'this modify has no old image'],
    ['NEW_IMAGE', 'remove', false, false, 'this remove has no old image'],
    ['OLD_IMAGE', 'insert', false, false, 'this insert has no new image'],
    ['OLD_IMAGE', 'modify', true, false, 'this modify has no new image'],
  ])('(%s) answers for each %s what it lacks', async (_view, kind, hasBefore, hasAfter, reason) => {
    const { router, stories } = listening()
    const images = { before: hasBefore ? story : undefined, after: hasAfter ? story : undefined }
    const outcome = await router.routeOne(change(images, { kind, keys: { pk: 'USER#ada', sk: 'STORY#1' } }))
    expect(outcome).toMatchObject({ status: 'poison', poison: { code: 'no_image', model: 'story' } })
    expect(JSON.stringify(outcome)).toContain(`${reason}: the stream must be NEW_AND_OLD_IMAGES`)
    expect(stories).toEqual([])
  })

  it('passes over keys and images that are not of a model', async () => {
    const { router } = listening()
    const foreign = { pk: 'INVOICE#1', sk: 'LINE#2' }
    expect(await router.routeOne(change({}, { kind: 'modify', keys: foreign }))).toEqual(OTHER)
    expect(await router.routeOne(change({ after: { ...story, _type: 'x' } }, { kind: 'modify' }))).toEqual(
      OTHER,
    )
  })
})

describe('a table of its own', () => {
  const table = defineTable({
    base: 'passengers',
    key: { pk: 'id' },
    stream: 'NEW_AND_OLD_IMAGES',
    deployment: { tier: 'backend', flag: 'F' },
  })
  const passengerModel = defineModel({
    name: 'passenger',
    table,
    attributes: { id: Type.String(), age: integer() },
    key: { pk: '{id}' },
  })
  const insert = (after: StoredRecord, keys: ChangeRecord['keys']): ChangeRecord =>
    change({ after }, { table: tableName('passengers'), keys })
  const listen = (): [ChangeRouter, EntityEvent<{ id: string; age: number }>[]] => {
    const seen: EntityEvent<{ id: string; age: number }>[] = []
    return [new ChangeRouter({ tableName }).on(passengerModel, (event) => void seen.push(event)), seen]
  }

  it('has raw keys, whatever they contain', async () => {
    const [router, seen] = listen()
    for (const id of ['24160/2', '#', '~ 🚀', '__proto__']) {
      expect(await router.routeOne(insert({ id, age: 1 }, { id }))).toEqual({ status: 'handled' })
    }
    expect(seen.map(({ key }) => key.id)).toEqual(['24160/2', '#', '~ 🚀', '__proto__'])
  })

  it('passes over a key that the model cannot have', async () => {
    const [router] = listen()
    expect(await router.routeOne(insert({ id: 7, age: 1 }, { id: 7 }))).toEqual(OTHER)
    expect(await router.routeOne(insert({ pk: 'a', age: 1 }, { pk: 'a' }))).toEqual(OTHER)
    expect(await router.routeOne(insert({ id: 'a', sk: 'b', age: 1 }, { id: 'a', sk: 'b' }))).toEqual(OTHER)
  })

  it('reports an image that does not fit', async () => {
    const [router] = listen()
    expect(await router.routeOne(insert({ id: 'a' }, { id: 'a' }))).toMatchObject({ status: 'poison' })
  })

  it('may have a key function: the key is checked with the entity', async () => {
    const logTable = defineTable({
      base: 'logs',
      key: { pk: 'pk', sk: 'at' },
      deployment: { tier: 'backend', flag: 'F' },
    })
    const logModel = defineModel({
      name: 'log',
      table: logTable,
      attributes: { at: Type.String() },
      key: { pk: keyFunction(['at'], ({ at }: { at: string }) => at.slice(0, 7)), sk: '{at}' },
    })
    const router = new ChangeRouter({ tableName }).on(logModel, () => undefined)
    const of = (pk: string, at: string): ChangeRecord =>
      change({ after: { pk, at } }, { table: tableName('logs'), keys: { pk, at } })
    expect(await router.routeOne(of('2026-11', '2026-11-20'))).toEqual({ status: 'handled' })
    expect(await router.routeOne(of('2026-12', '2026-11-20'))).toMatchObject({
      poison: { reason: 'new image: its attributes make another key' },
    })
  })

  it('reads the golden record of dynawrap: N values, numbers as plain text in the key', async () => {
    const golden = defineModel({
      name: 'reference',
      table: defineTable({
        base: 'refs',
        key: { pk: 'PK', sk: 'SK' },
        deployment: { tier: 'backend', flag: 'F' },
      }),
      attributes: {
        item_ref: Type.String(),
        username: Type.String(),
        timestamp: integer(),
        score: Type.Number(),
      },
      key: { pk: 'USER#{username}', sk: 'REF#{item_ref}#USER#{username}#TS#{timestamp}' },
    })
    const keys = { PK: 'USER#johndoe', SK: 'REF#abc-1#USER#johndoe#TS#1712345678' }
    const attributes = { item_ref: 'abc-1', username: 'johndoe', timestamp: 1_712_345_678, score: 0.5 }
    const image = lambdaImage({ ...keys, ...attributes, schema_version: '4ffe23c0' })
    expect(image).toMatchObject({ timestamp: { N: '1712345678' } })
    const seen: unknown[] = []
    const router = new ChangeRouter({ tableName }).on(golden, (event) => void seen.push(event))
    const record = (SK: string): ChangeRecord =>
      changeOfStreamRecord({
        eventID: '1',
        eventName: 'INSERT',
        eventSourceARN: `arn:aws:dynamodb:us-east-1:1:table/${tableName('refs')}/stream/2024`,
        dynamodb: {
          SequenceNumber: '111',
          Keys: lambdaImage({ ...keys, SK }),
          NewImage: { ...image, SK: { S: SK } },
        },
      })
    expect(await router.routeOne(record(keys.SK))).toEqual({ status: 'handled' })
    expect(seen).toMatchObject([{ kind: 'insert', after: attributes }])
    // Another name in the second place, another pattern, another time than the attribute says.
    expect(await router.routeOne(record('REF#abc-1#USER#eve#TS#1712345678'))).toEqual(OTHER)
    expect(await router.routeOne(record('PROFILE'))).toEqual(OTHER)
    expect(await router.routeOne(record('REF#abc-1#USER#johndoe#TS#1'))).toMatchObject({ status: 'poison' })
  })
})

describe('keys of numbers and booleans', () => {
  const attributes = { done: Type.Boolean(), n: integer(), x: Type.Number(), big: bigInteger() }
  const model = defineModel({
    name: 'tally',
    table: defineTable({ base: 'tallies', key: { pk: 'pk' }, deployment: { tier: 'backend', flag: 'F' } }),
    attributes,
    key: { pk: 'DONE#{done}#N#{n:int}#X#{x:num}' },
  })
  const router = new ChangeRouter({ tableName }).on(model, () => undefined)
  const tally = { done: true, n: -3, x: -0.25, big: 1n }
  const stored = (overrides: object = {}): ChangeRecord => {
    const after = { ...model.keys.key(tally), ...model.codec.encode({ ...tally, ...overrides }) }
    return change({ after }, { table: tableName('tallies'), keys: model.keys.key(tally) })
  }

  it('match the entity that they are of, and no other', async () => {
    expect(await router.routeOne(stored())).toEqual({ status: 'handled' })
    for (const other of [{ done: false }, { n: 3 }, { x: -0.5 }]) {
      expect(await router.routeOne(stored(other))).toMatchObject({
        poison: { reason: 'new image: its attributes make another key' },
      })
    }
  })

  it('come with changes of every backend: a local write is routed as a stream record is', async () => {
    const { after } = stored()
    const local = changeOfWrite(model.table, {
      tableName: tableName('tallies'),
      sequence: '1',
      before: after,
    })
    const seen: unknown[] = []
    const listener = new ChangeRouter({ tableName }).on(model, (event) => void seen.push(event))
    expect(await listener.route(local ? [local] : [])).toMatchObject({ handled: 1 })
    expect(seen).toMatchObject([{ kind: 'remove', id: `${tableName('tallies')}:1`, before: tally }])
  })
})

describe('a router', () => {
  it('passes over tables that it does not know, and counts', async () => {
    const { router } = listening()
    const result = await router.route([
      change({ after: story }, { table: 'test_prod_entities' }),
      change({ after: { ...story, _type: 'x' } }),
      change({ after: story }, { table: 'constructor' }),
    ])
    expect(result).toMatchObject({ handled: 0, passedOver: { unknownTable: 2, otherModel: 1 } })
  })

  it('refuses models that it could not tell apart, and streams that lack images', () => {
    const own = (name: string, stream?: 'KEYS_ONLY' | 'NEW_IMAGE') =>
      defineModel({
        name,
        table: defineTable({
          base: 'things',
          key: { pk: 'id' },
          ...(stream && { stream }),
          deployment: { tier: 'backend', flag: 'F' },
        }),
        attributes: { id: Type.String() },
        key: { pk: '{id}' },
      })
    const router = new ChangeRouter({ tableName })
      .on(own('a'), () => undefined)
      .on(storyModel, () => undefined)
    expect(() => router.on(own('b'), () => undefined)).toThrow(
      'Table things: items of b cannot be told from those of a',
    )
    expect(() => router.on({ ...profileModel, name: 'story' }, () => undefined)).toThrow('cannot be told')
    expect(() => router.on(own('c', 'NEW_IMAGE'), () => undefined)).toThrow(
      'Events of c need both images, but table things has stream NEW_IMAGE',
    )
    for (const concurrency of [0, -1, 1.5, Number.NaN]) {
      expect(() => new ChangeRouter({ tableName, concurrency })).toThrow('concurrency must be')
    }
  })
})
