import { ValidationError } from './errors.ts'
import { keyValue, type KeySource } from './model/key-map.ts'
import type { AttributeTest } from './model/where-compiler.ts'
import type { SortCondition } from './store/store.ts'
import type { KeyValue } from './store/value.ts'
import { textRange } from './text-range.ts'

type Tests = Readonly<Record<string, unknown>>

interface SortService {
  readonly sk: SortCondition | undefined
  /** Tests that the sort key answers in full. */
  readonly answered: readonly AttributeTest[]
}

const RANGES: ReadonlySet<string> = new Set(['lt', 'lte', 'gt', 'gte', 'between', 'beginsWith'])

/** What the sort key does for the tests: all of it is given, or its leading parts and perhaps a range of the next one. */
export function serveSort(
  source: KeySource,
  tests: readonly AttributeTest[],
  equal: ReadonlyMap<string, AttributeTest>,
  values: Tests,
): SortService {
  const { names } = source.template
  const leading = names.slice(
    0,
    leadingCount(names, (name) => equal.has(name)),
  )
  const answered = leading.flatMap((name) => equal.get(name) ?? [])
  if (leading.length === names.length) {
    const eq = keyOrNothing(source, values)
    return eq === undefined ? { sk: undefined, answered: [] } : { sk: { eq }, answered }
  }
  const next = names[leading.length]
  const ranges = tests.filter(({ name, operator }) => name === next && RANGES.has(operator))
  if (source.raw) {
    const [range] = ranges
    return range ? { sk: rawRange(range, source.raw), answered: [range] } : { sk: undefined, answered }
  }
  if (!source.template.isExact) return { sk: undefined, answered: [] }
  const prefix = prefixOrNothing(source, pick(values, leading))
  if (prefix === undefined) return { sk: undefined, answered: [] }
  /** The text up to and with a value of the next part, without the literal after it. */
  const upTo = (value: unknown): string | undefined => {
    const whole = prefixOrNothing(source, { ...pick(values, leading), [next ?? '']: value })
    return whole?.slice(0, whole.length - source.template.literalAfter(leading.length).length)
  }
  const beginning = ranges.find(({ operator, operand }) => operator === 'beginsWith' && operand !== '')
  const beginsWith = typeof beginning?.operand === 'string' ? upTo(beginning.operand) : undefined
  if (beginning && beginsWith !== undefined) return { sk: { beginsWith }, answered: [...answered, beginning] }
  const isLast = leading.length === names.length - 1 && source.template.literalAfter(leading.length) === ''
  const range = textRange(ranges, { prefix, upTo, isLast })
  if (range) return { sk: range.sk, answered: [...answered, ...range.answered] }
  return prefix === '' ? { sk: undefined, answered } : { sk: { beginsWith: prefix }, answered }
}

/** A value that cannot stand in a key, such as a fraction where an integer is wanted, serves no key: nobody has it. */
export function keyOrNothing(source: KeySource, values: Tests): KeyValue | undefined {
  return orNothing(() => keyValue(source, values))
}

const prefixOrNothing = ({ template }: KeySource, values: Tests): string | undefined =>
  orNothing(() => template.prefix(values))

function orNothing<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof ValidationError) return undefined
    throw error
  }
}

function rawRange({ operator, operand }: AttributeTest, raw: NonNullable<KeySource['raw']>): SortCondition {
  const value = Array.isArray(operand) ? operand.map((each) => raw.encode(each)) : raw.encode(operand)
  return { [operator]: value } as unknown as SortCondition
}

const leadingCount = (names: readonly string[], holds: (name: string) => boolean): number => {
  const stop = names.findIndex((name) => !holds(name))
  return stop === -1 ? names.length : stop
}

const pick = (values: Tests, names: readonly string[]): Tests =>
  Object.fromEntries(names.map((name) => [name, values[name]]))
