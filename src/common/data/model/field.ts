import { Type, TypeGuard, type TProperties, type TSchema } from '@sinclair/typebox'
import { codecOf, defaultFactoryOf, type AttributeCodec } from './attribute-codec.ts'

/** One attribute of a model, with everything that reading and writing it needs. */
export interface Field {
  readonly name: string
  /** The attribute's name in the record. */
  readonly stored: string
  readonly schema: TSchema
  readonly codec: AttributeCodec<unknown> | undefined
  readonly isNullable: boolean
  readonly isOptional: boolean
  readonly defaultValue: (() => unknown) | undefined
  /** Of a computed attribute: what it is computed from, and how. Its value is never the caller's to give. */
  readonly computedFrom: readonly string[]
  readonly compute: ((values: Readonly<Record<string, unknown>>) => unknown) | undefined
  /** It is not stored by itself: `stored` is the key attribute that holds it. */
  readonly isAlias: boolean
  /** Applied to every value that is given, before it is checked. */
  readonly mutate: ((value: unknown) => unknown) | undefined
}

/** Texts of other attributes joined into one: `{ of: ['type', 'name'], separator: '~' }`. An absent part is empty. */
export interface JoinedAttribute {
  readonly of: readonly string[]
  readonly separator?: string
}

/** Where the value of an alias is kept: a key attribute, and how it is written there. */
export interface Alias {
  readonly stored: string
  readonly codec: AttributeCodec<unknown>
}

export interface FieldOptions {
  readonly storedAs?: Readonly<Record<string, string>> | undefined
  readonly mutate?: Readonly<Record<string, (value: never) => unknown>> | undefined
  readonly joined?: Readonly<Record<string, JoinedAttribute>> | undefined
  readonly aliases?: ReadonlyMap<string, Alias> | undefined
}

export function fieldsOf(attributes: TProperties, options: FieldOptions): Map<string, Field> {
  const { storedAs = {}, mutate = {}, joined = {}, aliases } = options
  const fields = Object.entries({ ...attributes, ...joinedSchemas(joined) }).map(([name, schema]): Field => ({
    name,
    stored: aliases?.get(name)?.stored ?? storedAs[name] ?? name,
    schema,
    codec: aliases?.get(name)?.codec ?? codecOf(schema),
    isAlias: aliases?.has(name) ?? false,
    computedFrom: joined[name]?.of ?? [],
    compute: joined[name] && join(joined[name]),
    isNullable: membersOf(schema).some((member) => TypeGuard.IsNull(member)),
    isOptional: TypeGuard.IsOptional(schema),
    defaultValue: defaultOf(schema),
    mutate: mutate[name] as Field['mutate'],
  }))
  return new Map(fields.map((field) => [field.name, field]))
}

const joinedSchemas = (joined: Readonly<Record<string, JoinedAttribute>>): TProperties =>
  Object.fromEntries(Object.keys(joined).map((name) => [name, Type.String()]))

const join =
  ({ of, separator = '~' }: JoinedAttribute): NonNullable<Field['compute']> =>
  (values) =>
    of.map((name) => partText(values[name])).join(separator)

const partText = (value: unknown): string =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  typeof value === 'bigint'
    ? String(value)
    : ''

function defaultOf(schema: TSchema): (() => unknown) | undefined {
  if (!('default' in schema)) return defaultFactoryOf(schema)
  const { default: value } = schema as { default: unknown }
  // A default that is an object must not be shared by the entities that get it.
  return typeof value === 'object' ? () => structuredClone(value) : () => value
}

/** The alternatives of a union, or the schema itself. */
export function membersOf(schema: TSchema): readonly TSchema[] {
  return TypeGuard.IsUnion(schema) ? schema.anyOf : [schema]
}

const BOUNDS = [
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'maxItems',
  'minItems',
  'uniqueItems',
  'const',
]

/** May a computed value of the attribute break its schema though each change of it was fine? */
export function isConstrained({ schema }: Field): boolean {
  return membersOf(schema).some((member) => {
    const { maximum = Infinity, minimum = -Infinity } = member as { maximum?: number; minimum?: number }
    const isBounded = maximum < Number.MAX_SAFE_INTEGER || minimum > Number.MIN_SAFE_INTEGER
    return isBounded || BOUNDS.some((bound) => bound in member)
  })
}

/** Is it a map (`Type.Record`) that is valid when each of its entries is? */
export function isPlainMap({ schema, codec }: Field): boolean {
  const isBounded = 'minProperties' in schema || 'maxProperties' in schema
  return TypeGuard.IsRecord(schema) && codec === undefined && !isBounded
}

/** The JavaScript types of an attribute's values; none when its schema does not say. */
export function operandTypes({ schema, codec }: Field): readonly string[] {
  if (codec) return codec.operand === undefined ? [] : [codec.operand]
  const types = membersOf(schema).flatMap((member) => {
    const { type, const: literal } = member as { type?: string; const?: unknown }
    const named = type ?? typeof literal
    return named === 'null' || named === 'undefined' ? [] : [named === 'integer' ? 'number' : named]
  })
  return [...new Set(types)]
}
