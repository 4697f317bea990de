import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, it } from 'vitest'
import { integer, nullable } from '../../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import type { Store, Write } from '../../../../src/common/data/store/store.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { capabilities, generic, type Capabilities } from './fixture.ts'

/* Notifications on generic indexes: the example of Dynamojo, with its values. */

const attributes = {
  accountId: Type.String(),
  dateTime: Type.String(),
  notificationType: Type.String(),
  notificationName: Type.String(),
  severity: Type.Optional(Type.Number()),
  userId: nullable(Type.String()),
  metadata: Type.Optional(Type.Object({ a: Type.Optional(Type.Object({ b: Type.Unknown() })) })),
  list: Type.Optional(Type.Array(Type.String())),
}
const keys = {
  table: generic,
  key: { pk: '{accountId}', sk: '{dateTime}' },
  indexes: {
    byType: { index: 'gsi0', pk: '{notificationType}', sk: '{dateTime}' },
    byName: { index: 'lsi0', pk: '{accountId}', sk: '{notificationName}' },
    byUser: { index: 'gsi1', pk: '{userId}', sk: '{dateTime}' },
  },
} as const

const fooModel = defineModel({
  ...keys,
  name: 'foo',
  attributes,
  joined: {
    dateTypeAndNameSearch: { of: ['notificationType', 'notificationName', 'dateTime'], separator: '~' },
  },
})

/** The same without what its keys hold already. */
const bareModel = defineModel({
  ...keys,
  name: 'bare',
  attributes: { ...attributes, severity: integer() },
  storeAliases: false,
})

const foo = {
  accountId: 'abcd',
  dateTime: '100000',
  notificationType: 'ALARM',
  notificationName: 'TestName',
}
const id = { accountId: 'abcd', dateTime: '100000' }

let all: Capabilities
let foos: TableDataService<typeof fooModel>
let writes: Write[]

beforeEach(async () => {
  all = await capabilities()
  writes = []
  foos = new TableDataService(fooModel, { ...all.context, store: watched(all.context.store) })
})

/** The store, and what is written to it. */
const watched = (store: Store): Store => ({
  ...store,
  limits: store.limits,
  transact: (given) => store.transact(given),
  table: (definition) => {
    const table = store.table(definition)
    const write: typeof table.write = (given) => {
      writes.push(given)
      return table.write(given)
    }
    return new Proxy(table, { get: (of, name) => (name === 'write' ? write : bound(of, name)) })
  },
})

const bound = (of: object, name: string | symbol): unknown => {
  const member: unknown = Reflect.get(of, name)
  return typeof member === 'function' ? (member.bind(of) as unknown) : member
}

/** What the last write set and removed. */
const lastUpdate = () => {
  const last = writes.at(-1)
  return last?.type === 'update' ? last.update : undefined
}

