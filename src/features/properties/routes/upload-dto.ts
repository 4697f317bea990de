import { Type } from '@sinclair/typebox'
import { oneOf } from '../../../common/data/model/attributes.ts'
import { dateTime } from '../../../common/data/model/stored-kinds.ts'
import { createSchema, responseSchema } from '../../../common/http/entity-schemas.ts'
import { refTo, strictObject } from '../../../common/http/schema.ts'
import { IMAGE_TYPES, imageAttributes, MAX_IMAGES, type ImageContentType } from '../model/property-image.ts'
import { writableAttributes, type PropertyDraft } from '../model/property-table.ts'
import { exampleDraft, exampleNewProperty, type PropertyDto } from './property-dto.ts'

/** Where a client sends one image, and how. */
export interface UploadDto {
  readonly imageId: string
  readonly method: 'POST'
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  readonly expiresAt: string
}

export interface CreatedPropertyDto {
  readonly property: PropertyDto
  readonly uploads: UploadDto[]
}

/** Images that a client wants to upload. */
export interface WantedImages {
  readonly images: readonly { readonly contentType: ImageContentType }[]
}

export type CreatePropertyDto = PropertyDraft & Partial<WantedImages>

const wanted = (minItems: number) =>
  Type.Array(strictObject({ contentType: oneOf(IMAGE_TYPES, { description: 'What it will be' }) }), {
    minItems,
    maxItems: MAX_IMAGES,
    description: 'One upload is answered for each',
    examples: [[{ contentType: 'image/png' }]],
  })

export const CreatePropertySchema = createSchema<CreatePropertyDto>(
  { ...writableAttributes, images: wanted(0) },
  {
    $id: 'CreateProperty',
    title: 'CreateProperty',
    description: 'A new property, and the images that will be uploaded for it',
    optional: ['images'],
    examples: [{ ...exampleDraft, images: [{ contentType: 'image/png' }] }],
  },
)

export const WantedImagesSchema = createSchema<WantedImages>(
  { images: wanted(1) },
  { $id: 'WantedImages', title: 'WantedImages', description: 'Images that a client wants to upload' },
)

export const UploadSchema = responseSchema<UploadDto>(
  {
    imageId: imageAttributes.imageId,
    method: Type.Literal('POST', { description: 'Of the upload', examples: ['POST'] }),
    url: Type.String({
      description: 'Takes one upload; absolute, or a path of this service',
      examples: ['/objects/incoming/properties/01931f5e/01931f60?type=image%2Fpng&signature=x'],
    }),
    fields: Type.Record(Type.String(), Type.String(), {
      description:
        'Parts of the multipart/form-data before the file, which is the last part and named `file`',
      examples: [{ 'Content-Type': 'image/png' }],
    }),
    expiresAt: dateTime({ description: 'Until when it is taken (UTC)' }),
  },
  { $id: 'ImageUpload', title: 'ImageUpload', description: 'Where one image goes' },
)

export const exampleUpload: UploadDto = {
  imageId: '01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33',
  method: 'POST',
  url: '/objects/incoming/properties/01931f5e/01931f60?type=image%2Fpng&signature=x',
  fields: { 'Content-Type': 'image/png' },
  expiresAt: '2026-11-20T18:35:36.547Z',
}

export const CreatedProperty = Type.Object({
  property: refTo<PropertyDto>('Property'),
  uploads: Type.Array(refTo<UploadDto>('ImageUpload')),
})

export const exampleCreated: CreatedPropertyDto = {
  property: exampleNewProperty,
  uploads: [exampleUpload],
}
