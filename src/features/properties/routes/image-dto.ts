import { Type } from '@sinclair/typebox'
import { dateTime } from '../../../common/data/model/stored-kinds.ts'
import { responseSchema } from '../../../common/http/entity-schemas.ts'
import { imageAttributes, type ImageContentType, type StoredImage } from '../model/property-image.ts'

/** How long the URL of an image serves it, in seconds. */
export const DOWNLOAD_SECONDS = 15 * 60

/** Where an image can be fetched, and until when. */
export interface Download {
  readonly url: string
  readonly expiresAt: string
}

/** An image as clients see it: where its bytes are kept is the service's business. */
export class ImageDto {
  readonly imageId: string
  readonly contentType: ImageContentType
  readonly size: number
  readonly width: number
  readonly height: number
  readonly url: string
  readonly expiresAt: string

  private constructor(image: StoredImage, { url, expiresAt }: Download) {
    this.imageId = image.imageId
    this.contentType = image.contentType
    this.size = image.size
    this.width = image.width
    this.height = image.height
    this.url = url
    this.expiresAt = expiresAt
  }

  static fromModel(image: StoredImage, download: Download): ImageDto {
    return new ImageDto(image, download)
  }
}

export const ImageSchema = responseSchema<ImageDto>(
  {
    ...imageAttributes,
    url: Type.String({
      description: 'Serves the image to whoever has it; absolute, or a path of this service',
      examples: ['/objects/images/01931f5e/01931f60.png?expires=1799783680&signature=x'],
    }),
    expiresAt: dateTime({
      description: 'Until when the URL works (UTC)',
      examples: ['2026-11-20T18:35:36.547Z'],
    }),
  },
  { $id: 'PropertyImage', title: 'PropertyImage', description: 'An image of a property' },
)

export const exampleImage: ImageDto = ImageDto.fromModel(
  {
    imageId: '01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33',
    contentType: 'image/png',
    size: 48_213,
    width: 1200,
    height: 800,
    file: '',
  },
  {
    url: '/objects/images/01931f5e/01931f60.png?expires=1799783680&signature=x',
    expiresAt: '2026-11-20T18:35:36.547Z',
  },
)
