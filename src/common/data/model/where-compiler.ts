import { allOf, type Comparator, type Condition, type Path } from '../expressions/condition.ts'
import { ValidationError } from '../errors.ts'
import type { StoredValue, ValueType } from '../store/value.ts'
import type { EntityCodec } from './entity-codec.ts'

type Tests = Readonly<Record<string, unknown>>

/** One attribute and what is asked of it, in the terms of the entity. */
export interface AttributeTest {
  readonly name: string
  readonly operator: string
  readonly operand: unknown
}

const COMBINATORS = new Set(['and', 'or', 'not'])
/** They compare with a value, or with each of a list of them. */
const COMPARES: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'in'])
const COMPARATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'lte', 'gt', 'gte'])

/**
 * The tests that stand at the top level of a filter, one for each operator: the planner looks for keys among them.
 * Undefined values are left out, so that optional filters can be passed on as they are.
 */
export function attributeTests(where: Tests): AttributeTest[] {
  return Object.entries(where).flatMap(([name, test]) => {
    if (COMBINATORS.has(name) || test === undefined) return []
    if (!isOperators(test)) return [{ name, operator: 'eq', operand: test }]
    return Object.entries(test).flatMap(([operator, operand]) =>
      operand === undefined ? [] : [{ name, operator, operand }],
    )
  })
}

/** A test in the form in which entities have their values: keys are made of that. */
export function soughtTest(test: AttributeTest, codec: EntityCodec): AttributeTest {
  const { name, operator, operand } = test
  if (!COMPARES.has(operator)) return test
  const isList = operator === 'between' || operator === 'in'
  if (isList && !Array.isArray(operand)) return test
  const sought = isList
    ? (operand as readonly unknown[]).map((each) => codec.sought(name, each))
    : codec.sought(name, operand)
  return { name, operator, operand: sought }
}

/** The `and`, `or` and `not` of a filter's top level, compiled. */
export function compileCombinators(where: Tests, codec: EntityCodec): (Condition | undefined)[] {
  const { and, or, not } = where as { and?: readonly Tests[]; or?: readonly Tests[]; not?: Tests }
  return [
    ...(and ?? []).map((part) => compileWhere(part, codec)),
    or && anyOf(or.map((part) => compileWhere(part, codec))),
    not && negated(compileWhere(not, codec)),
  ]
}

/**
 * A filter on an entity as a condition on its record.
 * @throws ValidationError for an unknown attribute or operator, or a value of the wrong type
 */
export function compileWhere(where: Tests, codec: EntityCodec): Condition | undefined {
  return allOf(
    ...attributeTests(where).map((test) => compileTest(test, codec)),
    ...compileCombinators(where, codec),
  )
}

/** One test of one attribute as a condition on its record. */
export function compileTest({ name, operator, operand }: AttributeTest, codec: EntityCodec): Condition {
  if (!codec.has(name)) throw invalid(name, 'is not an attribute')
  const path: Path = [codec.storedName(name)]
  if (operand === null && (operator === 'eq' || operator === 'ne')) {
    return { op: operator === 'eq' ? 'missing' : 'exists', path }
  }
  const value = (input: unknown): StoredValue => codec.encodeOperand(name, input)
  if ((operator === 'eq' || operator === 'ne') && value(operand) === null) {
    // A value that is stored by absence, such as the empty set.
    return { op: operator === 'eq' ? 'missing' : 'exists', path }
  }
  if (COMPARATORS.has(operator)) return { op: operator as Comparator, path, value: value(operand) }
  if (operator === 'between') {
    const [low, high] = list(name, operand, 2)
    return { op: 'between', path, low: value(low), high: value(high) }
  }
  if (operator === 'in') return { op: 'in', path, values: list(name, operand).map(value) }
  return compileShape({ name, operator, operand }, path, codec)
}

/** Tests of what a value is like, rather than what it equals. */
function compileShape({ name, operator, operand }: AttributeTest, path: Path, codec: EntityCodec): Condition {
  switch (operator) {
    case 'beginsWith':
      return { op: 'beginsWith', path, prefix: codec.encodePrefix(name, text(name, operand)) }
    case 'contains':
      return { op: 'contains', path, value: codec.encodeMember(name, operand) }
    case 'exists':
      return { op: operand === true ? 'exists' : 'missing', path }
    case 'type':
      return { op: 'type', path, type: text(name, operand) as ValueType }
    case 'size':
      return sizeOf(name, path, operand)
    default:
      throw invalid(name, `has no test '${operator}'`)
  }
}

function sizeOf(name: string, path: Path, operand: unknown): Condition {
  const tests = Object.entries(operand as Record<string, number>)
  const conditions = tests.map(([compare, value]): Condition => {
    if (!COMPARATORS.has(compare)) throw invalid(name, `has no size test '${compare}'`)
    return { op: 'size', path, compare: compare as Comparator, value }
  })
  return allOf(...conditions) ?? { op: 'exists', path }
}

function isOperators(test: unknown): test is Record<string, unknown> {
  return typeof test === 'object' && test !== null && !Array.isArray(test) && !(test instanceof Uint8Array)
}

/** An empty `or` holds for nothing. */
function anyOf(parts: readonly (Condition | undefined)[]): Condition | undefined {
  const conditions = parts.filter((part) => part !== undefined)
  // A part that asks nothing holds for everything, and so does the whole.
  return conditions.length < parts.length ? undefined : { op: 'or', conditions }
}

const negated = (condition: Condition | undefined): Condition =>
  condition ? { op: 'not', condition } : { op: 'or', conditions: [] }

function list(name: string, operand: unknown, length?: number): unknown[] {
  if (Array.isArray(operand) && (length === undefined || operand.length === length)) return operand
  throw invalid(name, length === undefined ? 'needs a list' : `needs a list of ${length}`)
}

function text(name: string, operand: unknown): string {
  if (typeof operand === 'string') return operand
  throw invalid(name, 'needs text')
}

const invalid = (name: string, message: string): ValidationError =>
  new ValidationError(`Filter ${name} ${message}`, [{ path: `/${name}`, message }])
