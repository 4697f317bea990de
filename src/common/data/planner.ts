import { allOf, type Condition } from './expressions/condition.ts'
import { ValidationError } from './errors.ts'
import type { Selection } from './entity-decoder.ts'
import { missingIn } from './index-coverage.ts'
import type { IndexKeys, KeyPair } from './model/key-map.ts'
import type { Model } from './model/model.ts'
import {
  attributeTests,
  compileCombinators,
  compileTest,
  soughtTest,
  type AttributeTest,
} from './model/where-compiler.ts'
import { keyOrNothing, serveSort } from './sort-service.ts'
import type { SortCondition } from './store/store.ts'
import type { Key, KeyValue } from './store/value.ts'

/**
 * How a query is answered, cheapest first: one item by its whole key, one partition of the table or of an index, or
 * every item. `filter` is what the key does not answer and each record read is tested for.
 */
export type Plan =
  | { readonly kind: 'get'; readonly key: Key; readonly filter: Condition | undefined }
  | {
      readonly kind: 'range'
      readonly index: IndexKeys | undefined
      readonly pk: KeyValue
      readonly sk: SortCondition | undefined
      readonly filter: Condition | undefined
    }
  | { readonly kind: 'scan'; readonly filter: Condition | undefined }

type Tests = Readonly<Record<string, unknown>>

interface Candidate {
  readonly index: IndexKeys | undefined
  readonly pk: KeyValue
  readonly sk: SortCondition | undefined
  /** Tests that the key answers in full. */
  readonly answered: ReadonlySet<AttributeTest>
  readonly score: number
}

/** What a read by the index would lack when the key answers these tests. */
type Missing = (index: IndexKeys, answered: ReadonlySet<AttributeTest>) => readonly string[]

interface PlanOptions {
  /** Use this index of the model. */
  readonly index?: string | undefined
  /** What is to be read. */
  readonly select?: Selection
}

/**
 * Chooses the table or index that serves a filter: the one whose partition key is given by equality and whose sort key
 * answers most of the rest, and that carries what is read; the table before an index, a local index before a global one.
 * @throws ValidationError when the index asked for is unknown, does not carry what is read, or the filter does not give
 *   its partition key
 */
export function planQuery(model: Model, where: Tests, { index: indexName, select }: PlanOptions = {}): Plan {
  const tests = attributeTests(where).map((test) => soughtTest(test, model.codec))
  const rest = compileCombinators(where, model.codec)
  // Compiled whether or not a key answers them: a bad value is an error on every plan.
  const conditions = new Map(tests.map((test) => [test, compileTest(test, model.codec)] as const))
  const filterWithout = (answered: ReadonlySet<AttributeTest>): Condition | undefined =>
    allOf(
      ...[...conditions].map(([test, condition]) => (answered.has(test) ? undefined : condition)),
      ...rest,
    )

  const equal = equalities(tests)
  if (indexName === undefined && hasWholeKey(model, equal)) {
    const answered = new Set(model.keys.names.flatMap((name) => equal.get(name) ?? []))
    return { kind: 'get', key: model.keys.key(valuesOf(equal)), filter: filterWithout(answered) }
  }
  const missing: Missing = (index, answered) => missingIn(model, index, select, filterWithout(answered))
  const best = candidates(model, tests, equal, indexName, missing).sort((a, b) => b.score - a.score)[0]
  if (best)
    return {
      kind: 'range',
      index: best.index,
      pk: best.pk,
      sk: best.sk,
      filter: filterWithout(best.answered),
    }
  if (indexName !== undefined) throw unservable(model, indexName)
  return { kind: 'scan', filter: filterWithout(new Set()) }
}

/** The filter gives every attribute of the primary key, with values that a key can have. */
function hasWholeKey(model: Model, equal: ReadonlyMap<string, AttributeTest>): boolean {
  if (!model.keys.names.every((name) => equal.has(name))) return false
  const { pk, sk } = model.keys.primary
  const values = valuesOf(equal)
  return keyOrNothing(pk, values) !== undefined && (!sk || keyOrNothing(sk, values) !== undefined)
}

