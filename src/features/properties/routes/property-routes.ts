import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ImageSchema } from './image-dto.ts'
import { imageRoutes } from './image-routes.ts'
import { PatchPropertySchema, PropertySchema } from './property-dto.ts'
import type { PropertyRoutesOptions } from './property-routes-options.ts'
import { readRoutes } from './read-property-routes.ts'
import { CreatePropertySchema, UploadSchema, WantedImagesSchema } from './upload-dto.ts'
import { writeRoutes } from './write-property-routes.ts'

const SCHEMAS = [
  ImageSchema,
  PropertySchema,
  UploadSchema,
  CreatePropertySchema,
  PatchPropertySchema,
  WantedImagesSchema,
]

/** `/properties`: the schemas that the operations share, then the operations. */
export const propertyRoutes: FastifyPluginAsyncTypebox<PropertyRoutesOptions> = async (app, options) => {
  for (const schema of SCHEMAS) app.addSchema(schema)
  const { properties, images, answers, idempotency } = options
  await app.register(readRoutes, { properties, images, answers, idempotency })
  await app.register(writeRoutes, { properties, images, answers, idempotency })
  await app.register(imageRoutes, { properties, images, answers, idempotency })
}
