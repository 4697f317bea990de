import { isDeepStrictEqual } from 'node:util'
import type { Kind } from './kinds.ts'
import { isAbsent, kindOf, type Entity, type Spec } from './specs.ts'
import { Refusal } from './refusal.ts'

export type Filter = Readonly<Record<string, unknown>>

interface Test {
  readonly name: string
  readonly kind: Kind
  readonly operator: string
  readonly operand: unknown
}

/** Does an entity pass a filter? The documented meaning of `Where`, test by test. */
export function passes(spec: Spec, filter: Filter, entity: Entity): boolean {
  const { and, or, not } = filter as { and?: Filter[]; or?: Filter[]; not?: Filter }
  return (
    testsOf(spec, filter).every((test) => holds(test, entity[test.name])) &&
    (and === undefined || and.every((part) => passes(spec, part, entity))) &&
    (or === undefined || or.some((part) => passes(spec, part, entity))) &&
    (not === undefined || !passes(spec, not, entity))
  )
}

/** @throws Refusal for a filter that asks what cannot be asked */
export function checkFilter(spec: Spec, filter: Filter): void {
  for (const test of testsOf(spec, filter)) checkTest(test)
  const { and = [], or = [], not } = filter as { and?: Filter[]; or?: Filter[]; not?: Filter }
  for (const part of [...and, ...or, ...(not ? [not] : [])]) checkFilter(spec, part)
}

function testsOf(spec: Spec, filter: Filter): Test[] {
  return Object.entries(filter).flatMap(([name, test]) => {
    if (['and', 'or', 'not'].includes(name)) return []
    const kind = kindOf(spec, name)
    if (!kind) throw new Refusal('validation')
    const isPlain = typeof test !== 'object' || test === null
    const operators: [string, unknown][] = isPlain ? [['eq', test]] : Object.entries(test)
    return operators.map(([operator, operand]) => ({ name, kind, operator, operand }))
  })
}

const COMPARISONS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte']

function checkTest({ kind, operator, operand }: Test): void {
  const isList = operator === 'between' || operator === 'in'
  if (!isList && !COMPARISONS.includes(operator)) return
  if (operand === null && (operator === 'eq' || operator === 'ne')) return
  const operands = isList ? (operand as unknown[]) : [operand]
  if (!operands.every((value) => kind.isOperand(value))) throw new Refusal('validation')
}

function holds({ kind, operator, operand }: Test, value: unknown): boolean {
  const equals = (other: unknown): boolean => isEqual(kind, value, other)
  switch (operator) {
    case 'eq':
      return equals(operand)
    case 'ne':
      return !equals(operand)
    case 'exists':
      return operand === !isAbsent(value)
    default:
      return isAbsent(value)
        ? isSizeOtherThan(operator, operand)
        : present({ kind, operator, operand }, value)
  }
}

/** An absent value has no size, so its size is not the one asked for. */
const isSizeOtherThan = (operator: string, operand: unknown): boolean =>
  operator === 'size' && Object.keys(operand as object).every((comparison) => comparison === 'ne')

function present({ kind, operator, operand }: Omit<Test, 'name'>, value: unknown): boolean {
  switch (operator) {
    case 'in':
      return (operand as unknown[]).some((each) => isEqual(kind, value, each))
    case 'between': {
      const [low, high] = operand as [unknown, unknown]
      return ordered(kind, 'gte', value, low) && ordered(kind, 'lte', value, high)
    }
    case 'beginsWith':
      return (value as string).startsWith(operand as string)
    case 'contains':
      return kind.contains?.(value as never, operand as never) ?? false
    case 'type':
      return operand === kind.type
    case 'size':
      return Object.entries(operand as Record<string, number>).every(([comparison, size]) =>
        compareNumbers(comparison, (kind.size?.(value as never) ?? Number.NaN) - size),
      )
    default:
      return ordered(kind, operator, value, operand)
  }
}

function isEqual(kind: Kind, value: unknown, other: unknown): boolean {
  if (isAbsent(value) || isAbsent(other)) return isAbsent(value) && isAbsent(other)
  return isDeepStrictEqual(value, kind.normal(other as never))
}

function ordered({ compare }: Kind, comparison: string, value: unknown, other: unknown): boolean {
  return compare !== undefined && compareNumbers(comparison, compare(value as never, other as never))
}

function compareNumbers(comparison: string, difference: number): boolean {
  switch (comparison) {
    case 'eq':
      return difference === 0
    case 'ne':
      return difference !== 0
    case 'lt':
      return difference < 0
    case 'lte':
      return difference <= 0
    case 'gt':
      return difference > 0
    case 'gte':
      return difference >= 0
    default:
      throw new Error(`The plain model knows no comparison ${comparison}`)
  }
}
