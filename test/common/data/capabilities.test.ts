import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, test } from 'vitest'
import { ValidationError } from '../../../src/common/data/errors.ts'
import { withCodec } from '../../../src/common/data/model/attribute-codec.ts'
import { defaulted, epochSeconds, integer, nullable } from '../../../src/common/data/model/attributes.ts'
import { fromJson, toJson } from '../../../src/common/data/model/entity-json.ts'
import { genericTable } from '../../../src/common/data/model/generic-table.ts'
import { createItemKey, isMatch, partialKeyPrefix } from '../../../src/common/data/model/item-key.ts'
import { keyFunction } from '../../../src/common/data/model/key-function.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { schemaVersionOf } from '../../../src/common/data/model/schema-version.ts'
import {
  bigInteger,
  binary,
  binarySet,
  dateTime,
  decimal,
  json,
  numberSet,
  stringSet,
} from '../../../src/common/data/model/stored-kinds.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import type { StoredRecord } from '../../../src/common/data/store/value.ts'
import { NumericText, ValueSet } from '../../../src/common/data/store/value.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { transact } from '../../../src/common/data/transaction.ts'
import { memoryContext, type TestContext } from '../../support/data-context.ts'

/*
 * The numbered capabilities of the five systems this data layer descends from, each by its number. What is tested
 * elsewhere as well is here once, through the public surface.
 */

const deployment = { tier: 'backend', flag: 'EnableTest' }

/** `myapp_prod_…` of the generic table: five local and twenty global indexes, as in the source. */
const generic = genericTable({
  base: 'entities',
  localIndexes: 5,
  globalIndexes: 20,
  ttl: 'expiresAt',
  deployment,
})

const thing = defineModel({
  name: 'thing',
  table: generic,
  attributes: {
    id: Type.String({ minLength: 1 }),
    text: Type.Optional(Type.String()),
    count: defaulted(integer(), 0),
    flag: Type.Optional(Type.Boolean()),
    map: Type.Optional(Type.Object({ a: Type.Number(), b: Type.Optional(Type.Array(Type.String())) })),
    tags: Type.Optional(stringSet()),
    numbers: Type.Optional(numberSet()),
    blobs: Type.Optional(binarySet()),
    blob: Type.Optional(binary()),
    big: Type.Optional(bigInteger()),
    price: Type.Optional(decimal()),
    when: Type.Optional(dateTime()),
    fixed: Type.Optional(dateTime({ stored: 'fixed31' })),
    data: Type.Optional(json()),
    note: nullable(Type.String()),
    madeBy: defaulted(Type.String(), () => 'factory'),
    expiresAt: Type.Optional(epochSeconds()),
  },
  key: { pk: 'THING#{id}' },
  version: { start: 1 },
})

let context: TestContext
let things: TableDataService<typeof thing>

const record = (pk: string, sk = 'METADATA'): Promise<StoredRecord | undefined> =>
  context.store.table(generic).get({ pk, sk })

beforeEach(async () => {
  context = await memoryContext(generic)
  things = new TableDataService(thing, context)
})

