import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import { entitiesTable } from '../../common/data/entities-table.ts'
import type { Sample } from '../../common/data/sample.ts'
import { exampleStory } from './routes/story-dto.ts'
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

/** For a first start: the story of the documentation. */
export function storiesSample(data: DataContext): Sample {
  const { owner, storyId, title, content } = exampleStory
  return {
    table: entitiesTable,
    load: async () => {
      await new StoryDataService(data).create({ owner, storyId, title, content })
    },
  }
}
