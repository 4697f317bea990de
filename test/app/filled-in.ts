import type { OpenApiDocument, Operation } from './openapi-document.ts'

/* What the documentation page fills in where somebody tries an operation. test/browser holds the page to it. */

interface Schema {
  readonly $ref?: string
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

interface Media {
  readonly schema: Schema
  readonly example?: unknown
}

export interface FilledIn {
  readonly operationId: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** The requests of all operations as the page would send them. */
export const allFilledIn = (document: OpenApiDocument): readonly FilledIn[] =>
  Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => filledIn(document, template, method, operation)),
  )

function filledIn(
  document: OpenApiDocument,
  template: string,
  method: string,
  operation: Operation,
): FilledIn {
  const { operationId, requestBody } = operation
  const values = valuesOf(operation)
  const path = values.path.reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    template,
  )
  const query = new URLSearchParams(values.query).toString()
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  return {
    operationId,
    method: method.toUpperCase(),
    url: query === '' ? path : `${path}?${query}`,
    headers: { ...Object.fromEntries(values.header), ...(type !== undefined && { 'content-type': type }) },
    ...(media && { body: bodyOf(document, media) }),
  }
}

type Values = [name: string, value: string][]

function valuesOf({ parameters = [] }: Operation): Record<'path' | 'query' | 'header', Values> {
  const values = { path: [] as Values, query: [] as Values, header: [] as Values }
  for (const { name, in: place, example, examples = {}, schema } of parameters) {
    const value = example ?? Object.values(examples)[0]?.value ?? schema.default
    if (value !== undefined) values[place].push([name, String(value)])
  }
  return values
}

function bodyOf(document: OpenApiDocument, { example, schema }: Media): string {
  const value = example ?? exampleOf(document, schema)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function exampleOf(document: OpenApiDocument, schema: Schema): unknown {
  const { $ref, examples, anyOf, properties, items } = schema
  if (examples?.length) return examples[0]
  if ($ref !== undefined) {
    const named = document.components.schemas[$ref.slice('#/components/schemas/'.length)]
    return exampleOf(document, named as Schema)
  }
  if (anyOf?.[0]) return exampleOf(document, anyOf[0])
  if (items) return [exampleOf(document, items)]
  if (!properties) return schema.default
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, exampleOf(document, property)]),
  )
}
