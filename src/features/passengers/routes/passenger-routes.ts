import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createRoutes } from './create-passenger-routes.ts'
import { CreatePassengerSchema, PassengerSchema, PatchPassengerSchema } from './passenger-dto.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'
import { fileRoutes } from './passenger-file-routes.ts'
import { readRoutes } from './read-passenger-routes.ts'
import { writeRoutes } from './write-passenger-routes.ts'

/** `/passengers`: the schemas that the operations share, then the operations. */
export const passengerRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, options) => {
  for (const schema of [PassengerSchema, CreatePassengerSchema, PatchPassengerSchema]) app.addSchema(schema)
  await app.register(readRoutes, options)
  await app.register(createRoutes, options)
  await app.register(writeRoutes, options)
  await app.register(fileRoutes, options)
}
