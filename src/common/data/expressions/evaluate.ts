import { Buffer } from 'node:buffer'
import { typeOf, ValueSet, type StoredMap, type StoredRecord, type StoredValue } from '../store/value.ts'
import type { Comparator, Condition, Path } from './condition.ts'
import { memberOf, setHas, valuesEqual } from './equality.ts'
import { compareScalars } from './order.ts'

/**
 * Whether a record satisfies a condition: the meaning of every `Condition`, which each backend reproduces. An absent
 * record is one without attributes.
 *
 * DynamoDB's rules: only values of one type compare, anything else is false except `ne`; equality is deep, numbers by
 * value, sets without order; a `between` whose bounds are crossed is false.
 */
export function matches(condition: Condition, record: StoredRecord | undefined): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((part) => matches(part, record))
    case 'or':
      return condition.conditions.some((part) => matches(part, record))
    case 'not':
      return !matches(condition.condition, record)
    case 'exists':
      return valueAt(record, condition.path) !== undefined
    case 'missing':
      return valueAt(record, condition.path) === undefined
    default:
      return valueMatches(condition, valueAt(record, condition.path))
  }
}

type ValueCondition = Exclude<Condition, { op: 'and' | 'or' | 'not' | 'exists' | 'missing' }>

function valueMatches(condition: ValueCondition, value: StoredValue | undefined): boolean {
  if (value === undefined) return isNegation(condition)
  switch (condition.op) {
    case 'between':
      return compares('gte', value, condition.low) && compares('lte', value, condition.high)
    case 'in':
      return condition.values.some((candidate) => valuesEqual(value, candidate))
    case 'beginsWith':
      return beginsWith(value, condition.prefix)
    case 'contains':
      return contains(value, condition.value)
    case 'type':
      return typeOf(value) === condition.type
    case 'size':
      return sizeMatches(condition.compare, sizeOf(value), condition.value)
    default:
      return compares(condition.op, value, condition.value)
  }
}

/** `ne` is the only test that an absent value passes. */
const isNegation = (condition: ValueCondition): boolean =>
  condition.op === 'ne' || (condition.op === 'size' && condition.compare === 'ne')

function compares(comparator: Comparator, value: StoredValue, operand: StoredValue): boolean {
  if (comparator === 'eq') return valuesEqual(value, operand)
  if (comparator === 'ne') return !valuesEqual(value, operand)
  const order = compareScalars(value, operand)
  return order !== undefined && ORDER_TESTS[comparator](order)
}

const ORDER_TESTS = {
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
} as const

function beginsWith(value: StoredValue, prefix: string | Uint8Array): boolean {
  if (typeof value === 'string') return typeof prefix === 'string' && value.startsWith(prefix)
  if (!(value instanceof Uint8Array) || typeof prefix === 'string') return false
  return value.length >= prefix.length && Buffer.compare(value.subarray(0, prefix.length), prefix) === 0
}

/** A substring or byte sequence, an element of a list, or a member of a set. */
function contains(value: StoredValue, part: StoredValue): boolean {
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part)
  if (value instanceof Uint8Array)
    return part instanceof Uint8Array && Buffer.from(value).includes(Buffer.from(part))
  if (value instanceof ValueSet) return setHas(value, part)
  return isList(value) && value.some((element) => valuesEqual(element, part))
}

/**
 * DynamoDB's `size`: UTF-16 units of a text (as its Java and JavaScript emulators count; its documentation says only
 * "the length of the string"), bytes of a binary, elements of a set, list or map. Other types have no size.
 */
function sizeOf(value: StoredValue): number | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array || isList(value)) return value.length
  if (value instanceof ValueSet) return value.members.length
  return isMap(value) ? Object.keys(value).length : undefined
}

function sizeMatches(comparator: Comparator, size: number | undefined, expected: number): boolean {
  return size === undefined ? comparator === 'ne' : compares(comparator, size, expected)
}

/** The value at a path, undefined where the path leads nowhere. */
export function valueAt(record: StoredRecord | undefined, path: Path): StoredValue | undefined {
  let value: StoredValue | undefined = record
  for (const step of path) {
    if (value === undefined) return undefined
    if (typeof step === 'number') value = isList(value) ? value[step] : undefined
    else value = isMap(value) ? memberOf(value, step) : undefined
  }
  return value
}

export const isList = (value: StoredValue): value is readonly StoredValue[] => Array.isArray(value)

export const isMap = (value: StoredValue): value is StoredMap =>
  typeof value === 'object' && value !== null && typeOf(value) === 'M'