describe('model and schema', () => {
  test('1, 2: every type is stored in its DynamoDB form and comes back', async () => {
    const given = {
      id: '1',
      text: 'ü',
      count: 7,
      flag: false,
      map: { a: 1.5, b: ['x'] },
      tags: new Set(['b', 'a']),
      numbers: new Set([3, -1.5]),
      blobs: new Set([Uint8Array.of(1)]),
      blob: Uint8Array.of(0, 255),
      big: 123456789012345678901234567890n,
      price: '12345678901234567890.12',
      when: '2024-01-15T10:30:00.000Z',
      fixed: '2026-11-20T18:20:36.547052Z',
      data: [{ any: ['json', null, 1] }],
      note: 'n',
      madeBy: 'me',
      expiresAt: 4_000_000_000,
    }
    const created = await things.create(given)
    expect(created).toEqual({ ...given, version: 1 })
    expect(await things.get('1')).toEqual({ ...given, version: 1 })
    expect(await record('THING#1')).toMatchObject({
      big: new NumericText('123456789012345678901234567890'),
      price: new NumericText('12345678901234567890.12'),
      tags: new ValueSet('SS', ['b', 'a']),
      fixed: '2026-11-20T18:20:36.547052+0000',
      when: '2024-01-15T10:30:00.000Z',
      data: '[{"any":["json",null,1]}]',
      expiresAt: 4_000_000_000,
    })
  })

  test('2: golden times: naive is refused, an offset becomes UTC, TTL is epoch seconds', async () => {
    const created = await things.create({
      id: '1',
      fixed: '2024-01-15T10:30:00+02:00',
      when: '2024-01-15T10:30:00+02:00',
    })
    expect(created).toMatchObject({ fixed: '2024-01-15T08:30:00.000Z', when: '2024-01-15T08:30:00.000Z' })
    expect((await record('THING#1'))?.fixed).toBe('2024-01-15T08:30:00.000000+0000')
    await expect(things.create({ id: '2', when: '2024-01-15T10:30:00' })).rejects.toThrow(ValidationError)
    await expect(things.create({ id: '2', when: '2024-02-30T00:00:00Z' })).rejects.toThrow(ValidationError)
    await things.create({ id: '3', expiresAt: Date.parse('2054-01-01T00:00:00Z') / 1000 })
    expect((await record('THING#3'))?.expiresAt).toBe(2_650_838_400)
  })

  test('3: null by absence, defaults as values and from functions, rename', async () => {
    expect(await things.create({ id: '1' })).toEqual({
      id: '1',
      count: 0,
      note: null,
      madeBy: 'factory',
      version: 1,
    })
    expect(await record('THING#1')).not.toHaveProperty('note')
    const table = defineTable({ base: 'renamed', key: { pk: 'id' }, deployment })
    const renamed = defineModel({
      name: 'renamed',
      table,
      attributes: { id: Type.String(), homeDest: Type.String() },
      key: { pk: '{id}' },
      storedAs: { homeDest: 'home_dest' },
    })
    await context.store.createTable(table)
    const service = new TableDataService(renamed, context)
    await service.save({ id: '1', homeDest: 'x' })
    expect(await context.store.table(table).get({ id: '1' })).toEqual({ id: '1', home_dest: 'x' })
    await service.update('1', { set: { homeDest: 'y' } })
    expect((await service.query({ homeDest: 'y' })).items).toEqual([{ id: '1', homeDest: 'y' }])
  })

  test('4: timestamps: the caller wins when creating, every write moves the second one', async () => {
    const stamped = defineModel({
      name: 'stamped',
      table: generic,
      attributes: { id: Type.String(), n: defaulted(integer(), 0) },
      key: { pk: 'STAMPED#{id}' },
      timestamps: true,
    })
    const service = new TableDataService(stamped, context)
    const old = '2020-01-01T00:00:00.000Z'
    const created = await service.create({ id: '1', createdAt: old, updatedAt: old })
    expect(created).toMatchObject({ createdAt: old, updatedAt: old })
    const updated = await service.update('1', { add: { n: 1 } })
    expect(updated.createdAt).toBe(old)
    expect(updated.updatedAt > '2026').toBe(true)
    const saved = await service.save({ id: '1', n: 5 })
    expect(saved).toMatchObject({ createdAt: old, n: 5 })
    expect(await service.get('1')).toEqual(saved)
    expect((await service.create({ id: '2' })).createdAt > '2026').toBe(true)
  })

  test('5: unknown and missing attributes are named with their path', async () => {
    const failure = await things
      .create({ id: '1', map: { a: 'x' }, bogus: 1 } as never)
      .catch((error: unknown) => error)
    expect((failure as ValidationError).issues.map(({ path }) => path).toSorted()).toEqual([
      '/bogus',
      '/map/a',
    ])
    await expect(things.create({} as never)).rejects.toThrow('id')
  })

  test('6: a codec of one’s own', async () => {
    const celsius = withCodec(Type.Number(), {
      encode: (value: number) => Math.round(value * 100),
      decode: (stored) => (typeof stored === 'number' ? stored / 100 : stored),
    })
    const reading = defineModel({
      name: 'reading',
      table: generic,
      attributes: { id: Type.String(), celsius },
      key: { pk: 'READING#{id}' },
    })
    const service = new TableDataService(reading, context)
    await service.create({ id: '1', celsius: 21.57 })
    expect((await record('READING#1'))?.celsius).toBe(2157)
    expect(await service.get('1')).toEqual({ id: '1', celsius: 21.57 })
    expect((await service.query({ celsius: { gt: 21.5 } })).items).toHaveLength(1)
  })

  test('6: numbers that a JavaScript number cannot hold are reported, never rounded', async () => {
    await things.create({ id: '1' })
    const stored = (await record('THING#1')) ?? {}
    const table = context.store.table(generic)
    await table.write({ type: 'put', record: { ...stored, count: new NumericText('12345678901234567890') } })
    await expect(things.get('1')).rejects.toThrow('count')
  })

  const guarded = defineModel({
    name: 'guarded',
    table: generic,
    attributes: {
      accountId: Type.String(),
      dateTime: Type.String(),
      notificationType: Type.String(),
      notificationName: nullable(Type.String()),
      severity: defaulted(integer(), 0),
      email: Type.Optional(Type.String()),
      secret: Type.Optional(Type.String()),
    },
    key: { pk: '{accountId}', sk: '{dateTime}' },
    indexes: {
      byType: { index: 'gsi0', pk: '{notificationType}', sk: '{dateTime}' },
      byName: { index: 'lsi0', pk: '{accountId}', sk: '{notificationName}' },
      bySearch: { index: 'gsi1', pk: '{dateTypeAndNameSearch}', sk: '{accountId}' },
    },
    joined: {
      dateTypeAndNameSearch: { of: ['notificationType', 'notificationName', 'dateTime'], separator: '~' },
    },
    immutable: ['notificationType'],
    hidden: ['secret'],
    mutate: { email: (email) => email.trim().toLowerCase() },
  })
  const alarm = {
    accountId: 'abcd',
    dateTime: '100000',
    notificationType: 'ALARM',
    notificationName: 'TestName',
  }
  const id = { accountId: 'abcd', dateTime: '100000' }

  test('7: an immutable attribute keeps its first value, by every way of writing', async () => {
    const service = new TableDataService(guarded, context)
    await service.create(alarm)
    await expect(service.update(id, { set: { notificationType: 'INFO' } })).rejects.toThrow(
      'notificationType is immutable',
    )
    await expect(service.save({ ...alarm, notificationType: 'INFO' })).rejects.toThrow(
      'notificationType is immutable',
    )
    await expect(
      service.update(id, { set: { notificationType: 'ALARM', severity: 4 } }),
    ).resolves.toMatchObject({ severity: 4 })
    await expect(service.save({ ...alarm, severity: 5 })).resolves.toMatchObject({ severity: 5 })
  })

  test('8: mutators run on every value that is given', async () => {
    const service = new TableDataService(guarded, context)
    expect((await service.create({ ...alarm, email: ' A@X.org ' })).email).toBe('a@x.org')
    expect((await service.update(id, { set: { email: 'B@X.ORG' } })).email).toBe('b@x.org')
  })

  test('9: a joined attribute is computed, stored, a key, and never given', async () => {
    const service = new TableDataService(guarded, context)
    const created = await service.create(alarm)
    expect(created.dateTypeAndNameSearch).toBe('ALARM~TestName~100000')
    expect((await record('abcd', '100000'))?.gsi1_pk).toBe('ALARM~TestName~100000')
    const renamed = await service.update(id, { set: { notificationName: 'Other' } })
    expect(renamed.dateTypeAndNameSearch).toBe('ALARM~Other~100000')
    expect(await record('abcd', '100000')).toMatchObject({ lsi0_sk: 'Other', gsi1_pk: 'ALARM~Other~100000' })
    const unnamed = await service.update(id, { remove: ['notificationName'] })
    expect(unnamed.dateTypeAndNameSearch).toBe('ALARM~~100000')
    expect(await record('abcd', '100000')).not.toHaveProperty('lsi0_sk')
    await expect(service.update(id, { set: { dateTypeAndNameSearch: 'x' } })).rejects.toThrow(
      'is computed from',
    )
    expect((await service.query({ dateTypeAndNameSearch: 'ALARM~~100000' })).items).toHaveLength(1)
  })

  test('10: a model inherits by spreading what models share', async () => {
    const owned = { owner: Type.String(), tags: Type.Optional(stringSet()) }
    const attributes = { ...owned, id: Type.String() }
    const cat = defineModel({ name: 'cat', table: generic, attributes, key: { pk: 'CAT#{id}' } })
    const dog = defineModel({ name: 'dog', table: generic, attributes, key: { pk: 'DOG#{id}' } })
    const cats = new TableDataService(cat, context)
    const dogs = new TableDataService(dog, context)
    await cats.create({ id: '1', owner: 'ann' })
    await dogs.create({ id: '1', owner: 'bob' })
    expect((await cats.get('1'))?.owner).toBe('ann')
    expect(await cats.count()).toBe(1)
  })

  test('11: items of other models are neither loaded nor counted', async () => {
    const other = defineModel({
      name: 'other',
      table: generic,
      attributes: { id: Type.String() },
      key: { pk: 'THING#{id}' },
    })
    const others = new TableDataService(other, context)
    await others.create({ id: '1' })
    expect(await things.get('1')).toBeNull()
    expect((await things.list()).items).toEqual([])
    expect((await record('THING#1'))?._type).toBe('other')
  })

  test('12: schema version: the documented md5', () => {
    const storyFields = ['content', 'owner', 'schema_version', 'story_id', 'title']
    const story = { fields: storyFields, pk: 'USER#{owner}#STORY#{story_id}', sk: 'STORY#{story_id}' }
    expect(schemaVersionOf(story)).toBe('4ffe23c09b6daacf8d80b04247a953c0')
    expect(schemaVersionOf({ ...story, pk: 'USER#{owner}' })).toBe('fce3b1ec6daaf723383dcbca7b7b173b')
    expect(
      schemaVersionOf({
        fields: ['email', 'schema_version', 'user_id'],
        pk: 'USER#{user_id}',
        sk: 'PROFILE',
      }),
    ).toBe('455de8416202c7d2de1bea331b36ff42')
    expect(schemaVersionOf({ ...story, fields: [] })).toBe('6fa4507ad7a863d6eebaf54cd67c72ef')
    const model = defineModel({
      name: 'm',
      table: generic,
      attributes: { id: Type.String() },
      key: { pk: 'M#{id}' },
      schemaVersion: true,
    })
    expect(model.schemaVersion).toBe(schemaVersionOf({ fields: ['id'], pk: 'M#{id}', sk: 'METADATA' }))
  })

  test('13: an entity as JSON and back, without what is hidden', async () => {
    const given = {
      id: '1',
      tags: new Set(['b', 'a']),
      blob: Uint8Array.of(1, 2),
      big: 10n ** 20n,
      numbers: new Set([10, 9]),
    }
    const created = await things.create(given)
    const text = JSON.stringify(toJson(thing, created))
    expect(JSON.parse(text)).toMatchObject({
      tags: ['a', 'b'],
      blob: 'AQI=',
      big: '100000000000000000000',
      numbers: [9, 10],
    })
    expect(await things.save(fromJson(thing, JSON.parse(text) as Record<string, unknown>) as never)).toEqual({
      ...created,
      version: 2,
    })
    expect(toJson(guarded, { ...alarm, secret: 's' })).not.toHaveProperty('secret')
  })
})

