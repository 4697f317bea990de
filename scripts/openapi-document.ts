import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { createDependencies } from '../src/dependencies.ts'

/** The document that the service serves at `/openapi.json`, with nothing configured. */
export async function openApiDocument(): Promise<object> {
  const config = loadConfig({ SQLITE_PATH: ':memory:' })
  const dependencies = await createDependencies(config)
  const app = await buildApp({ config, dependencies, logger: false })
  try {
    return (await app.inject('/openapi.json')).json<object>()
  } finally {
    await app.close()
    await dependencies.close()
  }
}
