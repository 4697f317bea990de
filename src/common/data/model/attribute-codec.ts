import { TypeRegistry, type TSchema } from '@sinclair/typebox'
import type { StoredValue } from '../store/value.ts'

/**
 * How the values of an attribute are stored when that is not simply as they are. It hangs on the attribute's schema.
 * A codec never decides what is valid: the schema does, on the way in before `encode`, on the way out after `decode`.
 */
export interface AttributeCodec<T = never> {
  /** The stored form; undefined leaves the attribute out. */
  readonly encode: (value: T) => StoredValue | undefined
  /** The value of a stored form; anything that the schema refuses when it is not one. */
  readonly decode: (stored: StoredValue) => unknown
  /** The value of an absent attribute, where absence is a value: an empty set cannot be stored. */
  readonly absent?: () => unknown
  /** The JavaScript type that a filter compares with, where the schema does not say: `bigint`, `string`, … */
  readonly operand?: string
  /** A single member, for `contains` on a set. */
  readonly encodeMember?: (member: never) => StoredValue
  /** The value where JSON has no form for it, and back; undefined for what is not such a form. */
  readonly toJson?: (value: T) => unknown
  readonly fromJson?: (json: unknown) => T | undefined
}

const CODEC = Symbol('attribute codec')
const FACTORY = Symbol('default factory')

export function withCodec<S extends TSchema, T>(schema: S, codec: AttributeCodec<T>): S {
  return { ...schema, [CODEC]: codec }
}

export function codecOf(schema: TSchema): AttributeCodec<unknown> | undefined {
  return (schema as { [CODEC]?: AttributeCodec<unknown> })[CODEC]
}

export function withDefaultFactory<S extends TSchema>(schema: S, factory: () => unknown): S {
  return { ...schema, [FACTORY]: factory }
}

export function defaultFactoryOf(schema: TSchema): (() => unknown) | undefined {
  return (schema as { [FACTORY]?: () => unknown })[FACTORY]
}

/** May a new entity leave the attribute out because it has a value of its own then? */
export const hasDefault = (schema: TSchema): boolean => 'default' in schema || FACTORY in schema

/** Makes a schema kind of our own known to the validator. */
export function registerKind(kind: string, check: (value: unknown, schema: TSchema) => boolean): void {
  TypeRegistry.Set(kind, (schema: TSchema, value) => check(value, schema))
}
