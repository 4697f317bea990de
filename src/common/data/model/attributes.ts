import {
  Type,
  type SchemaOptions,
  type TInteger,
  type TNull,
  type TSchema,
  type TUnion,
  type TUnsafe,
} from '@sinclair/typebox'
import { codecOf, withCodec, withDefaultFactory } from './attribute-codec.ts'

/** For the compiler only. A symbol, because schemas have a string index signature. */
declare const DEFAULTED: unique symbol

/** Marks an attribute that a new entity may leave out. */
export interface Defaulted {
  readonly [DEFAULTED]?: true
}

/** An attribute with a value of its own when a new entity leaves it out: a value, or a function that makes one. */
export function defaulted<T extends TSchema>(
  schema: T,
  value: T['static'] | (() => T['static']),
): T & Defaulted {
  return typeof value === 'function'
    ? withDefaultFactory(schema, value as () => unknown)
    : { ...schema, default: value }
}

/** An attribute that may be null. It is stored by leaving it out, so an index on it is sparse. */
export function nullable<T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  const union = Type.Union([schema, Type.Null()])
  const codec = codecOf(schema)
  return codec ? withCodec(union, codec) : union
}

/** An integer that a JavaScript number holds exactly. */
export function integer(options: SchemaOptions & { minimum?: number; maximum?: number } = {}): TInteger {
  return Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...options })
}

/** One of these texts. */
export function oneOf<const V extends readonly string[]>(
  values: V,
  options: SchemaOptions = {},
): TUnsafe<V[number]> {
  return Type.Unsafe<V[number]>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      options,
    ),
  )
}

/** One of these numbers. */
export function oneOfNumbers<const V extends readonly number[]>(
  values: V,
  options: SchemaOptions = {},
): TUnsafe<V[number]> {
  return Type.Unsafe<V[number]>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      options,
    ),
  )
}

/** Seconds since 1970, as DynamoDB's TTL wants them. Name the attribute as the table's `ttl` and expired items vanish. */
export function epochSeconds(options: SchemaOptions = {}): TInteger {
  return Type.Integer({ minimum: 0, maximum: 32_503_680_000, ...options })
}
