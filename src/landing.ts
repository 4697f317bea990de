import type { Config } from './config.ts'
import type { Dependencies } from './dependencies.ts'
import type { Jobs } from './features/jobs/index.ts'
import type { LandingPageOptions } from './plugins/landing-page/index.ts'
import type { OpenapiOptions, OpenapiTag } from './plugins/openapi-options.ts'
import { tables } from './tables.ts'

export interface LandingOptions {
  readonly config: Config
  readonly dependencies: Dependencies
  readonly jobs: Jobs
  /** The page says what the documentation says. */
  readonly openapi: OpenapiOptions
}

const BACKENDS = { sqlite: 'SQLite', dynamodb: 'DynamoDB', postgres: 'PostgreSQL' } as const

/** What the landing page shows, composed of the features' tags and of every table. */
export function landing({ config, dependencies, jobs, openapi }: LandingOptions): LandingPageOptions {
  const { store } = dependencies.data
  const [first] = jobs.types
  return {
    title: openapi.title,
    description: openapi.description,
    version: openapi.version,
    build: config.BUILD_VERSION,
    backend: BACKENDS[store.backend],
    features: openapi.tags.map(({ name, description, tables: named }) => ({
      name,
      description,
      tables: named ?? ownTable(name),
    })),
    tables,
    itemsOf: async (table) => (await store.describeTable(table))?.approximateItems,
    isCountExact: store.backend === 'sqlite',
    isReady: () => dependencies.checkReady(),
    jobs: {
      path: '/api/v1/jobs',
      events: '/api/v1/sse/jobs',
      recent: async (limit) => (await jobs.service.list({ limit })).items,
      example: first && jobs.hasQueue ? { jobType: first.name, inputData: first.examples.input } : undefined,
    },
    needsToken: dependencies.authentication !== undefined,
    publicUrl: config.PUBLIC_URL?.replace(/\/$/, ''),
  }
}

/** A feature with a table of its own names both alike; one in a shared table says so with its tag. */
const ownTable = (name: OpenapiTag['name']): readonly string[] =>
  tables.flatMap(({ base }) => (base === name.replaceAll('-', '_') ? [base] : []))
