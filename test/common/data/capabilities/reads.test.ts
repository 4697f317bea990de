import { beforeEach, describe, expect, test } from 'vitest'
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
