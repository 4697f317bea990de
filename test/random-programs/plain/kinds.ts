import { Buffer } from 'node:buffer'
import type { ValueType } from '../../../src/common/data/store/value.ts'
import { decimalText, exact } from './exact.ts'

/** What the values of an attribute are like: everything that the plain model asks about them. */
export interface Kind {
  readonly type: ValueType
  readonly fits: (value: unknown) => boolean
  /** The declaration allows an empty text, the key that it stands in does not: it is refused once the entity is found. */
  readonly isEmptyRefusedLate?: true
  /** May the attribute be compared with it? More than fits: `rank < 1.5` is a fair question. */
  readonly isOperand: (value: unknown) => boolean
  /** The form in which a value is read back. */
  readonly normal: (value: never) => unknown
  /** Negative, zero or positive; kinds without an order have none. */
  readonly compare?: (a: never, b: never) => number
  readonly size?: (value: never) => number
  readonly contains?: (value: never, part: never) => boolean
}

const same = (value: unknown): unknown => value
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)

/** DynamoDB's order of texts. */
export const compareTexts = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const compareNumbers = (a: number, b: number): number => a - b

const compareExactly = (a: string | bigint, b: string | bigint): number => {
  const difference = exact(a) - exact(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

const textLike = {
  type: 'S',
  isOperand: isText,
  normal: same,
  compare: compareTexts,
  size: (value: string) => value.length,
  contains: (value: string, part: string) => value.includes(part),
} as const

export const text = ({ min = 0 } = {}): Kind => ({
  ...textLike,
  fits: (value) => isText(value) && value.length >= min,
})

/** What may be empty as far as its declaration goes, and stands in a key, of which a part is never empty. */
export const keyText: Kind = { ...text({ min: 1 }), isEmptyRefusedLate: true }

export const oneOf = (...values: readonly string[]): Kind => ({
  ...textLike,
  fits: (value) => isText(value) && values.includes(value),
})

export const letters: Kind = {
  ...textLike,
  fits: (value) => isText(value) && /^[A-Za-z]+$/.test(value),
}

export const number = ({ min = -Infinity, max = Infinity } = {}): Kind => ({
  type: 'N',
  fits: (value) => isNumber(value) && Number.isFinite(value) && value >= min && value <= max,
  isOperand: isNumber,
  normal: same,
  compare: compareNumbers,
})

export const integer = ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}): Kind => ({
  ...number({ min, max }),
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
})

export const bigInteger: Kind = {
  type: 'N',
  fits: (value) => typeof value === 'bigint' && value < 10n ** 38n && value > -(10n ** 38n),
  isOperand: (value) => typeof value === 'bigint',
  normal: same,
  compare: compareExactly,
}

export const decimal: Kind = {
  type: 'N',
  fits: (value) => isText(value) && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value),
  isOperand: isText,
  normal: (value: string) => decimalText(exact(value)),
  compare: compareExactly,
}

export const texts = ({ maxItems = Infinity, minLength = 0 } = {}): Kind => ({
  type: 'L',
  fits: (value) =>
    isTexts(value) && value.length <= maxItems && value.every((each) => each.length >= minLength),
  isOperand: Array.isArray,
  normal: same,
  size: (value: string[]) => value.length,
  contains: (value: string[], part: string) => value.includes(part),
})

const setOf = (type: 'SS' | 'NS', isMember: (member: unknown) => boolean): Kind => {
  const isSet = (value: unknown): boolean => value instanceof Set && [...value].every(isMember)
  return {
    type,
    fits: isSet,
    isOperand: isSet,
    normal: same,
    size: (value: Set<unknown>) => value.size,
    contains: (value: Set<unknown>, part: unknown) => value.has(part),
  }
}

export const textSet: Kind = setOf('SS', isText)
export const numberSet: Kind = setOf('NS', isNumber)

/** `{ a: number, b?: text[] }` */
export const data: Kind = {
  type: 'M',
  fits: (value) => {
    if (typeof value !== 'object' || value === null) return false
    const { a, b } = value as { a?: unknown; b?: unknown }
    return isNumber(a) && (b === undefined || isTexts(b))
  },
  isOperand: (value) => typeof value === 'object',
  normal: same,
  size: (value: object) => Object.keys(value).length,
}

/** Texts by names of small letters. */
export const labels: Kind = {
  type: 'M',
  fits: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([key, each]) => /^[a-z]+$/.test(key) && isText(each)),
  isOperand: (value) => typeof value === 'object',
  normal: same,
  size: (value: object) => Object.keys(value).length,
}
