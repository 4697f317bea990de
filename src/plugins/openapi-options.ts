import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

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
