import type { Migration } from './common/data/migration.ts'
import { storyMigration } from './features/stories/index.ts'

/**
 * How the stored items of each model that stamps its items come to its present shape: `npm run migrate` works through
 * these. A feature declares its own with `defineMigration`, and shows it in its `index.ts`.
 */
export const migrations: readonly Migration[] = [storyMigration]
