import type { DataContext } from '../../../common/data/data-context.ts'
import type { ObjectStore } from '../../../common/objects/object-store.ts'
import { exampleImage } from '../routes/image-dto.ts'
import { exampleDraft, exampleProperty } from '../routes/property-dto.ts'
import { ImageFiles, INCOMING } from '../service/image-files.ts'
import { PropertyDataService } from '../service/property-data-service.ts'
import { PropertyImages } from '../service/property-images.ts'

/** A drawing of a house, 16 by 14 pixels. */
const HOUSE =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAOBAMAAADUAYG5AAAAElBMVEW+3PWlRjL169dGbqBfPChfkVBBuZgvAAAANklEQVR42mNg' +
  'QAKMAlCGoCBUQFBQACoAEWIEMQSgAmAhJiUgUAAxjJWUjFEZSipOSlgZoVAAACG2CLQik16wAAAAAElFTkSuQmCC'

/** Stores the property of the documentation, and its image as if a client had uploaded it. */
export async function loadSampleProperty(data: DataContext, objects: ObjectStore): Promise<void> {
  const now = new Date().toISOString()
  const properties = new PropertyDataService(data)
  const { propertyId } = exampleProperty
  const { imageId, contentType } = exampleImage
  await properties.create({ ...exampleDraft, propertyId, createdAt: now, updatedAt: now })
  await objects.put(`${INCOMING}${propertyId}/${imageId}`, Buffer.from(HOUSE, 'base64'), { contentType })
  await new PropertyImages(properties, new ImageFiles(objects)).confirm({ propertyId, imageId })
}
