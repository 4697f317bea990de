/** The part of a JSON Schema that decides how a text parameter becomes a value. */
interface TextSchema {
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly TextSchema[]
  readonly oneOf?: readonly TextSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: TextSchema
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, TextSchema>>
}

/** Returns the value, or the text itself where it is not that type: the validator then says so. */
type Convert = (text: string) => unknown

const INTEGER = /^-?\d+$/
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function typesOf(schema: TextSchema): Set<string> {
  const types = new Set(typeof schema.type === 'string' ? [schema.type] : schema.type)
  for (const branch of schema.anyOf ?? schema.oneOf ?? []) for (const type of typesOf(branch)) types.add(type)
  if (types.size === 0) {
    for (const value of schema.enum ?? ('const' in schema ? [schema.const] : [])) types.add(typeof value)
  }
  return types
}

function toInteger(schema: TextSchema): Convert {
  const isBounded = schema.minimum !== undefined && schema.maximum !== undefined
  return (text) => {
    if (!INTEGER.test(text)) return text
    const value = Number(text)
    // Past 2^53 digits are lost. Bounds refuse such a number by name; without them the text is no integer.
    return Number.isSafeInteger(value) || (isBounded && Number.isFinite(value)) ? value + 0 : text
  }
}

const toNumber: Convert = (text) => {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value + 0 : text
}

const toBoolean: Convert = (text) => (text === 'true' ? true : text === 'false' ? false : text)

function scalarConverter(schema: TextSchema): Convert | undefined {
  const types = typesOf(schema)
  if (types.has('string')) return undefined
  const converters: Convert[] = []
  if (types.has('number')) converters.push(toNumber)
  else if (types.has('integer')) converters.push(toInteger(schema))
  if (types.has('boolean')) converters.push(toBoolean)
  const [first, second] = converters
  if (!first || !second) return first
  return (text) => {
    const value = first(text)
    return value === text ? second(text) : value
  }
}

type Step = (part: Record<string, unknown>) => void

function stepFor(name: string, schema: TextSchema): Step | undefined {
  if (typesOf(schema).has('array')) {
    const convert = (schema.items && scalarConverter(schema.items)) ?? ((text: string) => text)
    return (part) => {
      const raw = part[name]
      if (raw === undefined) return
      const values: unknown[] = Array.isArray(raw) ? raw : [raw]
      part[name] = values.map((value) => (typeof value === 'string' ? convert(value) : value))
    }
  }
  const convert = scalarConverter(schema)
  if (!convert) return undefined
  return (part) => {
    const raw = part[name]
    // A parameter given twice is an array: it stays one, and the schema refuses it.
    if (typeof raw === 'string') part[name] = convert(raw)
  }
}

/**
 * Compiles the conversion of a query, path or header object, in place, from text to what its schema declares.
 * Stricter than Ajv's coercion, which reads `0x10`, ` 5`, `1e1` and `true` as integers: an integer is `-?digits`,
 * a number as in JSON, a boolean `true` or `false`, and nothing is ever turned into null.
 */
export function compileCoercion(schema: unknown): Step {
  const properties = (schema as TextSchema).properties ?? {}
  const steps: Step[] = []
  for (const [name, property] of Object.entries(properties)) {
    const step = stepFor(name, property)
    if (step) steps.push(step)
  }
  return (part) => {
    for (const step of steps) step(part)
  }
}
