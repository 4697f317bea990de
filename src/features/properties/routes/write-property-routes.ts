import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { expectedVersion } from '../../../common/http/conditional-writes.ts'
import { notFound } from '../../../common/http/http-error.ts'
import { sendAnswer, type Answer, type RecordAnswer } from '../../../common/http/idempotency.ts'
import { checkWritePreconditions, etagOf, withPreconditions } from '../../../common/http/preconditions.ts'
import type { Property } from '../model/property-table.ts'
import { createProperty, deleteProperty, updateProperty } from './property-operations.ts'
import type { PropertyRoutesOptions } from './property-routes-options.ts'
import type { CreatedPropertyDto, WantedImages } from './upload-dto.ts'

const ONE = '/properties/:propertyId'

export const writeRoutes: FastifyPluginAsyncTypebox<PropertyRoutesOptions> = async (app, options) => {
  const { properties, images, answers, idempotency } = options

  const created = async (property: Property, wanted: WantedImages['images']): Promise<Answer> => {
    const uploads = await images.createUploads(
      property,
      wanted.map(({ contentType }) => contentType),
    )
    return {
      status: 201,
      headers: {
        location: `/api/v1/properties/${property.propertyId}`,
        etag: etagOf(property.version),
      },
      body: { property: await answers.property(property), uploads },
    }
  }

  app.post('/properties', { schema: createProperty }, async (request, reply) => {
    const { images: wanted = [], ...draft } = request.body
    const create = async (record: RecordAnswer): Promise<Answer> => {
      const planned = properties.planOffer(draft)
      const answer = await created(planned.entity, wanted)
      await properties.offer(planned, record(answer))
      return answer
    }
    return sendAnswer<CreatedPropertyDto>(reply, await idempotency.answer(request, 'createProperty', create))
  })

  app.patch(ONE, { schema: updateProperty }, async (request, reply) => {
    const property = await withPreconditions(request, async () => {
      const before = await properties.load(request.params.propertyId)
      checkWritePreconditions(request, before.version)
      return properties.change(before, request.body)
    })
    void reply.header('etag', etagOf(property.version))
    return answers.property(property)
  })

  app.delete(ONE, { schema: deleteProperty }, async (request, reply) => {
    const { propertyId } = request.params
    const load = async (): Promise<Pick<Property, 'version'>> => {
      const property = await properties.get(propertyId)
      if (property) return property
      // What an interrupted deletion has left goes all the same.
      await images.removeProperty(propertyId, undefined)
      throw notFound('Property not found')
    }
    const isRemoved = await withPreconditions(request, async () =>
      images.removeProperty(propertyId, await expectedVersion(request, load)),
    )
    if (!isRemoved) throw notFound('Property not found')
    return reply.code(204).send(null)
  })
}
