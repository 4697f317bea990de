import fc, { type Arbitrary } from 'fast-check'
import type { DocumentSchemas, OpenApiDocument } from '../app/openapi-document.ts'
import type { JsonSchema } from './document.ts'

/** Draws that a schema may refuse in a row before it counts as one that nothing fits. */
const MAX_REFUSALS = 5000

/** Values that fit the schemas of a document, and the verdict on any value. */
export class ValidValues {
  readonly #document: OpenApiDocument
  readonly #schemas: DocumentSchemas
  readonly #made = new Map<JsonSchema, Arbitrary<unknown>>()

  constructor(document: OpenApiDocument, schemas: DocumentSchemas) {
    this.#document = document
    this.#schemas = schemas
  }

  fits(schema: JsonSchema, value: unknown): boolean {
    return this.#schemas.errors(schema, value).length === 0
  }

  /** The schema itself where it is a reference to one. */
  resolve(schema: JsonSchema): JsonSchema {
    const name = schema.$ref?.replace('#/components/schemas/', '')
    if (name === undefined) return schema
    const found = this.#document.components.schemas[name]
    if (!found) throw new Error(`The document has no ${name}`)
    return this.resolve(found)
  }

  /** Each value has been held against the schema: what is drawn here is right by the document. */
  of(schema: JsonSchema): Arbitrary<unknown> {
    let arbitrary = this.#made.get(schema)
    if (!arbitrary) {
      let refusals = 0
      arbitrary = this.#draw(schema).filter((value) => {
        if (this.fits(schema, value)) {
          refusals = 0
          return true
        }
        refusals += 1
        if (refusals > MAX_REFUSALS) throw new Error(`No value found for ${JSON.stringify(schema)}`)
        return false
      })
      this.#made.set(schema, arbitrary)
    }
    return arbitrary
  }

  #draw(given: JsonSchema): Arbitrary<unknown> {
    const schema = this.resolve(given)
    if ('const' in schema) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    const branches = schema.anyOf ?? schema.oneOf
    if (branches) return fc.oneof(...branches.map((branch) => this.#draw(branch)))
    if (schema.allOf) {
      return fc
        .tuple(...schema.allOf.map((part) => this.#draw(part)))
        .map((parts) => Object.assign({}, ...parts) as unknown)
    }
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type
    if (!types) return schema.properties ? this.#object(schema) : fc.jsonValue({ maxDepth: 2 })
    return fc.oneof(...types.map((type) => this.#ofType(type, schema)))
  }

  #ofType(type: string, schema: JsonSchema): Arbitrary<unknown> {
    switch (type) {
      case 'object':
        return this.#object(schema)
      case 'array':
        return this.#array(schema)
      case 'string':
        return aString(schema)
      case 'integer':
        return anInteger(schema)
      case 'number':
        return fc.oneof(anInteger(schema), aNumber(schema))
      case 'boolean':
        return fc.boolean()
      default:
        return fc.constant(null)
    }
  }

  #object(schema: JsonSchema): Arbitrary<unknown> {
    const properties = Object.entries(schema.properties ?? {})
    const known = fc.record(Object.fromEntries(properties.map(([name, each]) => [name, this.#draw(each)])), {
      requiredKeys: [...(schema.required ?? [])],
    })
    const { additionalProperties: more } = schema
    if (more === undefined || more === false) return known
    const value = more === true ? fc.jsonValue({ maxDepth: 2 }) : this.#draw(more)
    const name = schema.propertyNames
      ? aString(this.resolve(schema.propertyNames))
      : fc.string({ minLength: 1, maxLength: 8 })
    const others = fc.dictionary(name, value, { maxKeys: Math.min(4, schema.maxProperties ?? 4) })
    return fc.tuple(others, known).map(([rest, members]) => ({ ...rest, ...members }))
  }

  #array({ items = {}, minItems = 0, maxItems, uniqueItems = false }: JsonSchema): Arbitrary<unknown> {
    const bounds = { minLength: minItems, ...(maxItems !== undefined && { maxLength: maxItems }) }
    if (!uniqueItems) return fc.array(this.#draw(items), bounds)
    return fc.uniqueArray(this.#draw(items), { ...bounds, selector: (item) => JSON.stringify(item) })
  }
}

const FORMATS: Readonly<Record<string, Arbitrary<string>>> = {
  'date-time': fc
    .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  date: fc
    .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  email: fc.emailAddress(),
  uri: fc.webUrl(),
  'uri-reference': fc.webUrl(),
  uuid: fc.uuid(),
}

function aString({ pattern, format, minLength = 0, maxLength }: JsonSchema): Arbitrary<string> {
  const formatted = format === undefined ? undefined : FORMATS[format]
  if (formatted) return formatted
  const bounds = { minLength, ...(maxLength !== undefined && { maxLength }) }
  const free = fc.oneof(
    fc.string(bounds),
    fc.string({ ...bounds, unit: 'grapheme' }),
    fc.string({ ...bounds, unit: 'binary' }),
  )
  if (pattern === undefined) return free
  // Most patterns only refuse some characters: such text is more surprising than what the pattern itself makes.
  const expression = new RegExp(pattern, 'u')
  const shape = new RegExp(pattern.replace(/\(\?<?[=!](?:\\.|\[[^\]]*\]|[^()])*\)/g, ''))
  const shaped = fc.stringMatching(shape, maxLength === undefined ? {} : { maxLength })
  const takesFree =
    fc.sample(free, { numRuns: 50, seed: 1 }).filter((text) => expression.test(text)).length > 10
  return takesFree
    ? fc.oneof(
        free.filter((text) => expression.test(text)),
        shaped,
      )
    : shaped
}

function anInteger(schema: JsonSchema): Arbitrary<number> {
  const {
    exclusiveMinimum: above = -1_000_001,
    exclusiveMaximum: below = 1_000_001,
    multipleOf: step = 1,
  } = schema
  const min = Math.ceil((schema.minimum ?? above + 1) / step)
  const max = Math.floor((schema.maximum ?? Math.max(below - 1, min * step)) / step)
  return fc.integer({ min, max }).map((whole) => whole * step)
}

/** Nearest to zero that DynamoDB, and so each backend, can store. */
const LEAST = 1e-130

const aNumber = ({ minimum, maximum }: JsonSchema): Arbitrary<number> =>
  fc
    .double({ min: minimum ?? -1e15, max: maximum ?? 1e15, noNaN: true, noDefaultInfinity: true })
    .filter((number) => number === 0 || Math.abs(number) >= LEAST)