function candidates(
  model: Model,
  tests: readonly AttributeTest[],
  equal: ReadonlyMap<string, AttributeTest>,
  indexName: string | undefined,
  missing: Missing,
): Candidate[] {
  const found: Candidate[] = []
  if (indexName === undefined && model.keys.primary.sk) {
    const candidate = serve(model.keys.primary, undefined, tests, equal)
    if (candidate) found.push(candidate)
  }
  for (const index of model.keys.indexes) {
    // An index that is asked for by name may well be meant to leave items out.
    if (indexName === undefined ? !hasEveryMatch(model, index, tests) : index.name !== indexName) continue
    const candidate = serve(index, index, tests, equal)
    if (!candidate) continue
    const lacking = missing(index, candidate.answered)
    if (lacking.length === 0) found.push(candidate)
    else if (indexName !== undefined) {
      throw new ValidationError(
        `Index ${indexName} of ${model.name} does not carry ${lacking.join(', ')}: select what you need`,
      )
    }
  }
  return found
}

/** Tests that an absent attribute fails. */
const NEEDS_PRESENCE: ReadonlySet<string> = new Set([
  ...['lt', 'lte', 'gt', 'gte', 'between', 'in', 'beginsWith', 'contains'],
])

/**
 * An index lacks the items that lack a part of its key. It can only serve a filter that those items do not pass: one
 * that asks something of each part that may be absent.
 */
function hasEveryMatch(model: Model, index: IndexKeys, tests: readonly AttributeTest[]): boolean {
  const names = [...index.pk.template.names, ...(index.sk?.template.names ?? [])]
  return names.every((name) => {
    if (!model.codec.isRemovable(name)) return true
    return tests.some(
      (test) =>
        test.name === name &&
        (NEEDS_PRESENCE.has(test.operator) ||
          (test.operator === 'eq' && test.operand !== null) ||
          (test.operator === 'ne' && test.operand === null) ||
          (test.operator === 'exists' && test.operand === true)),
    )
  })
}

/** How a key pair serves the tests, or undefined when its partition key is not given. */
function serve(
  pair: KeyPair,
  index: IndexKeys | undefined,
  tests: readonly AttributeTest[],
  equal: ReadonlyMap<string, AttributeTest>,
): Candidate | undefined {
  const pkNames = pair.pk.template.names
  if (!pkNames.every((name) => equal.has(name))) return undefined
  const values = valuesOf(equal)
  const pk = keyOrNothing(pair.pk, values)
  if (pk === undefined) return undefined
  const sort = pair.sk ? serveSort(pair.sk, tests, equal, values) : { sk: undefined, answered: [] }
  const answered = new Set([...pkNames.flatMap((name) => equal.get(name) ?? []), ...sort.answered])
  const preference = index === undefined ? 0.5 : index.kind === 'local' ? 0.25 : 0
  return { index, pk, sk: sort.sk, answered, score: answered.size + preference }
}

/** Attributes that the filter binds to one value. */
function equalities(tests: readonly AttributeTest[]): Map<string, AttributeTest> {
  return new Map(
    tests.flatMap((test) =>
      test.operator === 'eq' && test.operand !== null ? [[test.name, test] as const] : [],
    ),
  )
}

const valuesOf = (equal: ReadonlyMap<string, AttributeTest>): Tests =>
  Object.fromEntries([...equal].map(([name, { operand }]) => [name, operand]))

function unservable(model: Model, indexName: string): ValidationError {
  const index = model.keys.indexes.find(({ name }) => name === indexName)
  const known = model.indexNames.join(', ') || 'none'
  return new ValidationError(
    index
      ? `Index ${indexName} of ${model.name} needs ${index.pk.template.names.join(', ')} by equality`
      : `${model.name} has no index ${indexName} (it has: ${known})`,
  )
}
