import { createRequire } from 'node:module'

export interface MediaType {
  readonly schema: object
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface DocumentedResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, object>>
  readonly content?: Readonly<Record<string, MediaType>>
}

/** What a parameter can be. */
type Plain = string | number | boolean

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: 'path' | 'query' | 'header'
    readonly required?: boolean
    readonly example?: Plain
    readonly examples?: Readonly<Record<string, { readonly value: Plain }>>
    readonly schema: { readonly examples?: readonly Plain[]; readonly default?: Plain }
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> }
  readonly responses: Readonly<Record<string, DocumentedResponse>>
  /** By scheme, the scopes that it needs; empty where anybody may call, absent where nobody is asked. */
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
}

export interface OpenApiDocument {
  readonly openapi: string
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

interface Validate {
  (data: unknown): boolean
  readonly errors?: readonly object[] | null
}
interface Ajv {
  addSchema(schema: object, key: string): Ajv
  compile(schema: object): Validate
}

// Fastify's own Ajv: OpenAPI 3.1 schemas are of the 2020-12 dialect.
const fromFastify = createRequire(createRequire(import.meta.url).resolve('@fastify/ajv-compiler'))
const { default: Ajv2020 } = fromFastify('ajv/dist/2020.js') as { default: new (options: object) => Ajv }
const { default: addFormats } = fromFastify('ajv-formats') as { default: (ajv: Ajv) => void }

/** Checks data against schemas of the document, `$ref`s and all. */
export class DocumentSchemas {
  readonly #ajv: Ajv
  readonly #compiled = new Map<object, Validate>()

  constructor(document: OpenApiDocument) {
    this.#ajv = new Ajv2020({ allErrors: true, strict: false })
    addFormats(this.#ajv)
    this.#ajv.addSchema(document, 'document')
  }

  /** What does not fit; empty when all does. */
  errors(schema: object, data: unknown): readonly object[] {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'),
    ) as object
    const validate = this.#compiled.get(schema) ?? this.#ajv.compile(absolute)
    this.#compiled.set(schema, validate)
    return validate(data) ? [] : (validate.errors ?? [])
  }
}

/** The operation that a request is one of, by its path template. */
export function operationAt(document: OpenApiDocument, method: string, url: string): Operation | undefined {
  const path = url.split('?', 1)[0] ?? ''
  // As OpenAPI has it: what is written out goes before what is templated.
  const templates = Object.keys(document.paths).sort((a, b) => placeholders(a) - placeholders(b))
  const template =
    templates.find((each) => each === path) ??
    templates.find((each) => matcher(each, '[^/]+').test(path)) ??
    // The id of a passenger may hold slashes, and may be missing.
    templates.find((each) => each.endsWith('/{id}') && matcher(each, '.*').test(path))
  return template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()]
}

const placeholders = (template: string): number => template.split('{').length

const matcher = (template: string, value: string): RegExp =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, value)}$`)
