import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { ValidationError } from '../../errors.ts'
import { fromDecimalText, toDecimalText } from '../../expressions/decimal.ts'
import {
  NumericText,
  ValueSet,
  type Key,
  type KeyValue,
  type SetMember,
  type StoredMap,
  type StoredRecord,
  type StoredValue,
} from '../value.ts'

/** An item as the SDK takes and gives it. */
export type AttributeMap = Record<string, AttributeValue>

/**
 * Our own marshalling in place of `@aws-sdk/util-dynamodb`, which loses digits of large numbers, drops a map entry
 * named `__proto__` when it writes and takes it for the prototype when it reads.
 *
 * @throws ValidationError for a value that DynamoDB cannot keep (NaN, infinity, an empty set, undefined)
 */
export function toAttributeValue(value: StoredValue): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return { N: toDecimalText(value) }
    case 'boolean':
      return { BOOL: value }
    case 'object':
      return toCompoundValue(value)
    default:
      throw new ValidationError(`A value of type ${typeof value} cannot be stored`)
  }
}

function toCompoundValue(value: Exclude<StoredValue, string | number | boolean>): AttributeValue {
  if (value === null) return { NULL: true }
  if (isList(value)) return { L: value.map(toAttributeValue) }
  if (value instanceof NumericText) return { N: toDecimalText(value) }
  if (value instanceof ValueSet) return toSetValue(value)
  if (value instanceof Uint8Array) return { B: value }
  return { M: toAttributeMap(value) }
}

const isList = (value: object): value is readonly StoredValue[] => Array.isArray(value)

function toSetValue({ type, members }: ValueSet): AttributeValue {
  if (members.length === 0) throw new ValidationError('A set must have at least one member')
  if (type === 'SS' && members.every((member) => typeof member === 'string')) return { SS: [...members] }
  if (type === 'NS' && members.every(isNumeric)) return { NS: members.map(toDecimalText) }
  if (type === 'BS' && members.every((member) => member instanceof Uint8Array)) return { BS: [...members] }
  throw new ValidationError(`A member of a set of type ${type} has another type`)
}

const isNumeric = (member: SetMember): member is number | NumericText =>
  typeof member === 'number' || member instanceof NumericText

/** A record, map or key with every value marshalled. @throws ValidationError also for an empty name */
export function toAttributeMap(record: StoredMap): AttributeMap {
  const item: AttributeMap = {}
  for (const name of Object.keys(record)) {
    const value = record[name]
    if (value === undefined || name === '') throw invalidEntry(name)
    put(item, name, toAttributeValue(value))
  }
  return item
}

function invalidEntry(name: string): ValidationError {
  if (name === '') return new ValidationError('The name of an attribute cannot be empty')
  return new ValidationError(`${name} cannot be stored as undefined`, [
    { path: `/${name}`, message: 'is undefined' },
  ])
}

/** @throws TypeError for a value that is none of DynamoDB's types: the answer is not its protocol */
export function fromAttributeValue(value: AttributeValue): StoredValue {
  if (value.S !== undefined) return value.S
  if (value.N !== undefined) return fromDecimalText(value.N)
  if (value.M !== undefined) return fromAttributeMap(value.M)
  if (value.L !== undefined) return value.L.map(fromAttributeValue)
  if (value.BOOL !== undefined) return value.BOOL
  if (value.NULL !== undefined) return null
  if (value.B !== undefined) return value.B
  if (value.SS !== undefined) return new ValueSet('SS', value.SS)
  if (value.NS !== undefined) return new ValueSet('NS', value.NS.map(fromDecimalText))
  if (value.BS !== undefined) return new ValueSet('BS', value.BS)
  throw new TypeError('An attribute value has no known type')
}

/** A plain object with every value unmarshalled; `skip` is left out at the top. */
export function fromAttributeMap(item: Readonly<AttributeMap>, skip?: string): StoredRecord {
  const record: Record<string, StoredValue> = {}
  for (const name of Object.keys(item)) {
    const value = item[name]
    if (name !== skip && value !== undefined) put(record, name, fromAttributeValue(value))
  }
  return record
}

/** Only these attributes of an item, as a position to go on from. */
export function fromAttributeKey(item: Readonly<AttributeMap>): Key {
  return fromAttributeMap(item) as Record<string, KeyValue>
}

/** Assigning to `__proto__` would set the prototype: such a name becomes an own property instead. */
function put<Value>(target: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[name] = value
  }
}
