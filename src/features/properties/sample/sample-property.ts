import type { DataContext } from '../../../common/data/data-context.ts'
import type { ObjectStore } from '../../../common/objects/object-store.ts'
import { IMAGE_EXTENSIONS } from '../model/property-image.ts'
import { exampleImage } from '../routes/image-dto.ts'
import { exampleDraft, exampleProperty } from '../routes/property-dto.ts'
import { KEPT } from '../service/image-files.ts'
import { PropertyDataService } from '../service/property-data-service.ts'

/** A drawing of a house, 16 by 14 pixels. */
const HOUSE =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAOBAMAAADUAYG5AAAAElBMVEW+3PWlRjL169dGbqBfPChfkVBBuZgvAAAANklEQVR42mNg' +
  'QAKMAlCGoCBUQFBQACoAEWIEMQSgAmAhJiUgUAAxjJWUjFEZSipOSlgZoVAAACG2CLQik16wAAAAAElFTkSuQmCC'

/**
 * Stores the property of the documentation with its image. The file has one name for all, so that processes which start
 * together write the same.
 */
export async function loadSampleProperty(data: DataContext, objects: ObjectStore): Promise<void> {
  const { propertyId } = exampleProperty
  const { imageId, contentType } = exampleImage
  const file = `${KEPT}${propertyId}/${imageId}.sample.${IMAGE_EXTENSIONS[contentType]}`
  const bytes = Buffer.from(HOUSE, 'base64')
  await objects.put(file, bytes, { contentType })
  const now = new Date().toISOString()
  await new PropertyDataService(data).create({
    ...exampleDraft,
    propertyId,
    images: [{ imageId, contentType, size: bytes.length, width: 16, height: 14, file }],
    createdAt: now,
    updatedAt: now,
  })
}
