import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { DataContext } from '../../../src/common/data/data-context.ts'
import { LocalObjectStore } from '../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../src/common/objects/local/signed-url.ts'
import type { ObjectStore } from '../../../src/common/objects/object-store.ts'
import { propertiesTable } from '../../../src/features/properties/model/property-table.ts'
import { ImageFiles } from '../../../src/features/properties/service/image-files.ts'
import { PropertyDataService } from '../../../src/features/properties/service/property-data-service.ts'
import { PropertyImages } from '../../../src/features/properties/service/property-images.ts'
import { memoryContext } from '../../support/data-context.ts'
import { aPng, aProperty } from '../../support/properties.ts'

export interface PropertyWorld {
  readonly data: DataContext
  readonly objects: ObjectStore
}

/** Properties in memory, and their images in a folder, for the suite that is running. */
export function propertyWorld(): () => PropertyWorld {
  const path = join(tmpdir(), `bulkhead-images-${randomBytes(5).toString('hex')}`)
  let world: PropertyWorld | undefined
  beforeAll(async () => {
    const data = await memoryContext(propertiesTable)
    world = { data, objects: new LocalObjectStore({ path, urls: new SignedUrls(randomBytes(32), '') }) }
  })
  afterAll(async () => {
    await world?.objects.close()
    await world?.data.store.close()
    rmSync(path, { recursive: true, force: true })
  })
  return () => {
    if (!world) throw new Error('The stores are there in tests and hooks only')
    return world
  }
}

/** The services of the feature, as its door builds them. */
export function servicesOf({ data, objects }: PropertyWorld) {
  const properties = new PropertyDataService(data)
  return { properties, images: new PropertyImages(properties, new ImageFiles(objects)) }
}

export const uploadOf = (propertyId: string, imageId: string): string =>
  `incoming/properties/${propertyId}/${imageId}`

/** A property with images, and with uploads that wait for their confirmation. */
export async function withImages(world: PropertyWorld, { kept, waiting }: { kept: number; waiting: number }) {
  const { properties, images } = servicesOf(world)
  const planned = properties.planOffer(aProperty())
  await properties.offer(planned, [])
  const { propertyId } = planned.entity
  const types = Array.from({ length: kept + waiting }, () => 'image/png' as const)
  const uploads = await images.createUploads({ propertyId, images: [] }, types)
  const ids = uploads.map(({ imageId }) => imageId)
  for (const imageId of ids)
    await world.objects.put(uploadOf(propertyId, imageId), aPng(4, 4), { contentType: 'image/png' })
  for (const imageId of ids.slice(0, kept)) await images.confirm({ propertyId, imageId })
  return { propertyId, ids }
}

/** Keys of everything that is kept of a property, its images first. */
export async function filesOf(
  { objects }: Pick<PropertyWorld, 'objects'>,
  propertyId: string,
): Promise<string[]> {
  const prefixes = [`properties/${propertyId}/`, `incoming/properties/${propertyId}/`]
  const pages = await Promise.all(prefixes.map((prefix) => objects.list(prefix)))
  return pages.flatMap((page) => page.objects.map(({ key }) => key))
}
