import {
  type SchemaOptions,
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnsafe,
  Type,
} from '@sinclair/typebox'

/** One `enum` instead of the `anyOf` of single values that a union of literals becomes in OpenAPI. */
export const stringEnum = <const T extends readonly string[]>(
  values: T,
  options: SchemaOptions = {},
): TUnsafe<T[number]> => Type.Unsafe<T[number]>({ ...options, type: 'string', enum: [...values] })

/** An `enum` of numbers: `numberEnum([0, 1])`. */
export const numberEnum = <const T extends readonly number[]>(
  values: T,
  options: SchemaOptions = {},
): TUnsafe<T[number]> => Type.Unsafe<T[number]>({ ...options, type: 'integer', enum: [...values] })

/** The schema or null: `type: ['number', 'null']` where the schema has one type, `anyOf` for a reference. */
export function nullable<T extends TSchema>(
  schema: T,
  options: SchemaOptions = {},
): TUnsafe<Static<T> | null> {
  const type: unknown = schema.type
  if (typeof type !== 'string') {
    return Type.Unsafe<Static<T> | null>({ ...options, anyOf: [schema, { type: 'null' }] })
  }
  const values: unknown = schema.enum
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    ...options,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }),
  })
}

/** An object that refuses unknown members: for every request body and query. */
export const strictObject = <T extends TProperties>(properties: T, options: SchemaOptions = {}): TObject<T> =>
  Type.Object(properties, { ...options, additionalProperties: false })

/** An integer that JSON carries without loss; tighter bounds replace these. */
export const safeInteger = (options: SchemaOptions & { minimum?: number; maximum?: number } = {}) =>
  Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...options })

/**
 * A reference to a schema added with `addSchema`, so that OpenAPI shows its name. `Type.Ref` alone infers `unknown`;
 * this keeps replies checked: `refTo<PassengerDto>('Passenger')`.
 */
export const refTo = <T>(id: string): TUnsafe<T> => Type.Unsafe<T>(Type.Ref(`${id}#`))