describe('notifications on generic indexes', () => {
  it('20 named attributes are mirrored to the keys of every index', async () => {
    const created = await foos.create(foo)
    expect(created.dateTypeAndNameSearch).toBe('ALARM~TestName~100000')
    expect(await all.record('abcd', '100000')).toMatchObject({
      pk: 'abcd',
      sk: '100000',
      gsi0_pk: 'ALARM',
      gsi0_sk: '100000',
      lsi0_sk: 'TestName',
    })
  })

  it('20 without aliases the stored item has its keys alone, and reads back the same', async () => {
    const bare = new TableDataService(bareModel, all.context)
    await bare.create({ ...foo, severity: 5 })
    expect(await all.record('abcd', '100000')).toEqual({
      pk: 'abcd',
      sk: '100000',
      gsi0_pk: 'ALARM',
      gsi0_sk: '100000',
      lsi0_sk: 'TestName',
      severity: 5,
      _type: 'bare',
    })
    expect(await bare.get(id)).toEqual({ ...foo, severity: 5, userId: null })
  })

  it('24 the index is chosen by the conditions, in whatever order they are given', () => {
    expect(foos.explain({ dateTime: { beginsWith: '1' }, accountId: 'abcd' })).toEqual({
      kind: 'range',
      index: undefined,
      pk: 'abcd',
      sk: { beginsWith: '1' },
      filter: undefined,
    })
    expect(foos.explain({ notificationType: 'ALARM' })).toMatchObject({
      index: { index: 'gsi0' },
      pk: 'ALARM',
    })
    expect(foos.explain({ accountId: 'abcd', notificationName: 'TestName' })).toMatchObject({
      index: { index: 'lsi0' },
      pk: 'abcd',
      sk: { eq: 'TestName' },
    })
    expect(foos.explain({ severity: 4 })).toMatchObject({ kind: 'scan' })
  })

  it('24 an index can be asked for, and is refused when it cannot answer', async () => {
    await foos.create(foo)
    expect(foos.explain({ ...id, notificationType: 'ALARM' }, { index: 'byType' })).toMatchObject({
      kind: 'range',
      index: { index: 'gsi0' },
    })
    await expect(foos.query({ severity: 4 }, { index: 'byType' })).rejects.toThrow(
      'Index byType of foo needs notificationType by equality',
    )
    await expect(foos.query({ severity: 4 }, { index: 'bySeverity' as never })).rejects.toThrow(
      'foo has no index bySeverity',
    )
  })

  it('24 a query that no index serves reads the table, and says so', async () => {
    await foos.query({ severity: 4 })
    expect(all.context.events).toEqual([{ type: 'scan', model: 'foo', attributes: ['severity'] }])
  })

  it('26, 27 create refuses what is there, save overwrites it', async () => {
    await foos.create(foo)
    await expect(foos.create(foo)).rejects.toThrow('Foo already exists: abcd 100000')
    expect(await foos.save({ ...foo, severity: 1 })).toMatchObject({ severity: 1 })
  })

  it('29 a diff sends what changed, and what is made of it', async () => {
    const before = await foos.create({ ...foo, severity: 5 })
    const after = await foos.updateFrom(before, { ...before, severity: 4 })
    expect(lastUpdate()).toEqual([{ action: 'set', path: ['severity'], value: 4 }])
    await foos.updateFrom(after, { ...after, notificationName: 'Other' })
    expect(lastUpdate()).toHaveLength(3)
    expect(lastUpdate()).toEqual(
      expect.arrayContaining([
        { action: 'set', path: ['notificationName'], value: 'Other' },
        { action: 'set', path: ['dateTypeAndNameSearch'], value: 'ALARM~Other~100000' },
        { action: 'set', path: ['lsi0_sk'], value: 'Other' },
      ]),
    )
    writes.length = 0
    const now = await foos.getOrThrow(id)
    expect(await foos.updateFrom(now, { ...now })).toBe(now)
    expect(writes).toEqual([])
  })

  it('30 within maps and lists, and by fractions', async () => {
    await foos.create({ ...foo, severity: 5, metadata: { a: { b: { c: 1 } } }, list: ['x', 'y', 'z'] })
    const changed = await foos.update(id, {
      add: { severity: 0.5 },
      paths: [
        { path: ['metadata', 'a', 'b', 'c'], set: 'value' },
        { path: ['list', 1], remove: true },
      ],
    })
    expect(changed).toMatchObject({ severity: 5.5, metadata: { a: { b: { c: 'value' } } }, list: ['x', 'z'] })
    await foos.update(id, { prepend: { list: ['first'] } })
    expect(await foos.update(id, { append: { list: ['last'] } })).toMatchObject({
      list: ['first', 'x', 'z', 'last'],
    })
  })

  it('21 an attribute that becomes null takes its index key with it', async () => {
    await foos.create({ ...foo, userId: 'u1' })
    expect(await foos.count({ userId: 'u1' })).toBe(1)
    expect(await all.record('abcd', '100000')).toMatchObject({ gsi1_pk: 'u1', gsi1_sk: '100000' })
    await foos.update(id, { set: { userId: null } })
    const stored = (await all.record('abcd', '100000')) ?? {}
    expect(Object.keys(stored).filter((name) => /gsi1|userId/.test(name))).toEqual([])
    expect(await foos.get(id)).toMatchObject({ userId: null })
  })

  it('21 a sparse index serves by itself only what it has whole; asked for, it leaves items out', async () => {
    const taskModel = defineModel({
      name: 'task',
      table: generic,
      attributes: { id: Type.String(), status: Type.String(), due: nullable(Type.String()) },
      key: { pk: 'TASK#{id}' },
      indexes: { byDue: { index: 'gsi2', pk: 'STATUS#{status}', sk: '{due}' } },
    })
    const tasks = new TableDataService(taskModel, all.context)
    await tasks.create({ id: '1', status: 'open', due: '2026-03-01' })
    await tasks.create({ id: '2', status: 'open' })
    expect(await tasks.count({ status: 'open' })).toBe(2)
    expect(tasks.explain({ status: 'open' })).toMatchObject({ kind: 'scan' })
    expect(tasks.explain({ status: 'open', due: { lt: '2027' } })).toMatchObject({ index: { name: 'byDue' } })
    const { items } = await tasks.query({ status: 'open' }, { index: 'byDue' })
    expect(items.map(({ id: task }) => task)).toEqual(['1'])
  })

  it('31 keyed update and delete without a load: one write each, and never an item out of nothing', async () => {
    await foos.create({ ...foo, severity: 1 })
    writes.length = 0
    await foos.update(id, { set: { severity: 2 } })
    expect(await foos.delete(id)).toBe(true)
    expect(writes.map(({ type }) => type)).toEqual(['update', 'delete'])
    await expect(foos.update(id, { set: { severity: 3 } })).rejects.toThrow('Foo not found: abcd 100000')
    expect(await all.record('abcd', '100000')).toBeUndefined()
    await expect(foos.update({ accountId: 'abcd' } as never, { set: { severity: 3 } })).rejects.toThrow(
      'missing key field dateTime',
    )
  })
})
