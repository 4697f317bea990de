import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { checkWritePreconditions, etagOf, withPreconditions } from '../../../common/http/preconditions.ts'
import {
  confirmImage,
  createImageUploads,
  deleteImage,
  listPropertyImages,
  orderImages,
} from './image-operations.ts'
import type { PropertyRoutesOptions } from './property-routes-options.ts'

const ALL = '/properties/:propertyId/images'
const ONE = `${ALL}/:imageId`

export const imageRoutes: FastifyPluginAsyncTypebox<PropertyRoutesOptions> = async (app, options) => {
  const { properties, images, answers } = options

  app.post(ALL, { schema: createImageUploads }, async (request, reply) => {
    const property = await properties.load(request.params.propertyId)
    const types = request.body.images.map(({ contentType }) => contentType)
    const uploads = await images.createUploads(property, types)
    void reply.code(201)
    return { uploads }
  })

  app.get(ALL, { schema: listPropertyImages }, async (request) => {
    const property = await properties.load(request.params.propertyId)
    return { items: await answers.images(property) }
  })

  app.put(`${ALL}/order`, { schema: orderImages }, async (request, reply) => {
    const property = await withPreconditions(request, async () => {
      const before = await properties.load(request.params.propertyId)
      checkWritePreconditions(request, before.version)
      return images.order(before, request.body.imageIds)
    })
    void reply.header('etag', etagOf(property.version))
    return answers.property(property)
  })

  app.post(`${ONE}/confirm`, { schema: confirmImage }, async (request) =>
    answers.image(await images.confirm(request.params)),
  )

  app.delete(ONE, { schema: deleteImage }, async (request, reply) => {
    await images.remove(request.params)
    return reply.code(204).send(null)
  })
}
