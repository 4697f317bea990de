import { Buffer } from 'node:buffer'
import {
  typeOf,
  ValueSet,
  type NumericText,
  type SetMember,
  type StoredMap,
  type StoredValue,
} from '../store/value.ts'
import { toDecimalText } from './decimal.ts'
import { compareScalars } from './order.ts'

/** Deep equality of stored values: numbers by value, sets without order, maps without order. */
export function valuesEqual(a: StoredValue, b: StoredValue): boolean {
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  switch (type) {
    case 'BOOL':
    case 'NULL':
      return a === b
    case 'L':
      return listsEqual(a as readonly StoredValue[], b as readonly StoredValue[])
    case 'M':
      return mapsEqual(a as StoredMap, b as StoredMap)
    case 'SS':
    case 'NS':
    case 'BS':
      return setsEqual(a as ValueSet, b as ValueSet)
    default:
      return compareScalars(a, b) === 0
  }
}

function listsEqual(a: readonly StoredValue[], b: readonly StoredValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((value, i) => {
      const other = b[i]
      return other !== undefined && valuesEqual(value, other)
    })
  )
}

function mapsEqual(a: StoredMap, b: StoredMap): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [left, right] = [memberOf(a, name), memberOf(b, name)]
      return left !== undefined && right !== undefined && valuesEqual(left, right)
    })
  )
}

function setsEqual(a: ValueSet, b: ValueSet): boolean {
  const left = membersByIdentity(a)
  const right = membersByIdentity(b)
  return left.size === right.size && [...left.keys()].every((identity) => right.has(identity))
}

/** Own member of a map: `constructor` and `__proto__` are names like any other. */
export function memberOf(map: StoredMap, name: string): StoredValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}

/** The members of a set by a text that equal members share. */
export function membersByIdentity(set: ValueSet): Map<string, SetMember> {
  return new Map(set.members.map((member) => [memberIdentity(member), member]))
}

function memberIdentity(member: SetMember): string {
  if (typeof member === 'string') return member
  if (member instanceof Uint8Array) return Buffer.from(member).toString('latin1')
  return toDecimalText(member)
}

const SET_OF = { S: 'SS', N: 'NS', B: 'BS' } as const

/** Whether a set holds a value; a value of another type is never in it. */
export function setHas(set: ValueSet, value: StoredValue): boolean {
  const type = typeOf(value)
  if (type !== 'S' && type !== 'N' && type !== 'B') return false
  const member = value as string | number | NumericText | Uint8Array
  return SET_OF[type] === set.type && membersByIdentity(set).has(memberIdentity(member))
}