describe('keys and indexes', () => {
  test('15, 18: a key function, and the sort key METADATA that is read back', async () => {
    const monthly = defineModel({
      name: 'monthly',
      table: generic,
      attributes: { id: Type.String(), createdAt: Type.String() },
      key: {
        pk: keyFunction(
          ['createdAt'],
          ({ createdAt }: { createdAt: string }) => `MONTH#${createdAt.slice(0, 7)}`,
        ),
        sk: '{id}',
      },
    })
    const service = new TableDataService(monthly, context)
    await service.create({ id: '1', createdAt: '2025-01-15' })
    expect(await record('MONTH#2025-01', '1')).toBeDefined()
    expect(await service.get({ id: '1', createdAt: '2025-01-31' })).toMatchObject({ createdAt: '2025-01-15' })
    expect(service.explain({ createdAt: '2025-01-15' })).toMatchObject({ kind: 'range', pk: 'MONTH#2025-01' })
    await things.create({ id: '1' })
    expect(await things.get('1')).not.toBeNull()
    expect(await record('THING#1', 'METADATA')).toBeDefined()
  })

  test('16, 17: a table with one key, and custom key names', async () => {
    const table = defineTable({
      base: 'custom',
      key: { pk: 'PK', sk: { name: 'SK', type: 'N' } },
      deployment,
    })
    await context.store.createTable(table)
    const model = defineModel({
      name: 'c',
      table,
      attributes: { id: Type.String(), SK: Type.Number() },
      key: { pk: 'C#{id}', sk: '{SK}' },
    })
    const service = new TableDataService(model, context)
    for (const SK of [10, -1, 2.5]) await service.create({ id: 'x', SK })
    expect((await service.query({ id: 'x' })).items.map((item) => item.SK)).toEqual([-1, 2.5, 10])
    expect((await service.query({ id: 'x', SK: { gte: 0 } })).items).toHaveLength(2)
  })

  test('19: createItemKey, partialKeyPrefix, isMatch', () => {
    const table = defineTable({ base: 'stories', key: { pk: 'PK', sk: 'SK' }, deployment })
    const story = defineModel({
      name: 'story',
      table,
      attributes: { owner: Type.String(), story_id: Type.String() },
      key: { pk: 'USER#{owner}#STORY#{story_id}', sk: 'STORY#{story_id}' },
    })
    expect(createItemKey(story, { owner: 'johndoe', story_id: '1234' })).toEqual({
      key: { PK: 'USER#johndoe#STORY#1234', SK: 'STORY#1234' },
      isComplete: true,
    })
    expect(createItemKey(story, { owner: 'johndoe' })).toEqual({
      key: { PK: 'USER#johndoe#STORY#', SK: 'STORY#' },
      isComplete: false,
    })
    expect(partialKeyPrefix('STORY#{story_id}#RUN#{run_id}', { story_id: '1234' })).toBe('STORY#1234#RUN#')
    expect(partialKeyPrefix('STORY#{story_id}#RUN#{run_id}')).toBe('STORY#')
    expect(partialKeyPrefix('STORY#{story_id}#RUN#{run_id}', { run_id: '1' })).toBe('STORY#')
    expect(isMatch(story, { PK: 'USER#johndoe#STORY#1234', SK: 'STORY#1234' })).toBe(true)
    expect(isMatch(story, { PK: 'USER#johndoe', SK: 'PROFILE' })).toBe(false)
    expect(isMatch(story, { PK: 'USER##STORY#1', SK: 'STORY#1' })).toBe(false)
    expect(isMatch(story, { PK: 'user#johndoe#story#1', SK: 'story#1' })).toBe(false)
    expect(isMatch(story, { PK: 'USER#johndoe#STORY#1', SK: 'STORY#2' })).toBe(false)
  })

  test('20, 21: an index map from named attributes to generic indexes, aliases not stored, sparse', async () => {
    const model = defineModel({
      name: 'n',
      table: generic,
      attributes: {
        accountId: Type.String(),
        dateTime: Type.String(),
        notificationType: Type.String(),
        notificationName: nullable(Type.String()),
        severity: defaulted(integer(), 5),
      },
      key: { pk: '{accountId}', sk: '{dateTime}' },
      indexes: {
        byType: { index: 'gsi0', pk: '{notificationType}', sk: '{dateTime}' },
        byName: { index: 'lsi0', pk: '{accountId}', sk: '{notificationName}' },
      },
      storeAliases: false,
    })
    const service = new TableDataService(model, context)
    const given = {
      accountId: 'abcd',
      dateTime: '100000',
      notificationType: 'ALARM',
      notificationName: 'Test Name',
    }
    await service.create(given)
    expect(await record('abcd', '100000')).toEqual({
      pk: 'abcd',
      sk: '100000',
      gsi0_pk: 'ALARM',
      gsi0_sk: '100000',
      lsi0_sk: 'Test$20Name',
      notificationName: 'Test Name',
      severity: 5,
      _type: 'n',
    })
    const id = { accountId: 'abcd', dateTime: '100000' }
    expect(await service.get(id)).toEqual({ ...given, severity: 5 })
    expect((await service.query({ notificationType: 'ALARM' })).items).toHaveLength(1)
    expect(
      (await service.query({ accountId: 'abcd', notificationType: { beginsWith: 'AL' } })).items,
    ).toHaveLength(1)
    await service.update(id, { set: { notificationType: 'IN FO' } })
    expect(await service.get(id)).toMatchObject({ notificationType: 'IN FO' })
    expect((await record('abcd', '100000'))?.gsi0_pk).toBe('IN$20FO')
    await service.update(id, { remove: ['notificationName'] })
    expect(await record('abcd', '100000')).not.toHaveProperty('lsi0_sk')
    expect(service.explain({ accountId: 'abcd', notificationName: 'x' })).toMatchObject({
      index: { name: 'byName' },
    })
    expect(service.explain({ severity: 5 })).toMatchObject({ kind: 'scan' })
  })

  test('22, 25, 60: the source’s full table: 5 local and 20 global indexes, counts as arguments', async () => {
    expect(Object.keys(generic.indexes)).toHaveLength(25)
    expect(generic.indexes.gsi19).toMatchObject({
      pk: { name: 'gsi19_pk' },
      sk: { name: 'gsi19_sk' },
      kind: 'global',
    })
    expect(generic.indexes.lsi4).toMatchObject({
      pk: { name: 'pk' },
      sk: { name: 'lsi4_sk' },
      kind: 'local',
    })
    expect(() => genericTable({ base: 'many', localIndexes: 6, deployment })).toThrow('6 local indexes')
    const model = defineModel({
      name: 'wide',
      table: generic,
      attributes: { id: Type.String(), a: Type.String() },
      key: { pk: 'W#{id}' },
      indexes: { last: { index: 'gsi19', pk: 'A#{a}', sk: '{id}' } },
    })
    const service = new TableDataService(model, context)
    await service.create({ id: '1', a: 'x' })
    expect((await service.query({ a: 'x' }, { index: 'last' })).items).toEqual([{ id: '1', a: 'x' }])
  })
})

