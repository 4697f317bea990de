import { defineMigration } from '../../../common/data/migration.ts'
import { storyModel } from './story-table.ts'
import { summaryOf } from './summary.ts'

/** Version 1 had no summary: an old item gets the first sentence of its content. */
export const storyMigration = defineMigration(storyModel, (attributes) => ({
  ...attributes,
  summary: attributes.summary ?? summaryOf(String(attributes.content)),
}))
