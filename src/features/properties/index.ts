import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import type { Idempotency } from '../../common/http/idempotency.ts'
import type { ObjectStore } from '../../common/objects/object-store.ts'
import type { SweepRule } from '../../common/objects/sweep-job.ts'
import type { ChangeRouter } from '../../common/streams/change-router.ts'
import type { Sample } from '../../common/data/sample.ts'
import { propertiesTable, propertyModel } from './model/property-table.ts'
import { PropertyAnswers } from './routes/property-answers.ts'
import { propertyRoutes } from './routes/property-routes.ts'
import { loadSampleProperty } from './sample/sample-property.ts'
import { removeLostFiles } from './service/image-changes.ts'
import { ImageFiles } from './service/image-files.ts'
import { imageSweep } from './service/image-sweep.ts'
import { PropertyDataService } from './service/property-data-service.ts'
import { PropertyImages } from './service/property-images.ts'

export interface PropertiesOptions {
  readonly data: DataContext
  readonly objects: ObjectStore
  readonly idempotency: Idempotency
}

/** For the documentation: what the operations under the tag are about. */
export const propertiesTag = {
  name: 'properties',
  description: 'Properties for sale: lists through indexes, no lost update, images by upload to signed URLs',
}

/** The feature's only door: builds its services from the dependencies and registers its routes. */
export async function properties(
  app: FastifyInstance,
  { data, objects, idempotency }: PropertiesOptions,
): Promise<void> {
  const service = new PropertyDataService(data)
  const images = new PropertyImages(service, new ImageFiles(objects))
  const answers = new PropertyAnswers(objects)
  await app.register(propertyRoutes, { properties: service, images, answers, idempotency })
}

/** Files of the feature that are not needed for ever. */
export const propertyFiles = ({ data }: Pick<PropertiesOptions, 'data'>): readonly SweepRule[] =>
  imageSweep(new PropertyDataService(data))

/** Lets the router bring changes of properties here: the files of images that were removed go, whatever was interrupted. */
export function routePropertyChanges(
  router: ChangeRouter,
  { objects }: Pick<PropertiesOptions, 'objects'>,
): ChangeRouter {
  return router.on(propertyModel, removeLostFiles(new ImageFiles(objects)))
}

/** For a first start. */
export const propertiesSample = ({ data, objects }: Pick<PropertiesOptions, 'data' | 'objects'>): Sample => ({
  table: propertiesTable,
  load: () => loadSampleProperty(data, objects),
})
