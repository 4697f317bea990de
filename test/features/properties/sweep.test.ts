import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sweepJob } from '../../../src/common/objects/sweep-job.ts'
import type { JobRun } from '../../../src/common/queue/job-type.ts'
import { ChangeConsumer } from '../../../src/common/streams/change-consumer.ts'
import { ChangeRouter } from '../../../src/common/streams/change-router.ts'
import { envTableName } from '../../../src/common/data/table-name.ts'
import { propertyFiles, routePropertyChanges } from '../../../src/features/properties/index.ts'
import { filesOf, propertyWorld, servicesOf, uploadOf, withImages } from './property-world.ts'

const HOUR_MS = 60 * 60 * 1000
const csv = { contentType: 'text/csv' }

const world = propertyWorld()

function sweep(input: object, signal = new AbortController().signal) {
  const progress: string[] = []
  const job: JobRun = {
    jobId: 'a',
    attempt: 1,
    signal,
    progress: (percent, message = '') => {
      expect(percent).toBeLessThan(100)
      progress.push(message)
    },
  }
  const rules = [{ prefix: 'exports/', afterMs: 48 * HOUR_MS }, ...propertyFiles(world())]
  return sweepJob(world().objects, rules).run({ limit: 10_000, ...input }, job)
}

describe('the sweep', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const later = (hours: number): void => {
    vi.setSystemTime(Date.now() + hours * HOUR_MS)
  }

  it('deletes what nobody needs, and only when nobody can be about to need it', async () => {
    const { objects } = world()
    const { propertyId, ids } = await withImages(world(), { kept: 2, waiting: 1 })
    const lost = `properties/${propertyId}/${ids[0]}.lost.png`
    const ghost = 'properties/nobody/image.part.png'
    for (const key of [lost, ghost, 'exports/a.csv', 'other/a.csv'])
      await objects.put(key, Buffer.from('x'), csv)
    const all = await filesOf(world(), propertyId)
    later(23)
    expect((await sweep({})).result).toMatchObject({ deleted: 0, next: null })
    expect(await filesOf(world(), propertyId)).toEqual(all)
    later(2)
    expect((await sweep({})).result).toMatchObject({ deleted: 3, next: null })
    const { images } = await servicesOf(world()).properties.load(propertyId)
    expect(await filesOf(world(), propertyId)).toEqual(images.map(({ file }) => file))
    expect(await objects.head(ghost)).toBeUndefined()
    expect(await objects.head('exports/a.csv')).toBeDefined()
    later(24)
    expect((await sweep({})).result).toMatchObject({ deleted: 1 })
    expect(await objects.head('other/a.csv')).toBeDefined()
  })

  it('stops at its limit and goes on from there', async () => {
    const { objects } = world()
    const keys = Array.from({ length: 7 }, (_, index) => `exports/part-${index}`)
    for (const key of keys) await objects.put(key, Buffer.from('123'), csv)
    later(49)
    const first = await sweep({ limit: 3 })
    expect(first.result).toEqual({ looked: 3, deleted: 3, bytes: 9, next: 'exports/part-2' })
    const rest = await sweep({ after: 'exports/part-2' })
    expect(rest.result).toMatchObject({ deleted: 4, next: null })
    expect((await objects.list('exports/')).objects).toEqual([])
  })

  it('ends when it is told to, having deleted nothing more', async () => {
    await world().objects.put('exports/stopped', Buffer.from('x'), csv)
    later(49)
    await expect(sweep({}, AbortSignal.abort())).rejects.toThrow()
    expect(await world().objects.head('exports/stopped')).toBeDefined()
    await sweep({})
  })

  it('leaves no upload that can still be confirmed, and confirms none that it may take', async () => {
    const { propertyId, ids } = await withImages(world(), { kept: 0, waiting: 2 })
    const [one, two] = ids.map((imageId) => ({ propertyId, imageId }))
    if (!one || !two) throw new Error('There are no uploads')
    const { images } = servicesOf(world())
    later(11)
    await sweep({})
    expect(await images.confirm(one)).toMatchObject({ imageId: one.imageId })
    later(2)
    await expect(images.confirm(two)).rejects.toThrow('There is no upload')
    later(12)
    await sweep({})
    expect(await world().objects.head(uploadOf(propertyId, two.imageId))).toBeUndefined()
    expect(await filesOf(world(), propertyId)).toHaveLength(1)
  })
})

describe('changes of properties', () => {
  it('remove the files of what was removed, by whomever', async () => {
    const { data, objects } = world()
    const router = new ChangeRouter({ tableName: (base) => envTableName(base) })
    routePropertyChanges(router, { objects })
    const consumer = new ChangeConsumer({ store: data.store, name: 'properties', router })
    consumer.start()
    const { properties } = servicesOf(world())
    const { propertyId } = await withImages(world(), { kept: 3, waiting: 1 })
    const before = await properties.load(propertyId)
    const [first, ...others] = before.images
    const after = await properties.change(before, { images: others })
    await vi.waitFor(async () => {
      expect(await objects.head(String(first?.file))).toBeUndefined()
    })
    expect(await filesOf(world(), propertyId)).toHaveLength(3)
    await properties.delete(after.propertyId)
    await vi.waitFor(async () => {
      expect(await filesOf(world(), propertyId)).toEqual([])
    })
    await consumer.stop()
  })
})
