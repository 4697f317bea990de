/** What is read of the OpenAPI document. */
export interface ApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
}

interface ApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters?: readonly ApiParameter[]
}

interface ApiParameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly example?: unknown
}

/** An operation of the API. */
export interface ShownOperation {
  readonly id: string
  readonly tag: string
  readonly method: string
  /** As documented: `/api/v1/passengers/{id}`. */
  readonly template: string
  readonly summary: string
  /** The path with the examples of its parameters: a GET of it can be tried as it stands. */
  readonly path: string
}

/** The operations in the order in which they were registered. */
export function operationsOf({ paths = {} }: ApiDocument): readonly ShownOperation[] {
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary, tags, parameters = [] }]) => ({
      id: operationId,
      tag: tags[0] ?? '',
      method: method.toUpperCase(),
      template,
      summary,
      path: examplePath(template, parameters),
    })),
  )
}

function examplePath(template: string, parameters: readonly ApiParameter[]): string {
  const valueOf = ({ example }: ApiParameter): string => encodeURIComponent(String(example))
  const path = parameters
    .filter((each) => each.in === 'path')
    .reduce((filled, each) => filled.replace(`{${each.name}}`, valueOf(each)), template)
  const query = parameters
    .filter((each) => each.in === 'query' && each.required === true)
    .map((each) => `${each.name}=${valueOf(each)}`)
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}
