import type { OpenApiDocument, Operation } from '../app/openapi-document.ts'

/** The keywords of JSON Schema that a value can be made from. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly maxProperties?: number
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly schema: JsonSchema
}

/** An operation of the document with what a request of it needs. */
export interface FuzzOperation {
  readonly id: string
  readonly method: string
  /** `/api/v1/passengers/{id}` */
  readonly template: string
  readonly parameters: readonly Parameter[]
  /** Schemas of the body, by media type; empty when it takes none. */
  readonly bodies: readonly (readonly [string, JsonSchema])[]
  readonly responses: Operation['responses']
  /** Methods that the path has, in upper case. */
  readonly pathMethods: readonly string[]
  /** Scopes that a caller needs; undefined where anybody may call. */
  readonly security: readonly string[] | undefined
  /** Its good answer is a stream that may stay open. */
  readonly isStream: boolean
}

/** Every operation of the document, in its order. */
export function operationsOf(document: OpenApiDocument): FuzzOperation[] {
  return Object.entries(document.paths).flatMap(([template, methods]) => {
    // `/passengers/batch` is a `/passengers/{id}`, too.
    const pathMethods = Object.entries(document.paths)
      .filter(([other]) => matches(other, template))
      .flatMap(([, each]) => Object.keys(each).map((method) => method.toUpperCase()))
    return Object.entries(methods).map(([method, operation]): FuzzOperation => {
      const { operationId, parameters = [], requestBody, responses, security = [] } = operation
      const bodies = Object.entries(requestBody?.content ?? {})
      return {
        id: operationId,
        method: method.toUpperCase(),
        template,
        parameters: (parameters as readonly Partial<Parameter>[]).map(parameterOf),
        bodies: bodies.map(([type, { schema }]) => [type, schema as JsonSchema] as const),
        responses,
        pathMethods,
        security: security[0] && Object.values(security[0]).flat(),
        isStream: responses['200']?.content?.['text/event-stream'] !== undefined,
      }
    })
  })
}

const parameterOf = ({
  name = '',
  in: place = 'query',
  required = false,
  schema = {},
}: Partial<Parameter>) => ({
  name,
  in: place,
  required,
  schema,
})

/** Is it a path of the template? */
export const matches = (template: string, path: string): boolean => patternOf(template).test(path)

/** The values of the parameters are its groups. */
export const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`)