describe('writes', () => {
  test('28, 30: update actions, alone and combined', async () => {
    await things.create({ id: '1', tags: new Set(['a', 'b']), map: { a: 1, b: ['x', 'y', 'z'] }, big: 5n })
    const updated = await things
      .update('1', {
        set: { text: 'new' },
        add: { count: 0.5, big: 10n ** 20n },
        addToSet: { tags: ['c'] },
        setIfMissing: { flag: true },
        paths: [
          { path: ['map', 'a'], add: 2 },
          { path: ['map', 'b', 1], remove: true },
          { path: ['map', 'b', 0], set: 'first' },
        ],
      })
      .catch((error: unknown) => error)
    // Half a count is no count: nothing of the whole change was done.
    expect(updated).toBeInstanceOf(ValidationError)
    const done = await things
      .update('1', {
        set: { text: 'new' },
        add: { count: 2, big: 10n ** 20n },
        addToSet: { tags: ['c'] },
        setIfMissing: { flag: true, text: undefined as never },
      })
      .catch((error: unknown) => error)
    expect(done).toBeInstanceOf(ValidationError)
    const both = await things.update('1', {
      set: { text: 'new' },
      add: { count: 2, big: 10n ** 20n },
      addToSet: { tags: ['c'] },
      setIfMissing: { flag: true },
      paths: [
        { path: ['map', 'a'], add: 2 },
        { path: ['map', 'b', 1], remove: true },
        { path: ['map', 'b', 0], set: 'first' },
      ],
    })
    expect(both).toMatchObject({
      text: 'new',
      count: 2,
      big: 100000000000000000005n,
      tags: new Set(['a', 'b', 'c']),
      flag: true,
      map: { a: 3, b: ['first', 'z'] },
      version: 2,
    })
    const fewer = await things.update('1', {
      deleteFromSet: { tags: ['a', 'b', 'c'] },
      setIfMissing: { flag: false },
    })
    expect(fewer.tags).toBeUndefined()
    expect(fewer.flag).toBe(true)
  })

  test('29: a diff update writes what differs, over the version read', async () => {
    const before = await things.create({ id: '1', text: 'a', flag: true })
    const { flag: _gone, ...rest } = before
    const after = await things.updateFrom(before, { ...rest, text: 'b' })
    expect(after).toMatchObject({ text: 'b', version: 2 })
    expect(after).not.toHaveProperty('flag')
    expect(await things.updateFrom(after, after)).toBe(after)
    await expect(things.updateFrom(before, { ...before, text: 'c' })).rejects.toThrow(
      'changed by another writer',
    )
  })

  test('32, 33: conditional save, versions and their bypass', async () => {
    const first = await things.create({ id: '1', count: 1 })
    await expect(things.save({ id: '1', count: 9 }, { if: { count: 2 } })).rejects.toThrow()
    expect((await things.save({ ...first, count: 2 })).version).toBe(2)
    await expect(things.save({ ...first, count: 3 })).rejects.toThrow('changed by another writer')
    expect((await things.save({ id: '1', count: 4 })).version).toBe(3)
    await expect(things.create({ id: '1' })).rejects.toThrow('already exists')
  })

  test('35, 36: refresh, batches of puts and deletes of any size', async () => {
    const first = await things.create({ id: '1' })
    await things.update('1', { set: { text: 'x' } })
    expect((await things.refresh(first)).text).toBe('x')
    await things.batchWrite(Array.from({ length: 60 }, (_, n) => things.prepare({ id: `b${n}` })))
    expect(await things.count()).toBe(61)
    await things.batchDelete(Array.from({ length: 60 }, (_, n) => `b${n}`).concat('b1', 'nobody'))
    expect(await things.count()).toBe(1)
  })

  test('37: a transaction of every kind: the bank transfer', async () => {
    await things.create({ id: 'a', count: 2000 })
    await things.create({ id: 'b', count: 0 })
    const transfer = (amount: number) => [
      things.planUpdate('a', { add: { count: -amount } }, { if: { count: { gte: amount } } }),
      things.planUpdate('b', { add: { count: amount } }),
      things.planCheck('a'),
    ]
    // One item can stand in a transaction once only.
    await expect(transact(context.store, transfer(1000))).rejects.toThrow()
    await transact(context.store, transfer(1000).slice(0, 2))
    expect([(await things.get('a'))?.count, (await things.get('b'))?.count]).toEqual([1000, 1000])
    const failure = await transact(context.store, transfer(2000).slice(0, 2)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ reasons: [{ code: 'condition_failed' }, null] })
    expect([(await things.get('a'))?.count, (await things.get('b'))?.count]).toEqual([1000, 1000])
    await transact(context.store, [
      things.planDelete('a', { version: 2 }),
      things.planSave({ id: 'c' }),
      things.planCheck('b'),
    ])
    expect(await things.batchGet(['a', 'c'])).toMatchObject([null, { id: 'c' }])
  })
})

