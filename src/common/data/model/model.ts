import { randomInt } from 'node:crypto'
import { Type, type TProperties, type TSchema } from '@sinclair/typebox'
import { aliasesOf } from './alias.ts'

import { EntityCodec } from './entity-codec.ts'
import { fieldsOf, membersOf, type FieldOptions, type JoinedAttribute } from './field.ts'
import type { KeyFunction } from './key-function.ts'
import { KeyMap, type IndexTemplates, type KeyTemplates } from './key-map.ts'
import type { InputOf, ItemOf, KeyOf, ModelIndexInput, ModelInput, VersionOption } from './model-types.ts'
import { schemaVersionOf } from './schema-version.ts'
import { dateTime } from './stored-kinds.ts'
import type { TableDefinition } from './table.ts'
import { TYPE_MARKER } from './type-marker.ts'

/** The attribute that holds an entity's version. */
export const VERSION = 'version'
export const CREATED_AT = 'createdAt'
export const UPDATED_AT = 'updatedAt'

export { TYPE_MARKER } from './type-marker.ts'

/** The attribute with the fingerprint of the model's shape when the item was written. */
export const SCHEMA_VERSION = '_schema'

/** A declared model. Its type parameters are the shapes that the compiler derived from the declaration. */
export interface Model<
  Item = unknown,
  Input = unknown,
  Key = unknown,
  IndexName extends string = string,
  Name extends string = string,
> {
  readonly name: Name
  /** Names that it had: in a shared table, items that bear one of them are its own. */
  readonly formerNames: readonly string[]
  readonly table: TableDefinition
  readonly attributes: TProperties
  readonly keys: KeyMap
  readonly codec: EntityCodec
  readonly indexNames: readonly IndexName[]
  /** The table keeps items of other models too. */
  readonly isShared: boolean
  /** Gives the first version of a new item; undefined for a model without versions. */
  readonly firstVersion: (() => number) | undefined
  readonly hasTimestamps: boolean
  readonly immutable: readonly string[]
  readonly hidden: ReadonlySet<string>
  /** The stored attribute with the expiry time in epoch seconds, when the table has one that is this model's too. */
  readonly ttl: string | undefined
  /** Stamped on every item; undefined for a model that does not. */
  readonly schemaVersion: string | undefined
  /** For the compiler only. */
  readonly '~types'?: { readonly item: Item; readonly input: Input; readonly key: Key }
}

export type ItemType<M> = M extends Model<infer Item> ? Item : never
export type InputType<M> = M extends Model<unknown, infer Input> ? Input : never
export type KeyType<M> = M extends Model<unknown, unknown, infer Key> ? Key : never
export type IndexNameType<M> = M extends Model<unknown, unknown, unknown, infer Name> ? Name : never

/** Attribute names with a meaning in filters or of our own; `_w` is the DynamoDB backend's write token. */
const RESERVED = new Set([
  ...['and', 'or', 'not', VERSION, TYPE_MARKER, SCHEMA_VERSION, '_w'],
  ...['', '__proto__', 'constructor', 'prototype'],
])

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
  const PK extends string | KeyFunction,
  const SK extends string | KeyFunction = '',
  const IX extends Record<string, ModelIndexInput> = Record<never, never>,
  const J extends Record<string, JoinedAttribute> = Record<never, never>,
  const V extends VersionOption | undefined = undefined,
  const T extends boolean | undefined = undefined,
>(
  input: ModelInput<Name, P, IndexName, PK, SK, IX, J, V, T>,
): Model<ItemOf<P, J, V, T>, InputOf<P, J, V, T>, KeyOf<P, PK, SK>, keyof IX & string, Name> {
  const { name, table, version, timestamps = false, storeAliases = true } = input
  const stored = Object.values<string | undefined>(input.storedAs ?? {}).map((each) => each ?? '')
  checkNames(
    name,
    [...Object.keys(input.attributes), ...Object.keys(input.joined ?? {}), ...stored],
    timestamps,
  )
  const attributes = withSafeIntegers(input.attributes)
  const key = input.key as KeyTemplates
  const indexes = (input.indexes ?? {}) as Record<keyof IX & string, IndexTemplates>
  const isAlwaysThere = (attribute: string): boolean => isRequired(attributes[attribute])
  const aliases = storeAliases
    ? undefined
    : aliasesOf(table, attributes, isAlwaysThere, key, Object.values(indexes))
  const storedAs = input.storedAs as Readonly<Record<string, string>> | undefined
  const fields = fieldsOf(attributes, {
    storedAs,
    mutate: input.mutate as FieldOptions['mutate'],
    joined: input.joined,
    aliases,
  })
  const keys = new KeyMap(name, table, fields, key, indexes)
  return {
    name,
    formerNames: input.formerNames ?? [],
    table,
    attributes,
    keys,
    codec: new EntityCodec(name, fields, systemAttributes(version, timestamps)),
    indexNames: Object.keys(indexes),
    isShared: table.isShared,
    firstVersion: version ? firstVersion(version) : undefined,
    hasTimestamps: timestamps,
    immutable: input.immutable ?? [],
    hidden: new Set(input.hidden),
    ttl: [...fields.values()].some(({ stored }) => stored === table.ttl) ? table.ttl : undefined,
    schemaVersion: input.schemaVersion ? fingerprint(keys, [...fields.keys()]) : undefined,
  }
}

function checkNames(model: string, names: readonly string[], timestamps: boolean): void {
  for (const name of names) {
    if (RESERVED.has(name)) throw new Error(`Model ${model}: '${name}' is a reserved attribute name`)
    if (timestamps && (name === CREATED_AT || name === UPDATED_AT)) {
      throw new Error(`Model ${model}: '${name}' is kept by timestamps, so it cannot be declared`)
    }
  }
}

function systemAttributes(version: VersionOption | undefined, timestamps: boolean): TProperties {
  return {
    ...(version && { [VERSION]: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
    ...(timestamps && { [CREATED_AT]: dateTime(), [UPDATED_AT]: dateTime() }),
  }
}

const fingerprint = ({ primary }: KeyMap, fields: readonly string[]): string =>
  schemaVersionOf({ fields, pk: primary.pk.template.source, sk: primary.sk?.template.source ?? '' })

const MAX_RANDOM_START = 2 ** 31

function firstVersion(option: true | { readonly start: number }): () => number {
  return option === true ? () => randomInt(1, MAX_RANDOM_START) : () => option.start
}

/** Never absent or null in a valid entity. */
function isRequired(schema: TSchema | undefined): boolean {
  return (
    schema !== undefined && membersOf(schema).every(({ type }) => type !== 'null') && !hasOptional(schema)
  )
}

const hasOptional = (schema: TSchema): boolean => fieldsOf({ it: schema }, {}).get('it')?.isOptional ?? false

/** JSON Schema's integer has no bounds, but beyond 2^53 a JavaScript number has already lost digits. */
function withSafeIntegers(attributes: TProperties): TProperties {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, schema]) => [name, safeInteger(schema)] as const),
  )
}

function safeInteger(schema: TSchema): TSchema {
  const { type, anyOf } = schema as { type?: string; anyOf?: TSchema[] }
  if (type === 'integer')
    return { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...schema }
  return anyOf ? { ...schema, anyOf: anyOf.map(safeInteger) } : schema
}
