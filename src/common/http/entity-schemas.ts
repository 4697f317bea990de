import {
  type SchemaOptions,
  type TProperties,
  type TSchema,
  type TUnsafe,
  Type,
  TypeGuard,
} from '@sinclair/typebox'
import { hasDefault } from '../data/model/attribute-codec.ts'
import { dateTime } from '../data/model/stored-kinds.ts'
import { nullable, numberEnum, stringEnum } from './schema.ts'

/**
 * Request and response schemas from the attributes of a model: what is declared once is validated by the data layer,
 * validated at the edge, and shown in the OpenAPI document.
 */

/** For the response schema of a model with timestamps: attributes that no declaration lists. */
export const timestamps = {
  createdAt: dateTime({ description: 'When it was created (UTC)', examples: ['2026-11-20T18:20:36.547Z'] }),
  updatedAt: dateTime({ description: 'When it last changed (UTC)', examples: ['2026-11-20T18:20:36.547Z'] }),
} as const

/** Some of a model's attributes, for a schema of these alone. @throws Error for a name that is none */
export function only(attributes: TProperties, ...names: readonly string[]): TProperties {
  const picked = names.map((name) => {
    const schema = attributes[name]
    if (!schema) throw new Error(`No attribute ${name}`)
    return [name, schema] as const
  })
  return Object.fromEntries(picked)
}

/** An entity as it is answered: every attribute. `T` is the DTO. */
export function responseSchema<T>(attributes: TProperties, options: SchemaOptions): TUnsafe<T> {
  return Type.Unsafe<T>(strict(mapped(attributes, shown), options))
}

/** A new entity: attributes with a default, nullable ones and those in `optional` may be left out. */
export function createSchema<T>(
  attributes: TProperties,
  options: SchemaOptions & { readonly optional?: readonly string[] },
): TUnsafe<T> {
  const { optional = [], ...rest } = options
  const input = (schema: TSchema, name: string): TSchema => {
    if (hasDefault(schema)) return Type.Optional(shown(schema))
    if (isNullable(schema)) return Type.Optional({ ...shown(schema), default: null })
    return optional.includes(name) ? Type.Optional(shown(schema)) : shown(schema)
  }
  return Type.Unsafe<T>(strict(mapped(attributes, input), rest))
}

/** A JSON merge patch: every attribute optional and without defaults, null where the entity may have null. */
export function patchSchema<T>(attributes: TProperties, options: SchemaOptions): TUnsafe<T> {
  const input = (schema: TSchema): TSchema => {
    const { default: _default, ...rest } = shown(schema) as Omit<TSchema, string> & { default?: unknown }
    return Type.Optional(rest as TSchema)
  }
  return Type.Unsafe<T>(strict(mapped(attributes, input), options))
}

const strict = (properties: TProperties, options: SchemaOptions): TSchema =>
  Type.Object(properties, { ...options, additionalProperties: false })

const mapped = (attributes: TProperties, map: (schema: TSchema, name: string) => TSchema): TProperties =>
  Object.fromEntries(Object.entries(attributes).map(([name, schema]) => [name, map(schema, name)]))

const isNullable = (schema: TSchema): boolean =>
  TypeGuard.IsUnion(schema) && schema.anyOf.some((member) => TypeGuard.IsNull(member))

/** A union of literals as one `enum`, a union with null as a type list: what readers and generators understand best. */
function shown(schema: TSchema): TSchema {
  if (!TypeGuard.IsUnion(schema)) return schema
  const { anyOf, ...options } = schema as unknown as { anyOf: TSchema[] } & SchemaOptions
  const members = anyOf.filter((member) => !TypeGuard.IsNull(member))
  const values = members.map((member) => member.const as unknown)
  const notes = withoutKind(options)
  const [first = Type.Never()] = members
  const plain = values.every((value) => typeof value === 'string')
    ? stringEnum(values, notes)
    : values.every((value) => typeof value === 'number')
      ? numberEnum(values, notes)
      : { ...first, ...notes }
  return members.length < anyOf.length ? nullable(plain) : plain
}

function withoutKind(options: object): SchemaOptions {
  return Object.fromEntries(Object.entries(options))
}
