import { Type, type Static } from '@sinclair/typebox'
import { integer, oneOf } from '../../../common/data/model/attributes.ts'

/** What a property may have at most. */
export const MAX_IMAGES = 20

/** Types that a browser shows and whose bytes can be told apart, with the end of their file names. */
export const IMAGE_EXTENSIONS = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
} as const
export type ImageContentType = keyof typeof IMAGE_EXTENSIONS
export const IMAGE_TYPES = Object.keys(IMAGE_EXTENSIONS) as ImageContentType[]

const pixels = (description: string, example: number) =>
  integer({ minimum: 1, description, examples: [example] })

export const imageAttributes = {
  imageId: Type.String({
    pattern: '^[A-Za-z0-9-]{1,64}$',
    description: 'Id of the image',
    examples: ['01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33'],
  }),
  contentType: oneOf(IMAGE_TYPES, { description: 'What its bytes are', examples: ['image/png'] }),
  size: integer({ minimum: 1, description: 'Bytes', examples: [48_213] }),
  width: pixels('Pixels across', 1200),
  height: pixels('Pixels down', 800),
}

/** An image that was uploaded, looked at and made part of its property. */
export const StoredImage = Type.Object({
  ...imageAttributes,
  /** Key of its bytes in the object store: a new one for each confirmation, so that no two writers share it. */
  file: Type.String({ minLength: 1, maxLength: 512 }),
})
export type StoredImage = Static<typeof StoredImage>
