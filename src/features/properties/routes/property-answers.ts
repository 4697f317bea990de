import type { ObjectStore } from '../../../common/objects/object-store.ts'
import { IMAGE_EXTENSIONS, type StoredImage } from '../model/property-image.ts'
import type { Property } from '../model/property-table.ts'
import { DOWNLOAD_SECONDS, ImageDto } from './image-dto.ts'
import { PropertyDto } from './property-dto.ts'

/** Properties as they are answered: each image with a URL that serves it for a while. */
export class PropertyAnswers {
  readonly #objects: ObjectStore

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  async property(property: Property): Promise<PropertyDto> {
    return PropertyDto.fromModel(property, await this.images(property))
  }

  async images({ images }: Property): Promise<ImageDto[]> {
    return Promise.all(images.map((image) => this.image(image)))
  }

  async image(image: StoredImage): Promise<ImageDto> {
    const { imageId, contentType, file } = image
    const expiresAt = new Date(Date.now() + DOWNLOAD_SECONDS * 1000).toISOString()
    const url = await this.#objects.downloadUrl(file, {
      expiresInSeconds: DOWNLOAD_SECONDS,
      fileName: `${imageId}.${IMAGE_EXTENSIONS[contentType]}`,
    })
    return ImageDto.fromModel(image, { url, expiresAt })
  }
}
