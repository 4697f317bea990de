import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import { storyRoutes } from './routes/story-routes.ts'
import { StoryDataService } from './service/story-data-service.ts'

export { storyMigration } from './model/story-migration.ts'

/** For the documentation: what the operations under the tag are about. */
export const storiesTag = {
  name: 'stories',
  description:
    'Stories by owner in the shared table: key templates, prefixes, reverse order, a schema migration',
  tables: ['entities'],
}

/** The feature's only door: builds its service from the dependencies and registers its routes. */
export async function stories(app: FastifyInstance, { data }: { readonly data: DataContext }): Promise<void> {
  await app.register(storyRoutes, { service: new StoryDataService(data) })
}
