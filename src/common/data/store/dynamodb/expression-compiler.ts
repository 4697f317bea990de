import type { Comparator, Condition, Path } from '../../expressions/condition.ts'
import { compareScalars } from '../../expressions/order.ts'
import type { StoredValue } from '../value.ts'
import type { ExpressionNames } from './expression-names.ts'

const OPERATOR: Readonly<Record<Comparator, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

type Test = Extract<Condition, { readonly path: Path }>

/** DynamoDB takes no more operands in one IN. */
const MAX_IN_OPERANDS = 100

/**
 * The text of a condition or filter, or the answer itself when it does not depend on the item (`in` of nothing,
 * `and` of nothing). Only placeholders of `names` and our own words stand in the text.
 */
export function compileCondition(condition: Condition, names: ExpressionNames): string | boolean {
  const simple = simplify(condition)
  return typeof simple === 'boolean' ? simple : compile(simple, names)
}

/**
 * Takes out what is decided without an item, before any placeholder is given out: DynamoDB refuses a request with a
 * placeholder that no expression uses, an empty `and` or `in`, and a BETWEEN whose bounds are the wrong way round.
 */
function simplify(condition: Condition): Condition | boolean {
  switch (condition.op) {
    case 'and':
    case 'or':
      return simplifyGroup(condition.op, condition.conditions)
    case 'not': {
      const inner = simplify(condition.condition)
      return typeof inner === 'boolean' ? !inner : { op: 'not', condition: inner }
    }
    default:
      return isPossible(condition) && condition
  }
}

/** Whether any value could pass a test. */
function isPossible(test: Test): boolean {
  switch (test.op) {
    case 'in':
      return test.values.length > 0
    case 'between':
      return isRange(test.low, test.high)
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return hasOrder(test.value)
    default:
      return true
  }
}

function simplifyGroup(op: 'and' | 'or', conditions: readonly Condition[]): Condition | boolean {
  const parts = conditions.map(simplify)
  // One false decides an `and`, one true an `or`; without any part an `and` holds and an `or` does not.
  const deciding = op === 'or'
  if (parts.includes(deciding)) return deciding
  const open = parts.filter((part) => typeof part !== 'boolean')
  return open.length > 1 ? { op, conditions: open } : (open[0] ?? !deciding)
}

/** No value is between bounds of two types, of a type without order, or that are the wrong way round. */
const isRange = (low: StoredValue, high: StoredValue): boolean => (compareScalars(low, high) ?? 1) <= 0

/** Only text, numbers and bytes have an order; DynamoDB refuses to compare with anything else. */
const hasOrder = (operand: StoredValue): boolean => compareScalars(operand, operand) !== undefined

function compile(condition: Condition, names: ExpressionNames): string {
  switch (condition.op) {
    case 'and':
    case 'or':
      return joined(
        condition.op,
        condition.conditions.map((part) => compile(part, names)),
      )
    case 'not':
      return `NOT (${compile(condition.condition, names).replace(/^\((.*)\)$/s, '$1')})`
    default:
      return compileTest(condition, names.path(condition.path), names)
  }
}

const joined = (op: 'and' | 'or', parts: readonly string[]): string =>
  `(${parts.join(op === 'and' ? ' AND ' : ' OR ')})`

function compileTest(test: Test, path: string, names: ExpressionNames): string {
  switch (test.op) {
    case 'between':
      return `${path} BETWEEN ${names.value(test.low)} AND ${names.value(test.high)}`
    case 'in':
      return compileIn(path, test.values, names)
    case 'beginsWith':
      return `begins_with(${path}, ${names.value(test.prefix)})`
    case 'contains':
      return `contains(${path}, ${names.value(test.value)})`
    case 'exists':
      return `attribute_exists(${path})`
    case 'missing':
      return `attribute_not_exists(${path})`
    case 'type':
      return `attribute_type(${path}, ${names.value(test.type)})`
    case 'size':
      return `size(${path}) ${OPERATOR[test.compare]} ${names.value(test.value)}`
    default:
      return `${path} ${OPERATOR[test.op]} ${names.value(test.value)}`
  }
}

function compileIn(path: string, values: readonly StoredValue[], names: ExpressionNames): string {
  const groups: string[] = []
  for (let start = 0; start < values.length; start += MAX_IN_OPERANDS) {
    const operands = values.slice(start, start + MAX_IN_OPERANDS).map((value) => names.value(value))
    groups.push(`${path} IN (${operands.join(', ')})`)
  }
  return groups.length === 1 ? groups.join('') : joined('or', groups)
}
