import { Buffer } from 'node:buffer'
import type { AttributeTest } from './model/where-compiler.ts'
import type { SortCondition } from './store/store.ts'

/** Where the part of a key text stands that a range is asked of. */
export interface RangedPart {
  /** What stands before it. */
  readonly prefix: string
  /** The text up to and with a value of it; undefined for a value that it cannot have. */
  readonly upTo: (value: unknown) => string | undefined
  /** Nothing follows it. */
  readonly isLast: boolean
}

interface TextRange {
  readonly sk: SortCondition
  /** Tests that the range answers in full. */
  readonly answered: readonly AttributeTest[]
}

interface Bound {
  readonly limit: Limit
  readonly text: string
  readonly isExact: boolean
}

interface Limit {
  readonly test: AttributeTest
  readonly end: 'low' | 'high'
  readonly value: unknown
  readonly isIncluded: boolean
}

/** Encoded values hold nothing below it, and what follows a value begins with '#', just below it. */
const AFTER = '$'

/**
 * A range of one part of a key as a range of the text, its ends included: values keep their order in a key. Undefined
 * when the tests ask for no range that text can say.
 */
export function textRange(tests: readonly AttributeTest[], part: RangedPart): TextRange | undefined {
  const limits = tests.flatMap((test) => limitsOf(test))
  const low = limits.find(({ end }) => end === 'low')
  const high = limits.find(({ end }) => end === 'high')
  // A key is never empty, and no value is below this.
  const from = low ? boundOf(low, part) : part.prefix || AFTER
  const to = high ? boundOf(high, part) : endOf(part.prefix)
  // What stands before the part ends a range that the tests leave open; where nothing does, it stays open.
  const isOpen = !high && part.prefix === ''
  if ((!low && !high) || from === undefined || (to === undefined && !isOpen)) return undefined
  // DynamoDB refuses a range whose ends are the wrong way round.
  if (to !== undefined && Buffer.compare(Buffer.from(textOf(from)), Buffer.from(textOf(to))) > 0)
    return undefined
  const bounds = [from, to].filter((bound) => typeof bound === 'object')
  const answered = tests.filter((test) => {
    const own = limits.filter((limit) => limit.test === test)
    return (
      own.length > 0 && own.every((limit) => bounds.some((bound) => bound.limit === limit && bound.isExact))
    )
  })
  const sk = to === undefined ? { gte: textOf(from) } : { between: [textOf(from), textOf(to)] as const }
  return { sk, answered }
}

function limitsOf(test: AttributeTest): Limit[] {
  const { operator, operand } = test
  const low = (value: unknown, isIncluded: boolean): Limit => ({ test, end: 'low', value, isIncluded })
  const high = (value: unknown, isIncluded: boolean): Limit => ({ test, end: 'high', value, isIncluded })
  if (operator === 'gt' || operator === 'gte') return [low(operand, operator === 'gte')]
  if (operator === 'lt' || operator === 'lte') return [high(operand, operator === 'lte')]
  if (operator !== 'between' || !Array.isArray(operand)) return []
  const [from, to] = operand as unknown[]
  return [low(from, true), high(to, true)]
}

function boundOf(limit: Limit, { upTo, isLast }: RangedPart): Bound | undefined {
  const { end, value, isIncluded } = limit
  const text = upTo(value)
  if (text === undefined) return undefined
  const isBehind = (end === 'low') !== isIncluded
  // Of a last part the text of the value is the whole key: a range with both ends included cannot leave it out.
  const isExact = !(end === 'high' && !isIncluded && isLast)
  return { limit, text: isBehind ? text + AFTER : text, isExact }
}

const textOf = (bound: Bound | string): string => (typeof bound === 'string' ? bound : bound.text)

/** The least text after all that begin with the prefix, whose last character is a literal one. */
function endOf(prefix: string): string | undefined {
  const last = prefix.codePointAt(prefix.length - 1)
  if (last === undefined || last >= 0x7e) return undefined
  return prefix.slice(0, -1) + String.fromCharCode(last + 1)
}
