import { randomBytes } from 'node:crypto'
import { ValidationError } from '../../../common/data/errors.ts'
import { IMAGE_HEAD_BYTES, imageType } from '../../../common/objects/image-type.ts'
import type { ObjectStore, StoredObject, UploadTarget } from '../../../common/objects/object-store.ts'
import { IMAGE_EXTENSIONS, type ImageContentType, type StoredImage } from '../model/property-image.ts'

/** What may be uploaded, in bytes. */
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024
/** What an image may unfold to, whatever its bytes are: whoever shows it needs four bytes of memory for each pixel. */
export const MAX_PIXELS = 100_000_000
/** How long an upload may be begun. */
export const UPLOAD_SECONDS = 15 * 60
/** How long an upload can be confirmed: half of what the sweep leaves alone, so that they never meet. */
const CONFIRM_MS = 12 * 60 * 60 * 1000

/** Uploads that nobody has looked at. */
export const INCOMING = 'incoming/properties/'
/** Images that were looked at. */
export const KEPT = 'properties/'

const AT_ONCE = 20

/** Where a client sends one image. */
export interface ImageUpload extends UploadTarget {
  readonly imageId: string
}

/** An upload whose bytes are what they claim to be. */
export interface CheckedUpload extends Omit<StoredImage, 'file'> {
  readonly etag: string
}

/** What an image is called within one property. */
export interface ImageName {
  readonly propertyId: string
  readonly imageId: string
}

const uploadKey = ({ propertyId, imageId }: ImageName): string => `${INCOMING}${propertyId}/${imageId}`

/** The bytes of images in the object store; knows nothing of properties but their ids. */
export class ImageFiles {
  readonly #objects: ObjectStore

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  async createUpload(name: ImageName, contentType: ImageContentType): Promise<ImageUpload> {
    const target = await this.#objects.createUpload({
      key: uploadKey(name),
      contentType,
      maxBytes: MAX_IMAGE_BYTES,
      expiresInSeconds: UPLOAD_SECONDS,
    })
    return { imageId: name.imageId, ...target }
  }

  /**
   * What was uploaded; undefined where nothing was, or too long ago.
   * @throws ValidationError when the bytes are no image of the type that was declared, or too many pixels; then they are gone
   */
  async check(name: ImageName): Promise<CheckedUpload | undefined> {
    const key = uploadKey(name)
    const upload = await this.#objects.get(key, { range: { start: 0, end: IMAGE_HEAD_BYTES - 1 } })
    if (!upload) return undefined
    const found = imageType(await bytesOf(upload))
    const { size, etag, contentType, lastModified } = upload
    if (lastModified.getTime() < Date.now() - CONFIRM_MS) return undefined
    const isDeclared = found?.contentType === contentType && size <= MAX_IMAGE_BYTES
    if (isDeclared && found.width * found.height <= MAX_PIXELS) {
      return { imageId: name.imageId, ...found, size, etag }
    }
    await this.#objects.delete(key)
    throw new ValidationError(
      `The upload for image ${name.imageId} ` +
        (isDeclared
          ? `has more than ${MAX_PIXELS} pixels`
          : `is not the ${contentType} that it was said to be, but ${found?.contentType ?? 'no image that we know'}`),
    )
  }

  /**
   * Puts the bytes that were looked at where they stay.
   * @throws NotFoundError, ConflictError when there are other bytes by now
   */
  async keep(propertyId: string, { etag, ...upload }: CheckedUpload): Promise<StoredImage> {
    const { imageId, contentType } = upload
    const part = randomBytes(6).toString('hex')
    const file = `${KEPT}${propertyId}/${imageId}.${part}.${IMAGE_EXTENSIONS[contentType]}`
    await this.#objects.copy(uploadKey({ propertyId, imageId }), file, { ifMatch: etag })
    return { ...upload, file }
  }

  /** The files that were ever kept of an image and are still there, as a part of the property or not. */
  async keptOf({ propertyId, imageId }: ImageName): Promise<string[]> {
    const { objects } = await this.#objects.list(`${KEPT}${propertyId}/${imageId}.`)
    return objects.map(({ key }) => key)
  }

  /** True when there were any. */
  async remove(files: readonly string[]): Promise<boolean> {
    return (await Promise.all(files.map((file) => this.#objects.delete(file)))).includes(true)
  }

  async removeUpload(name: ImageName): Promise<boolean> {
    return this.#objects.delete(uploadKey(name))
  }

  /** Everything of a property, confirmed or not. True when there was something. */
  async removeAll(propertyId: string): Promise<boolean> {
    let hadAny = false
    for (const prefix of [`${KEPT}${propertyId}/`, `${INCOMING}${propertyId}/`]) {
      let after: string | undefined
      do {
        const page = await this.#objects.list(prefix, {
          limit: AT_ONCE,
          ...(after !== undefined && { after }),
        })
        hadAny = (await this.remove(page.objects.map(({ key }) => key))) || hadAny
        after = page.next ?? undefined
      } while (after !== undefined)
    }
    return hadAny
  }
}

async function bytesOf({ stream }: StoredObject): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}
