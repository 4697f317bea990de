/**
 * What a store keeps: DynamoDB's value types as plain JavaScript, the same for every backend.
 *
 * | DynamoDB | here |
 * |---|---|
 * | S, BOOL, NULL, B | string, boolean, null, Uint8Array |
 * | N | number when a JavaScript number holds it exactly, else `NumericText` |
 * | L, M | array, plain object |
 * | SS, NS, BS | `ValueSet` |
 */
export type StoredValue =
  null | boolean | number | NumericText | string | Uint8Array | ValueSet | readonly StoredValue[] | StoredMap

export interface StoredMap {
  readonly [name: string]: StoredValue
}

/** One item as a store keeps it: physical attribute names, key and index attributes included. */
export type StoredRecord = StoredMap

export type SetMember = string | number | NumericText | Uint8Array

/** A number with more digits than a JavaScript number holds: canonical decimal text, at most 38 digits. */
export class NumericText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A non-empty set of one type, in no particular order. */
export class ValueSet {
  readonly type: 'SS' | 'NS' | 'BS'
  readonly members: readonly SetMember[]

  constructor(type: 'SS' | 'NS' | 'BS', members: readonly SetMember[]) {
    this.type = type
    this.members = members
  }
}

export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'L' | 'M' | 'SS' | 'NS' | 'BS'

/** The DynamoDB type of a stored value. */
export function typeOf(value: StoredValue): ValueType {
  switch (typeof value) {
    case 'string':
      return 'S'
    case 'number':
      return 'N'
    case 'boolean':
      return 'BOOL'
    default:
      return typeOfObject(value)
  }
}

function typeOfObject(value: Exclude<StoredValue, string | number | boolean>): ValueType {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return 'L'
  if (value instanceof NumericText) return 'N'
  if (value instanceof ValueSet) return value.type
  if (value instanceof Uint8Array) return 'B'
  return 'M'
}

/** A value that may stand in a key: never empty when it is text or bytes. */
export type KeyValue = string | number | NumericText | Uint8Array

/** The physical key attributes of an item by name; for an index position, those of the index as well. */
export type Key = Readonly<Record<string, KeyValue>>
