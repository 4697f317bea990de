import { Buffer } from 'node:buffer'
import { ValidationError } from '../errors.ts'
import { fromDecimalText, toDecimalText } from '../expressions/decimal.ts'
import { isNumeric } from '../expressions/order.ts'
import { checkedAttributes, pickAttributes } from './projection.ts'
import type { ReadOptions } from './store.ts'
import {
  NumericText,
  ValueSet,
  type SetMember,
  type StoredMap,
  type StoredRecord,
  type StoredValue,
} from './value.ts'

/**
 * Records as JSON text, for the SQL backends. What JSON knows is written as it is, so that the text reads and decodes
 * as plain JSON; the rest are objects with one member whose name starts with `$`:
 *
 * | value | JSON |
 * |---|---|
 * | NumericText | `{"$n":"12345678901234567890"}`, or a number that is the same |
 * | Uint8Array | `{"$b":"AQID"}` (base64) |
 * | ValueSet | `{"$ss":["a"]}`, `{"$ns":["1"]}`, `{"$bs":["AQID"]}` |
 *
 * A name that itself starts with `$` gets one more in front, so that no data can pass for a tag.
 *
 * @throws ValidationError for values that DynamoDB refuses, empty names, and an attribute `__proto__`
 */
export function encodeRecord(record: StoredRecord): string {
  if (Object.hasOwn(record, '__proto__')) throw new ValidationError('An attribute may not be named __proto__')
  return JSON.stringify(tagMap(record))
}

/** The record of a text made by `encodeRecord`. */
export function decodeRecord(text: string): StoredRecord {
  const record = JSON.parse(text) as StoredRecord
  // No tag, no escaped name: most records are done here.
  return mayHaveTags(text) ? untagMap(record) : record
}

/** As `decodeRecord`, but of these attributes alone: no other is decoded. */
function decodeAttributes(text: string, names: readonly string[]): StoredRecord {
  const record = JSON.parse(text) as StoredRecord
  if (!mayHaveTags(text)) return pickAttributes(record, names)
  return untagMap(pickAttributes(record, names.map(escapeName)))
}

/** Decodes what a read asks for. @throws ValidationError for no attribute at all */
export function recordDecoder({ attributes }: ReadOptions): (text: string) => StoredRecord {
  const names = checkedAttributes(attributes)
  return names ? (text) => decodeAttributes(text, names) : decodeRecord
}

/** One character is found twenty times as fast as two, and few records have a dollar. */
const mayHaveTags = (text: string): boolean => text.includes('$') && text.includes('"$')

/** As `encodeRecord` for any value, and so for conditions, updates and keys, which are made of values. */
export function encodeValue(value: StoredValue): string {
  return JSON.stringify(tag(value))
}

/** The value of a text made by `encodeValue`. */
export function decodeValue(text: string): StoredValue {
  const value = JSON.parse(text) as StoredValue
  return mayHaveTags(text) ? untag(value) : value
}

/**
 * The value itself when nothing in it needs a tag, else a tagged copy.
 * @throws ValidationError for what DynamoDB would refuse, and JSON would silently change
 */
function tag(value: StoredValue): StoredValue {
  if (typeof value === 'number') return storableNumber(value)
  if (typeof value !== 'object' || value === null) {
    if ((value as unknown) === undefined) throw new ValidationError('A value to store is undefined')
    return value
  }
  if (Array.isArray(value)) return tagList(value as readonly StoredValue[])
  if (value instanceof NumericText) {
    const number = fromDecimalText(value.text)
    return typeof number === 'number' ? number : { $n: number.text }
  }
  if (value instanceof Uint8Array) return { $b: toBase64(value) }
  if (value instanceof ValueSet) return { [`$${value.type.toLowerCase()}`]: setMemberTexts(value) }
  return tagMap(value as StoredMap)
}

function storableNumber(value: number): number {
  const magnitude = Math.abs(value)
  if (value === 0 || (magnitude >= 1e-130 && magnitude < 1e126)) return value
  throw new ValidationError(`Not a number that can be stored: ${value}`)
}

function tagList(list: readonly StoredValue[]): readonly StoredValue[] {
  const tagged = list.map(tag)
  return tagged.some((value, i) => value !== list[i]) ? tagged : list
}

function tagMap(map: StoredMap): StoredMap {
  const names = Object.keys(map)
  let copy: [string, StoredValue][] | undefined
  for (const [i, name] of names.entries()) {
    if (name === '') throw new ValidationError('An attribute or map name is empty')
    const value = map[name] as StoredValue
    const tagged = tag(value)
    if (name.startsWith('$') || tagged !== value) {
      copy ??= names.slice(0, i).map((earlier) => [earlier, map[earlier] as StoredValue])
    }
    copy?.push([escapeName(name), tagged])
  }
  // fromEntries defines its members, so that `__proto__` is a name like any other.
  return copy === undefined ? map : Object.fromEntries(copy)
}

const escapeName = (name: string): string => (name.startsWith('$') ? `$${name}` : name)

const MEMBER_TEXTS = {
  SS: (member: SetMember) => (typeof member === 'string' ? member : undefined),
  NS: (member: SetMember) => (isNumeric(member) ? toDecimalText(member) : undefined),
  BS: (member: SetMember) => (member instanceof Uint8Array ? toBase64(member) : undefined),
} as const

function setMemberTexts({ type, members }: ValueSet): readonly string[] {
  const texts = members.map(MEMBER_TEXTS[type]).filter((text) => text !== undefined)
  if (texts.length === 0 || texts.length < members.length || new Set(texts).size < texts.length) {
    throw new ValidationError(`A set needs at least one member, all different and of type ${type.charAt(0)}`)
  }
  return texts
}

function untag(value: StoredValue): StoredValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly StoredValue[]).map(untag)
  const [first] = Object.entries(value as StoredMap)
  // A tag stands alone, so the first name tells.
  if (first?.[0].startsWith('$') && !first[0].startsWith('$$')) return untagged(...first)
  return untagMap(value as StoredMap)
}

const untagMap = (map: StoredMap): StoredMap =>
  Object.fromEntries(
    Object.entries(map).map(([name, value]) => [name.startsWith('$') ? name.slice(1) : name, untag(value)]),
  )

function untagged(name: string, content: StoredValue): StoredValue {
  const texts = content as readonly string[]
  switch (name) {
    case '$n':
      return new NumericText(content as string)
    case '$b':
      return fromBase64(content as string)
    case '$ss':
      return new ValueSet('SS', texts)
    case '$ns':
      return new ValueSet('NS', texts.map(fromDecimalText))
    case '$bs':
      return new ValueSet('BS', texts.map(fromBase64))
    default:
      throw new ValidationError(`Stored record has an unknown tag ${name}`)
  }
}

const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
