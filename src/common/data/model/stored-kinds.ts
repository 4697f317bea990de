import { Kind, Type, type SchemaOptions, type TSchema, type TUnsafe } from '@sinclair/typebox'
import { fromDecimalText, toDecimalText } from '../expressions/decimal.ts'
import { NumericText, ValueSet, type SetMember, type StoredValue } from '../store/value.ts'
import { registerKind, withCodec } from './attribute-codec.ts'
import { toFixed31, fromFixed31, toUtc } from './date-time.ts'

/* Attribute kinds whose values are not stored simply as they are. */

const kind = <T>(name: string, options: SchemaOptions): TUnsafe<T> =>
  Type.Unsafe<T>({ ...options, [Kind]: name })

const numeric = (stored: StoredValue): string | undefined =>
  typeof stored === 'number' || stored instanceof NumericText ? toDecimalText(stored) : undefined

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/

registerKind('Decimal', (value) => {
  if (typeof value !== 'string' || !DECIMAL.test(value)) return false
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '')
  return digits.length <= 38
})

/** An exact decimal number as text (`'12.50'` is stored and read as `'12.5'`): up to 38 digits, for money and measures. */
export function decimal(options: SchemaOptions = {}): TUnsafe<string> {
  return withCodec(kind<string>('Decimal', { type: 'string', pattern: DECIMAL.source, ...options }), {
    encode: (value: string) => fromDecimalText(value),
    decode: numeric,
    operand: 'string',
  })
}

const MAX_BIG = 10n ** 38n

registerKind('BigInteger', (value) => typeof value === 'bigint' && value < MAX_BIG && value > -MAX_BIG)

/** An integer of up to 38 digits as a `bigint`. JSON has no such number: a DTO carries it as text. */
export function bigInteger(options: SchemaOptions = {}): TUnsafe<bigint> {
  return withCodec(kind<bigint>('BigInteger', options), {
    encode: (value: bigint) => fromDecimalText(value.toString()),
    decode: (stored) => {
      const text = numeric(stored)
      return text !== undefined && /^-?\d+$/.test(text) ? BigInt(text) : stored
    },
    operand: 'bigint',
    toJson: (value: bigint) => value.toString(),
    fromJson: (json) => (typeof json === 'string' && /^-?\d+$/.test(json) ? BigInt(json) : undefined),
  })
}

/** Bytes. */
export function binary(options: SchemaOptions = {}): TSchema & { static: Uint8Array } {
  return withCodec(Type.Uint8Array(options), {
    encode: (value: Uint8Array) => value,
    decode: (stored) => stored,
    toJson: base64,
    fromJson: bytes,
  })
}

/** Refused by every schema. */
const INVALID = Symbol('not of the stored form')

registerKind('Json', (value) => value !== INVALID)

/** Any JSON value, stored as its text: for structures that are read and written as a whole. */
export function json<T = unknown>(options: SchemaOptions = {}): TUnsafe<T> {
  return withCodec(kind<T>('Json', options), {
    encode: (value: unknown) => JSON.stringify(value),
    decode: parseJson,
    operand: 'string',
  })
}

function parseJson(stored: StoredValue): unknown {
  if (typeof stored !== 'string') return INVALID
  try {
    return JSON.parse(stored)
  } catch {
    return INVALID
  }
}

const DATE_TIME = {
  type: 'string',
  format: 'date-time',
  description: 'UTC time',
  examples: ['2026-11-20T18:20:36.547Z'],
}

registerKind('DateTime', (value) => typeof value === 'string' && toUtc(value)?.length === 24)
registerKind('DateTime31', (value) => typeof value === 'string' && toUtc(value) !== undefined)

/**
 * A moment as ISO text. Any offset is taken and stored as UTC with milliseconds, 24 characters, so that text order is
 * time order; a text without an offset, or with more than milliseconds, is refused. `fixed31` stores
 * `2026-11-20T18:20:36.547052+0000` instead, with microseconds: the form that PynamoDB writes.
 */
export function dateTime(options: SchemaOptions & { stored?: 'iso' | 'fixed31' } = {}): TUnsafe<string> {
  const { stored = 'iso', ...rest } = options
  const encode = stored === 'iso' ? toUtc : toFixed31
  const decode = stored === 'iso' ? (text: StoredValue): unknown => text : fromFixed31
  return withCodec(kind<string>(stored === 'iso' ? 'DateTime' : 'DateTime31', { ...DATE_TIME, ...rest }), {
    encode: (value: string) => encode(value),
    decode,
    operand: 'string',
  })
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64')

const bytes = (json: unknown): Uint8Array | undefined =>
  typeof json === 'string' ? Uint8Array.from(Buffer.from(json, 'base64')) : undefined

const compareJson = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1

const isSetOf = (type: string) => (value: unknown) =>
  value instanceof Set && [...value].every((member) => typeof member === type)
registerKind('StringSet', isSetOf('string'))
registerKind('NumberSet', isSetOf('number'))
registerKind(
  'BinarySet',
  (value) => value instanceof Set && [...value].every((each) => each instanceof Uint8Array),
)

function setKind<T extends SetMember>(
  name: string,
  type: ValueSet['type'],
  options: SchemaOptions,
): TUnsafe<Set<T>> {
  return withCodec(kind<Set<T>>(name, options), {
    // A set without members cannot be stored: it is the absent attribute.
    encode: (value: Set<T>) => (value.size === 0 ? undefined : new ValueSet(type, [...value])),
    decode: (stored) =>
      stored instanceof ValueSet && stored.type === type ? new Set(stored.members as T[]) : INVALID,
    absent: () => new Set<T>(),
    encodeMember: (member: T) => member,
    toJson: (value: Set<T>) =>
      [...value]
        .map((member) => (member instanceof Uint8Array ? base64(member) : member))
        .toSorted(compareJson),
    fromJson: (json) =>
      Array.isArray(json) ? new Set(type === 'BS' ? (json.map(bytes) as T[]) : (json as T[])) : undefined,
  })
}

/** A set of texts; the empty set is stored by leaving the attribute out. */
export const stringSet = (options: SchemaOptions = {}): TUnsafe<Set<string>> =>
  setKind<string>('StringSet', 'SS', options)

/** A set of numbers. */
export const numberSet = (options: SchemaOptions = {}): TUnsafe<Set<number>> =>
  setKind<number>('NumberSet', 'NS', options)

/** A set of byte strings. */
export const binarySet = (options: SchemaOptions = {}): TUnsafe<Set<Uint8Array>> =>
  setKind<Uint8Array>('BinarySet', 'BS', options)
