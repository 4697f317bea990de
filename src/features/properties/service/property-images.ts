import { setTimeout as delay } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { ConflictError, NotFoundError, ValidationError } from '../../../common/data/errors.ts'
import { MAX_IMAGES, type ImageContentType, type StoredImage } from '../model/property-image.ts'
import type { Property } from '../model/property-table.ts'
import type { ImageFiles, ImageName, ImageUpload } from './image-files.ts'
import type { PropertyDataService } from './property-data-service.ts'
import { imageNotFound, propertyModified, propertyNotFound, uploadNotFound } from './property-errors.ts'

/** Images are added and removed by themselves, so a lost race is tried again; each time somebody has got on. */
const MAX_ATTEMPTS = 50
const MAX_DELAY_MS = 20

const ID = /^[A-Za-z0-9-]{1,64}$/

/**
 * The images of properties. Of an upload nothing is stored but its bytes: what it may be stands in its signed form, and
 * that it was is seen by its file. An image is a part of its property from one versioned update to another.
 */
export class PropertyImages {
  readonly #properties: PropertyDataService
  readonly #files: ImageFiles

  constructor(properties: PropertyDataService, files: ImageFiles) {
    this.#properties = properties
    this.#files = files
  }

  /** One upload for each of the types. @throws ConflictError when the property would have too many images */
  async createUploads(
    { propertyId, images }: Pick<Property, 'propertyId' | 'images'>,
    contentTypes: readonly ImageContentType[],
  ): Promise<ImageUpload[]> {
    if (images.length + contentTypes.length > MAX_IMAGES) throw tooMany()
    return Promise.all(
      contentTypes.map((contentType) =>
        this.#files.createUpload({ propertyId, imageId: uuid() }, contentType),
      ),
    )
  }

  /**
   * Makes an upload a part of its property. What was confirmed before stays as it is.
   * @throws NotFoundError, ValidationError (the bytes are something else), ConflictError (too many images)
   */
  async confirm(name: ImageName): Promise<StoredImage> {
    const { propertyId, imageId } = name
    let kept: StoredImage | undefined
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const property = await this.#properties.get(propertyId)
      const attached = property?.images.find((image) => image.imageId === imageId)
      // A copy that lost is not used again: who removes the image may have it on the list already.
      if (kept && kept.file !== attached?.file) await this.#files.remove([kept.file])
      if (!property) throw propertyNotFound()
      if (attached) {
        await this.#files.removeUpload(name)
        return attached
      }
      if (property.images.length >= MAX_IMAGES) throw tooMany()
      // After the property was read: who lists this copy changes the property later than that, and then we lose.
      kept = await this.#kept(name)
      if (await this.#isChanged(property, [...property.images, kept])) {
        await this.#files.removeUpload(name)
        return kept
      }
      await delay(Math.random() * MAX_DELAY_MS)
    }
    throw propertyModified()
  }

  /**
   * Takes an image out of its property, then its bytes away. Also what an interrupted removal or confirmation has left.
   * @throws NotFoundError when there is nothing of it
   */
  async remove(name: ImageName): Promise<void> {
    const { propertyId, imageId } = name
    if (!ID.test(propertyId)) throw propertyNotFound()
    if (!ID.test(imageId)) throw imageNotFound(imageId)
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      // Listed before the property is read: what is confirmed meanwhile is not in the list, or is seen in the property.
      const files = await this.#files.keptOf(name)
      const property = await this.#properties.load(propertyId)
      const attached = property.images.find((image) => image.imageId === imageId)
      const images = property.images.filter((image) => image !== attached)
      const doomed = new Set(attached ? [attached.file, ...files] : files)
      const isUnknown = doomed.size === 0
      if (isUnknown || (await this.#isChanged(property, images))) {
        const [hadUpload] = await Promise.all([
          this.#files.removeUpload(name),
          this.#files.remove([...doomed]),
        ])
        if (isUnknown && !hadUpload) throw imageNotFound(imageId)
        return
      }
      await delay(Math.random() * MAX_DELAY_MS)
    }
    throw propertyModified()
  }

  /**
   * Puts the images in another order.
   * @throws ValidationError unless each image is named once, ConflictError when the property was changed meanwhile
   */
  async order(property: Property, imageIds: readonly string[]): Promise<Property> {
    const images = imageIds.flatMap((id) => property.images.find(({ imageId }) => imageId === id) ?? [])
    const isWhole = new Set(imageIds).size === property.images.length && images.length === imageIds.length
    if (!isWhole) {
      const message = 'must name each image of the property once'
      throw new ValidationError(`Field imageIds ${message}`, [{ path: '/imageIds', message }])
    }
    return this.#properties.change(property, { images })
  }

  /**
   * Deletes the property, then all of its files; also those that an interrupted deletion has left. True when there was
   * anything.
   * @throws ConflictError when it has another version
   */
  async removeProperty(propertyId: string, version: number | undefined): Promise<boolean> {
    if (!ID.test(propertyId)) return false
    const isDeleted = await this.#properties.delete(propertyId, { version })
    // Nothing is confirmed any more, since there is no property to change.
    return (await this.#files.removeAll(propertyId)) || isDeleted
  }

  async #kept(name: ImageName): Promise<StoredImage> {
    const upload = ID.test(name.imageId) ? await this.#files.check(name) : undefined
    if (!upload) throw uploadNotFound(name.imageId)
    try {
      return await this.#files.keep(name.propertyId, upload)
    } catch (error) {
      throw error instanceof NotFoundError ? uploadNotFound(name.imageId) : error
    }
  }

  /** False when somebody else changed the property first, or deleted it. */
  async #isChanged(property: Property, images: StoredImage[]): Promise<boolean> {
    try {
      await this.#properties.change(property, { images })
      return true
    } catch (error) {
      if (error instanceof ConflictError || error instanceof NotFoundError) return false
      throw error
    }
  }
}

const tooMany = (): ConflictError => new ConflictError(`A property has at most ${MAX_IMAGES} images`)