describe('reads', () => {
  beforeEach(async () => {
    await things.batchWrite(
      Array.from({ length: 15 }, (_, n) => things.prepare({ id: String(n).padStart(2, '0'), count: n })),
    )
  })

  test('38: projection and consistency', async () => {
    expect(await things.get('03', { select: ['count'], consistent: false })).toEqual({ count: 3 })
  })

  test('41: a scan in parallel parts finds each once, and keeps to a rate', async () => {
    const seen: string[] = []
    for await (const { id } of things.scan({ count: { gte: 5 } }, { segments: 4 })) seen.push(id)
    expect(seen.toSorted()).toEqual(['05', '06', '07', '08', '09', '10', '11', '12', '13', '14'])
    const started = performance.now()
    let walked = 0
    for await (const { id } of things.scan({}, { rate: 100 })) walked += id.length > 0 ? 1 : 0
    expect(walked).toBe(15)
    expect(performance.now() - started).toBeGreaterThan(100)
    await expect(things.scan({}, { rate: 0 }).next()).rejects.toThrow('rate must be positive')
  })

  test('43: first, last, exists', async () => {
    expect(await things.first({ count: 99 })).toBeNull()
    expect((await things.first({ count: { gt: 13 } }))?.id).toBe('14')
    expect(await things.exists('03')).toBe(true)
    expect(await things.exists('99')).toBe(false)
    await expect(things.last({ count: 1 })).rejects.toThrow('has an order to reverse')
  })

  test('46: what a corrupt item does is the caller’s choice', async () => {
    const stored = (await record('THING#03')) ?? {}
    await context.store.table(generic).write({ type: 'put', record: { ...stored, count: 'x' } })
    expect((await things.list()).rejected).toHaveLength(1)
    expect(await things.list({ onCorrupt: 'skip' })).toMatchObject({ rejected: [], items: { length: 14 } })
    await expect(things.list({ onCorrupt: 'throw' })).rejects.toThrow('Stored thing is corrupt')
  })

  test('47: expired items are never seen, and do not stand in the way', async () => {
    await things.create({ id: 'old', expiresAt: 1_000_000_000, text: 'old' })
    expect(await record('THING#old')).toBeDefined()
    expect(await things.get('old')).toBeNull()
    expect(await things.exists('old')).toBe(false)
    expect(await things.count()).toBe(15)
    expect((await things.list({ limit: 100 })).items).toHaveLength(15)
    expect(await things.delete('old')).toBe(false)
    await things.create({ id: 'old', expiresAt: 1_000_000_000, text: 'old' })
    await expect(things.update('old', { set: { text: 'new' } })).rejects.toThrow('not found')
    expect((await things.create({ id: 'old', text: 'new' })).text).toBe('new')
    expect((await things.upsert({ id: 'old' })).created).toBe(false)
  })
})

describe('extension', () => {
  test('49: hooks around saving, deleting and loading', async () => {
    const seen: string[] = []
    const hooked = new TableDataService(thing, context, {
      beforeSave: (input) => ({ ...input, text: 'hooked' }),
      afterSave: ({ id }) => {
        seen.push(`saved ${id}`)
      },
      beforeDelete: (id) => {
        if (id === 'keep') throw new ValidationError('this one stays')
      },
      afterDelete: (id) => {
        seen.push(`deleted ${JSON.stringify(id)}`)
      },
      afterLoad: (entity) => ({ ...entity, count: entity.count + 100 }),
    })
    expect((await hooked.create({ id: '1' })).text).toBe('hooked')
    await hooked.save({ id: 'keep' })
    await expect(hooked.delete('keep')).rejects.toThrow('this one stays')
    await hooked.delete('1')
    expect(seen).toEqual(['saved 1', 'saved keep', 'deleted "1"'])
    expect((await hooked.get('keep'))?.count).toBe(100)
    expect((await hooked.list()).items[0]?.count).toBe(100)
  })
})
