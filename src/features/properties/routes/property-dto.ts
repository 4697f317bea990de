import { Type } from '@sinclair/typebox'
import { patchSchema, responseSchema } from '../../../common/http/entity-schemas.ts'
import { refTo } from '../../../common/http/schema.ts'
import {
  givenAttributes,
  writableAttributes,
  type Property,
  type PropertyDraft,
} from '../model/property-table.ts'
import { exampleImage, type ImageDto } from './image-dto.ts'

/** A property as clients see it: no version (it is the ETag), no keys of the store, images with their URLs. */
export class PropertyDto implements Omit<Property, 'version' | 'shard' | 'images'> {
  readonly propertyId: string
  readonly title: string
  readonly description: string
  readonly price: number
  readonly address: string
  readonly city: string
  readonly state: string
  readonly zip: string
  readonly images: readonly ImageDto[]
  readonly createdAt: string
  readonly updatedAt: string

  private constructor(property: Property, images: readonly ImageDto[]) {
    this.propertyId = property.propertyId
    this.title = property.title
    this.description = property.description
    this.price = property.price
    this.address = property.address
    this.city = property.city
    this.state = property.state
    this.zip = property.zip
    this.images = images
    this.createdAt = property.createdAt
    this.updatedAt = property.updatedAt
  }

  static fromModel(property: Property, images: readonly ImageDto[]): PropertyDto {
    return new PropertyDto(property, images)
  }
}

export type PatchPropertyDto = Partial<PropertyDraft>

const { propertyId, createdAt, updatedAt } = givenAttributes

export const PropertySchema = responseSchema<PropertyDto>(
  {
    propertyId,
    ...writableAttributes,
    images: Type.Array(refTo<ImageDto>('PropertyImage'), {
      description: 'In their order',
      examples: [[exampleImage]],
    }),
    createdAt,
    updatedAt,
  },
  { $id: 'Property', title: 'Property', description: 'A property that is offered' },
)

export const PatchPropertySchema = patchSchema<PatchPropertyDto>(writableAttributes, {
  $id: 'PatchProperty',
  title: 'PatchProperty',
  description: 'JSON merge patch: members that are left out stay as they are',
  examples: [{ price: 480_000 }],
})

/** What the documentation shows of a new property. */
export const exampleDraft: PropertyDraft = {
  title: 'Bright flat near the park',
  description: 'Three rooms, a balcony to the south, a lift.',
  price: 500_000,
  address: 'Prater 12',
  city: 'Vienna',
  state: 'W',
  zip: '1020',
}

const example = {
  ...exampleDraft,
  propertyId: '01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11',
  images: [],
  createdAt: '2026-11-20T18:20:36.547Z',
  updatedAt: '2026-11-20T18:20:36.547Z',
  shard: 0,
  version: 1,
}
export const exampleProperty = PropertyDto.fromModel(example, [exampleImage])
export const exampleNewProperty = PropertyDto.fromModel(example, [])
