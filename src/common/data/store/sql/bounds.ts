import { Buffer } from 'node:buffer'
import { ValidationError } from '../../errors.ts'
import { compareText } from '../../expressions/order.ts'
import type { SortCondition } from '../store.ts'
import { keyValue, textKey, type ColumnValue, type KeyColumn } from './key-columns.ts'

/** An end of a range: values of the leading order columns. */
export interface Bound {
  readonly values: readonly ColumnValue[]
  readonly inclusive: boolean
}

export interface Bounds {
  readonly lower?: Bound | undefined
  readonly upper?: Bound | undefined
}

/** The range of a sort condition. @throws ValidationError when it does not fit the sort key */
export function sortBounds(sort: KeyColumn | undefined, condition: SortCondition | undefined): Bounds {
  if (condition === undefined) return {}
  if (!sort) throw new ValidationError('A sort condition needs a sort key')
  const bound = (value: Parameters<typeof keyValue>[1], inclusive: boolean): Bound => ({
    values: [keyValue(sort, value)],
    inclusive,
  })
  if ('eq' in condition) return { lower: bound(condition.eq, true), upper: bound(condition.eq, true) }
  if ('lt' in condition) return { upper: bound(condition.lt, false) }
  if ('lte' in condition) return { upper: bound(condition.lte, true) }
  if ('gt' in condition) return { lower: bound(condition.gt, false) }
  if ('gte' in condition) return { lower: bound(condition.gte, true) }
  if ('between' in condition) {
    return { lower: bound(condition.between[0], true), upper: bound(condition.between[1], true) }
  }
  return prefixBounds(sort, condition.beginsWith)
}

function prefixBounds({ attribute }: KeyColumn, prefix: string): Bounds {
  if (attribute.type !== 'S')
    throw new ValidationError(`Key attribute ${attribute.name} has no prefixes: it is no text`)
  if (prefix === '') return {}
  const first = textKey(attribute, prefix)
  const end = afterPrefix(first)
  return {
    lower: { values: [first], inclusive: true },
    ...(end !== undefined && { upper: { values: [end], inclusive: false } }),
  }
}

const LAST_CODE_POINT = 0x10ffff

/** The first text behind all that start with a prefix; undefined when there is none. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === LAST_CODE_POINT) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}

/**
 * The rest of a range after a position. The position takes the place of the bound it has passed, so that a database seeks
 * to it instead of reading up to it; a position outside the range changes nothing.
 */
export function resumeAfter(bounds: Bounds, position: readonly ColumnValue[], reverse: boolean): Bounds {
  const passed = reverse ? bounds.upper : bounds.lower
  const direction = reverse ? -1 : 1
  if (passed) {
    const order = comparePrefix(passed.values, position) * direction
    if (order > 0 || (order === 0 && !passed.inclusive)) return bounds
  }
  const resumed = { values: position, inclusive: false }
  return reverse ? { ...bounds, upper: resumed } : { ...bounds, lower: resumed }
}

function comparePrefix(values: readonly ColumnValue[], position: readonly ColumnValue[]): number {
  for (const [i, value] of values.entries()) {
    const order = compareValues(value, position[i] ?? null)
    if (order !== 0) return order
  }
  return 0
}

/** The order of two values of one key column. */
function compareValues(a: ColumnValue, b: ColumnValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b)
  return 0
}
