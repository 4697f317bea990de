import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { createDependencies } from '../src/dependencies.ts'

/** What makes the document that of a service which asks for tokens; no provider is asked for anything. */
export const SECURED = {
  AUTH_ENABLED: 'true',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'bulkhead',
}

/** The document that the service serves at `/openapi.json`, with nothing configured but what is given. */
export async function openApiDocument(environment: Readonly<Record<string, string>> = {}): Promise<object> {
  const config = loadConfig({ SQLITE_PATH: ':memory:', ...environment })
  const dependencies = await createDependencies(config)
  const app = await buildApp({ config, dependencies, logger: false })
  try {
    return (await app.inject('/openapi.json')).json<object>()
  } finally {
    await app.close()
    await dependencies.close()
  }
}
