import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NotFoundError, UnavailableError } from '../../../src/common/data/errors.ts'
import { LocalObjectStore } from '../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../src/common/objects/local/signed-url.ts'
import type { ObjectStore } from '../../../src/common/objects/object-store.ts'
import { propertiesTable } from '../../../src/features/properties/model/property-table.ts'
import { ImageFiles } from '../../../src/features/properties/service/image-files.ts'
import { PropertyDataService } from '../../../src/features/properties/service/property-data-service.ts'
import { PropertyImages } from '../../../src/features/properties/service/property-images.ts'
import { memoryContext, type TestContext } from '../../support/data-context.ts'
import { Faults, type Outage } from '../../support/faults.ts'
import { aPng, aProperty } from '../../support/properties.ts'

const folder = join(tmpdir(), `bulkhead-images-${randomBytes(5).toString('hex')}`)
let data: TestContext
let objects: ObjectStore
beforeAll(async () => {
  data = await memoryContext(propertiesTable)
  objects = new LocalObjectStore({ path: folder, urls: new SignedUrls(randomBytes(32), '') })
})
afterAll(async () => {
  await objects.close()
  await data.store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The feature over stores that break down on request. */
function breakable(faults: Faults) {
  const table = data.store.table(propertiesTable)
  const broken = faults.wrap(table, ['get', 'write'])
  const store = new Proxy(data.store, {
    get: (target, name) => {
      if (name === 'table') return () => broken
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  const files = new ImageFiles(faults.wrap(objects, ['get', 'head', 'copy', 'list', 'delete'] as const))
  const properties = new PropertyDataService({ ...data, store })
  return { properties, images: new PropertyImages(properties, files) }
}

/** A property with two images and two uploads that wait for their confirmation. */
async function prepared() {
  const faults = new Faults()
  const { properties, images } = breakable(faults)
  const planned = properties.planOffer(aProperty())
  await properties.offer(planned, [])
  const { propertyId } = planned.entity
  const uploads = await images.createUploads({ propertyId, images: [] }, Array(4).fill('image/png'))
  for (const { imageId } of uploads) {
    const key = `incoming/properties/${propertyId}/${imageId}`
    await objects.put(key, aPng(4, 4), { contentType: 'image/png' })
  }
  const ids = uploads.map(({ imageId }) => imageId)
  for (const imageId of ids.slice(0, 2)) await images.confirm({ propertyId, imageId })
  return { faults, properties, images, propertyId, ids }
}

async function filesOf(propertyId: string): Promise<string[]> {
  const pages = await Promise.all(
    [`properties/${propertyId}/`, `incoming/properties/${propertyId}/`].map((prefix) => objects.list(prefix)),
  )
  return pages.flatMap((page) => page.objects.map(({ key }) => key))
}

type Prepared = Awaited<ReturnType<typeof prepared>>

/** Interrupts the work at each of its calls in turn; returns how often it was interrupted. */
async function atEveryStep(
  work: (on: Prepared) => Promise<unknown>,
  check: (on: Prepared) => Promise<void>,
): Promise<number> {
  let interrupted = 0
  for (const outage of ['before', 'after'] as const satisfies Outage[]) {
    for (let step = 1; ; step++) {
      const on = await prepared()
      on.faults.breakAt(step, outage)
      const error: unknown = await work(on).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      on.faults.heal()
      if (error === undefined) {
        expect(on.faults.calls).toBeLessThan(step)
        break
      }
      expect(error).toBeInstanceOf(UnavailableError)
      interrupted += 1
      // Whoever repeats it may find that it was done.
      await work(on).catch((reason: unknown) => {
        expect(reason).toBeInstanceOf(NotFoundError)
      })
      await check(on)
    }
  }
  return interrupted
}

describe('what is interrupted at any step and then repeated', () => {
  it('leaves nothing of a property that was deleted', async () => {
    const steps = await atEveryStep(
      ({ images, propertyId }) => images.removeProperty(propertyId, undefined),
      async ({ properties, propertyId }) => {
        expect(await properties.get(propertyId)).toBeNull()
        expect(await filesOf(propertyId)).toEqual([])
      },
    )
    console.info(`a deletion interrupted at ${steps} places`)
    expect(steps).toBeGreaterThan(10)
  })

  it('leaves nothing of an image that was deleted, and everything of the others', async () => {
    const steps = await atEveryStep(
      ({ images, propertyId, ids }) => images.remove({ propertyId, imageId: String(ids[0]) }),
      async ({ properties, propertyId, ids }) => {
        const { images } = await properties.load(propertyId)
        expect(images.map(({ imageId }) => imageId)).toEqual([ids[1]])
        const files = await filesOf(propertyId)
        expect(files.filter((key) => key.includes(String(ids[0])))).toEqual([])
        expect(files).toEqual([
          images[0]?.file,
          ...ids.slice(2).map((id) => `incoming/properties/${propertyId}/${id}`),
        ])
      },
    )
    expect(steps).toBeGreaterThan(8)
  })

  it('makes an image part of its property once, with its bytes', async () => {
    const steps = await atEveryStep(
      ({ images, propertyId, ids }) => images.confirm({ propertyId, imageId: String(ids[2]) }),
      async ({ properties, propertyId, ids }) => {
        const { images } = await properties.load(propertyId)
        expect(images.map(({ imageId }) => imageId)).toEqual(ids.slice(0, 3))
        const files = await filesOf(propertyId)
        expect(files).toEqual(expect.arrayContaining(images.map(({ file }) => file)))
        expect(files).not.toContain(`incoming/properties/${propertyId}/${ids[2]}`)
      },
    )
    expect(steps).toBeGreaterThan(8)
  })
})
