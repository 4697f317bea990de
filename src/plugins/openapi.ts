import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import fp from 'fastify-plugin'
import { documented } from '../common/http/documented-as.ts'
import { documentedResponse } from '../common/http/responses.ts'
import { withUnsentExamples } from './openapi-examples.ts'
import { withIntegerFormats } from './openapi-integers.ts'
import './route-config.ts'

/** Where the documentation is served. */
export const DOCS_PREFIX = '/docs'

/** A group of operations; one for each feature. */
export interface OpenapiTag {
  readonly name: string
  readonly description: string
  /** Base names of its tables, for the landing page; the one with the name of the tag where nothing is said. */
  readonly tables?: readonly string[]
}

export interface OpenapiOptions {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly tags: readonly OpenapiTag[]
  /** Security schemes of the document, where authentication is on. */
  readonly securitySchemes?: NonNullable<
    NonNullable<NonNullable<FastifyDynamicSwaggerOptions['openapi']>['components']>['securitySchemes']
  >
}

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

/** OpenAPI 3.1 at `/openapi.json` and its page at `/docs`. Register it before the routes: it learns them as they come. */
async function openapi(app: FastifyInstance, options: OpenapiOptions): Promise<void> {
  const { title, version, description, tags, securitySchemes } = options
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
    theme: { title },
  })

  let document: string | undefined
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) => {
    // Made once: the routes do not change after the start, and turning them into text takes milliseconds.
    document ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(document)
  })
}

export const openapiPlugin = fp(openapi, { name: 'openapi', fastify: '5.x' })
