import { randomInt } from 'node:crypto'
import type { TProperties, TSchema } from '@sinclair/typebox'
import { EntityCodec } from './entity-codec.ts'
import { KeyMap } from './key-map.ts'
import type { ItemOf, InputOf, KeyOf, ModelIndexInput, ModelInput, VersionOption } from './model-types.ts'
import type { TableDefinition } from './table.ts'

/** The attribute that holds an entity's version. */
export const VERSION = 'version'

/** The attribute that says, in a shared table, which model an item is of. */
export const TYPE_MARKER = '_type'

/** A declared model. Its type parameters are the shapes that the compiler derived from the declaration. */
export interface Model<Item = unknown, Input = unknown, Key = unknown, IndexName extends string = string> {
  readonly name: string
  readonly table: TableDefinition
  readonly attributes: TProperties
  readonly keys: KeyMap
  readonly codec: EntityCodec
  readonly indexNames: readonly IndexName[]
  /** The table keeps items of other models too. */
  readonly isShared: boolean
  /** Gives the first version of a new item; undefined for a model without versions. */
  readonly firstVersion: (() => number) | undefined
  /** For the compiler only. */
  readonly '~types'?: { readonly item: Item; readonly input: Input; readonly key: Key }
}

export type ItemType<M> = M extends Model<infer Item> ? Item : never
export type InputType<M> = M extends Model<unknown, infer Input> ? Input : never
export type KeyType<M> = M extends Model<unknown, unknown, infer Key> ? Key : never

/** Attribute names with a meaning in filters or of our own. */
const RESERVED = new Set(['and', 'or', 'not', VERSION, TYPE_MARKER, '__proto__', 'constructor', 'prototype'])

/**
 * Declares an entity: its attributes, keys and indexes. Types, validation, keys, queries and index upkeep follow from
 * this one declaration. Key templates are checked by the compiler, and again here.
 *
 * @throws Error that names the model and what is wrong with its declaration.
 */
export function defineModel<
  const Name extends string,
  P extends TProperties,
  IndexName extends string,
  const PK extends string,
  const SK extends string = '',
  const IX extends Record<string, ModelIndexInput> = Record<never, never>,
  const V extends VersionOption | undefined = undefined,
>(
  input: ModelInput<Name, P, IndexName, PK, SK, IX, V>,
): Model<ItemOf<P, V>, InputOf<P, V>, KeyOf<P, PK, SK>, keyof IX & string> {
  const { name, table, key, version } = input
  for (const attribute of Object.keys(input.attributes)) {
    if (RESERVED.has(attribute)) throw new Error(`Model ${name}: '${attribute}' is a reserved attribute name`)
  }
  const attributes = withSafeIntegers(input.attributes)
  const indexes = (input.indexes ?? {}) as Record<keyof IX & string, ModelIndexInput>
  const keys = new KeyMap(name, table, Object.keys(attributes), key, indexes)
  return {
    name,
    table,
    attributes,
    keys,
    codec: new EntityCodec(name, attributes, version ? VERSION : undefined),
    indexNames: Object.keys(indexes),
    isShared: table.isShared,
    firstVersion: version ? firstVersion(version) : undefined,
  }
}

const MAX_RANDOM_START = 2 ** 31

function firstVersion(option: true | { readonly start: number }): () => number {
  return option === true ? () => randomInt(1, MAX_RANDOM_START) : () => option.start
}

/** JSON Schema's integer has no bounds, but beyond 2^53 a JavaScript number has already lost digits. */
function withSafeIntegers(attributes: TProperties): TProperties {
  const entries = Object.entries(attributes).map(([name, schema]) => [name, safeInteger(schema)] as const)
  return Object.fromEntries(entries)
}

function safeInteger(schema: TSchema): TSchema {
  if (schema.type === 'integer') {
    return { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...schema }
  }
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: (schema.anyOf as TSchema[]).map(safeInteger) }
  return schema
}
