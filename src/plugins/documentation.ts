import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifySchema, type RouteOptions } from 'fastify'
import { compiledSchemaController } from '../common/http/compiled-schemas.ts'
import { documented } from '../common/http/documented-as.ts'
import { documentedResponse } from '../common/http/responses.ts'
import { ICON } from './icon.ts'
import { withUnsentExamples } from './openapi-examples.ts'
import { withIntegerFormats } from './openapi-integers.ts'
import { DOCS_PREFIX, type OpenapiOptions } from './openapi-options.ts'
import './route-config.ts'

/** Paths are relative to it. It is for everybody, as `x-internal` says to those who keep an inventory. */
const SERVER = {
  url: '/',
  description: 'Where this document came from: local, staging or production',
  'x-internal': false,
}

const SERVICE_TAG = { name: 'service', description: 'Health and version of the service itself' }

interface ParamsSchema {
  readonly properties?: Readonly<Record<string, object>>
  readonly required?: readonly string[]
}

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>

/** `/passengers/*` → `/passengers/{id}`: OpenAPI has no wildcards, and the parameter has a name. */
function renameWildcard(schema: FastifySchema, url: string, name: string): ReturnType<Transform> {
  const { properties = {}, required = [], ...rest } = (schema.params ?? {}) as ParamsSchema
  const { '*': wildcard = { type: 'string' }, ...others } = properties
  const params = {
    ...rest,
    type: 'object',
    properties: { ...others, [name]: wildcard },
    required: required.map((each) => (each === '*' ? name : each)),
  }
  return { schema: { ...schema, params }, url: url.replace('*', `:${name}`) }
}

/** What the document says differently from the schemas that validate and serialise. */
const transform: Transform = ({ schema, url, route }) => {
  const responses = Object.entries((schema.response ?? {}) as Readonly<Record<string, object>>)
  const response = Object.fromEntries(responses.map(([status, each]) => [status, documentedResponse(each)]))
  const shown = { ...schema, response, ...(schema.body !== undefined && { body: documented(schema.body) }) }
  const name = route.config?.wildcard
  return name === undefined ? { schema: shown, url } : renameWildcard(shown, url, name)
}

/** What is documented: routes, and the schemas that they refer to. */
export interface Documented {
  readonly routes: readonly RouteOptions[]
  readonly schemas: readonly object[]
}

/** An app of its own that serves the document and its page, and knows the routes only to describe them. */
export async function documentationApp(
  { title, version, description, tags, securitySchemes }: OpenapiOptions,
  { routes, schemas }: Documented,
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    exposeHeadRoutes: false,
    // Nothing is ever validated here, and so nothing compiled.
    schemaController: compiledSchemaController(() => undefined),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title,
        version,
        description,
        license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      },
      servers: [SERVER],
      tags: [...tags, SERVICE_TAG].map((tag) => ({ name: tag.name, description: tag.description })),
      // Said outright: without security schemes every operation is open.
      ...(securitySchemes ? { components: { securitySchemes } } : { security: [] }),
    },
    transform,
    transformObject: (made) => {
      const document = 'openapiObject' in made ? made.openapiObject : made.swaggerObject
      withIntegerFormats(document)
      withUnsentExamples(document)
      return document
    },
    refResolver: {
      // Schemas keep the name that they were added under, instead of def-0.
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `def-${index}`,
    },
  })
  await app.register(swaggerUi, {
    routePrefix: DOCS_PREFIX,
    uiConfig: { validatorUrl: null, deepLinking: true },
    theme: {
      title,
      favicon: [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: ICON }],
    },
    logo: { type: 'image/svg+xml', content: Buffer.from(ICON), href: '/', target: '_self' },
  })
  for (const schema of schemas) app.addSchema(schema)
  for (const { method, url, schema, config } of routes) {
    app.route({ method, url, ...(schema && { schema }), ...(config && { config }), handler: () => undefined })
  }
  await app.ready()
  return app
}
