import { Type } from '@sinclair/typebox'
import { beforeEach, describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import { integer } from '../../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { decimal } from '../../../../src/common/data/model/stored-kinds.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { capabilities, type Capabilities, generic } from './fixture.ts'

let context: Capabilities['context']
let things: Capabilities['things']
let record: Capabilities['record']

beforeEach(async () => {
  ;({ context, things, record } = await capabilities())
})

describe('reads', () => {
  beforeEach(async () => {
    await things.batchWrite(
      Array.from({ length: 15 }, (_, n) => things.prepare({ id: String(n).padStart(2, '0'), count: n })),
    )
  })

  test('38: projection: only what is asked for is fetched, checked and given', async () => {
    expect(await things.get('03', { select: ['count'], consistent: false })).toEqual({ count: 3 })
    expect(await things.get('03', { select: ['id', 'note', 'text'] })).toEqual({ id: '03', note: null })
    expect(await things.get('99', { select: ['count'] })).toBeNull()
    expect(await things.batchGet(['03', '99'], { select: ['count'] })).toEqual([{ count: 3 }, null])
    const page = await things.query({ count: { gt: 10 } }, { select: ['id'], limit: 3 })
    const rest = await things.query(
      { count: { gt: 10 } },
      { select: ['version', 'id'], limit: 3, cursor: page.nextCursor ?? '' },
    )
    const ids: readonly { id: string }[] = [...page.items, ...rest.items]
    expect(ids.map(({ id }) => id).toSorted()).toEqual(['11', '12', '13', '14'])
    expect(page.items.every((item) => Object.keys(item).join() === 'id')).toBe(true)
    expect(Object.keys(rest.items[0] ?? {})).toEqual(['version', 'id'])
    expect((await things.list({ select: ['count'], limit: 100 })).items).toHaveLength(15)
    const scanned = things.scan({ count: 7 }, { select: ['count'] })
    for await (const item of scanned) expect(item).toEqual({ count: 7 })
    // @ts-expect-error -- what was not asked for is not in the type
    expect(page.items[0]?.count).toBeUndefined()
    await expect(things.get('03', { select: ['bogus' as 'count'] })).rejects.toThrow(
      'bogus is not an attribute',
    )
    await expect(things.get('03', { select: ['toString' as 'count'] })).rejects.toThrow(ValidationError)
  })

  test('38: a projection sees expiry, other models and corrupt values, but only of what it fetches', async () => {
    const stored = (await record('THING#03')) ?? {}
    const put = (changes: object) =>
      context.store.table(generic).write({ type: 'put', record: { ...stored, ...changes } })
    await put({ count: 'x' })
    expect(await things.get('03', { select: ['note'] })).toEqual({ note: null })
    await expect(things.get('03', { select: ['count'] })).rejects.toThrow('count')
    expect((await things.list({ select: ['count'] })).rejected).toMatchObject([
      { key: { pk: 'THING#03', sk: 'METADATA' } },
    ])
    expect((await things.list({ select: ['id'] })).items).toHaveLength(15)
    await put({ expiresAt: 1_000_000_000 })
    expect(await things.get('03', { select: ['count'] })).toBeNull()
    expect((await things.query({ id: '03' }, { select: ['count'] })).items).toEqual([])
    await put({ _type: 'other' })
    expect(await things.get('03', { select: ['count'] })).toBeNull()
    expect((await things.list({ select: ['count'], limit: 100 })).items).toHaveLength(14)
  })

  test('38: a projection of renamed, joined, aliased and hidden attributes, through an index, under a hook', async () => {
    const model = defineModel({
      name: 'alarm',
      table: generic,
      attributes: {
        account: Type.String(),
        at: Type.String(),
        kind: Type.String(),
        level: integer(),
        secret: Type.String(),
        price: decimal(),
      },
      key: { pk: '{account}', sk: '{at}' },
      indexes: { byKind: { index: 'gsi0', pk: 'KIND#{kind}', sk: '{at}' } },
      joined: { label: { of: ['kind', 'at'] } },
      storedAs: { level: 'lvl' },
      hidden: ['secret'],
      storeAliases: false,
      timestamps: true,
    })
    const alarms = new TableDataService(model, context)
    const given = { account: 'a', at: '1', kind: 'fire', level: 3, secret: 's', price: '1.50' }
    const created = await alarms.create(given)
    for (const name of Object.keys(created) as (keyof typeof created)[]) {
      const expected = { [name]: created[name] }
      expect(await alarms.get({ account: 'a', at: '1' }, { select: [name] })).toEqual(expected)
      expect((await alarms.query({ kind: 'fire' }, { select: [name], limit: 1 })).items).toEqual([expected])
      expect((await alarms.query({ account: 'a', at: '1', level: 3 }, { select: [name] })).items).toEqual([
        expected,
      ])
    }
    const hooked = new TableDataService(model, context, {
      afterLoad: (alarm) => ({ ...alarm, label: `${alarm.kind}!` }),
    })
    expect(await hooked.get({ account: 'a', at: '1' }, { select: ['label'] })).toEqual({ label: 'fire!' })
    expect((await hooked.list({ select: ['label'] })).items).toEqual([{ label: 'fire!' }])
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

  test('46: a text that is no JSON is corrupt where JSON is stored', async () => {
    const stored = (await record('THING#03')) ?? {}
    await context.store.table(generic).write({ type: 'put', record: { ...stored, data: '{"cut' } })
    expect((await things.list()).rejected).toMatchObject([{ key: { pk: 'THING#03' } }])
    await expect(things.get('03')).rejects.toThrow('Stored thing is corrupt')
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
