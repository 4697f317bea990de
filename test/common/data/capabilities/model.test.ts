import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import { withCodec } from '../../../../src/common/data/model/attribute-codec.ts'
import { defaulted, integer, nullable } from '../../../../src/common/data/model/attributes.ts'
import { fromJson, toJson } from '../../../../src/common/data/model/entity-json.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { schemaVersionOf } from '../../../../src/common/data/model/schema-version.ts'
import { stringSet } from '../../../../src/common/data/model/stored-kinds.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { NumericText, ValueSet } from '../../../../src/common/data/store/value.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { capabilities, type Capabilities, deployment, generic, thing } from './fixture.ts'

let context: Capabilities['context']
let things: Capabilities['things']
let record: Capabilities['record']

beforeEach(async () => {
  ;({ context, things, record } = await capabilities())
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

  test('11: a renamed model still owns the items that bear its former names', async () => {
    const attributes = { id: Type.String(), note: Type.Optional(Type.String()) }
    const key = { pk: 'THING#{id}' }
    const before = new TableDataService(
      defineModel({ name: 'item', table: generic, attributes, key }),
      context,
    )
    await before.create({ id: '1' })
    const renamed = defineModel({ name: 'product', formerNames: ['item'], table: generic, attributes, key })
    const products = new TableDataService(renamed, context)
    await products.create({ id: '2' })
    expect((await products.list()).items.map(({ id }) => id).toSorted()).toEqual(['1', '2'])
    await products.update('1', { set: { note: 'x' } })
    await expect(products.create({ id: '1' })).rejects.toThrow('already exists')
    expect((await products.get('1'))?.note).toBe('x')
    await products.save({ id: '1' })
    expect((await record('THING#1'))?._type).toBe('product')
    expect(await before.get('1')).toBeNull()
    expect(await products.count()).toBe(2)
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
