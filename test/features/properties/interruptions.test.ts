import { describe, expect, it } from 'vitest'
import { NotFoundError, UnavailableError } from '../../../src/common/data/errors.ts'
import { propertiesTable } from '../../../src/features/properties/model/property-table.ts'
import { Faults, type Outage } from '../../support/faults.ts'
import {
  filesOf as filesIn,
  propertyWorld,
  servicesOf,
  uploadOf,
  withImages,
  type PropertyWorld,
} from './property-world.ts'

const world = propertyWorld()
const filesOf = (propertyId: string): Promise<string[]> => filesIn(world(), propertyId)

/** The stores, breaking down on request. */
function breakable({ data, objects }: PropertyWorld, faults: Faults): PropertyWorld {
  const table = faults.wrap(data.store.table(propertiesTable), ['get', 'write'])
  const store = new Proxy(data.store, {
    get: (target, name) => {
      if (name === 'table') return () => table
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return {
    data: { ...data, store },
    objects: faults.wrap(objects, ['get', 'head', 'copy', 'list', 'delete']),
  }
}

/** A property with two images and two uploads that wait for their confirmation. */
async function prepared() {
  const faults = new Faults()
  const { propertyId, ids } = await withImages(world(), { kept: 2, waiting: 2 })
  return { faults, ...servicesOf(breakable(world(), faults)), propertyId, ids }
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
        expect(files).toEqual([images[0]?.file, ...ids.slice(2).map((id) => uploadOf(propertyId, id))])
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
        expect(files).not.toContain(uploadOf(propertyId, String(ids[2])))
      },
    )
    expect(steps).toBeGreaterThan(8)
  })
})
