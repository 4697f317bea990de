import { Type } from '@sinclair/typebox'

/* What several operations on properties have in common. */

export const tags = ['properties']

const id = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 64, description, examples: [example] })

const propertyId = id('Id of the property', '01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11')
export const imageId = id('Id of the image', '01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33')

export const propertyParams = Type.Object({ propertyId })
export const imageParams = Type.Object({ propertyId, imageId })

export const condition = (description: string) =>
  Type.Optional(Type.String({ description, examples: ['"1799783680"'] }))

/** How a write is made conditional on a version. */
export const WriteHeaders = Type.Object({
  'if-match': condition('Only if the property still has this ETag; `*` for any'),
  'if-none-match': condition('Only if the property has another ETag'),
})
