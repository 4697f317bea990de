import fc from 'fast-check'
import type { GuardHint, Operation, Program, TransactionPart } from '../operations.ts'
import { keyOf } from '../plain/plain-model.ts'
import { specs, type ModelName } from '../plain/specs.ts'
import { filterOf, questionOf } from './filters.ts'
import { names, withNames, withoutCase } from './names.ts'
import type { Quirk } from '../quirks.ts'
import { additionOf, patchOf } from './patches.ts'
import { changesOf, idOf, inputOf, inputsOf, rare } from './values.ts'

const MAX_OPERATIONS = 37

const models: readonly ModelName[] = ['story', 'profile', 'notice', 'reading']
const limit = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined })
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

function guardOf(model: ModelName): fc.Arbitrary<GuardHint> {
  const version = specs[model].isVersioned
    ? maybe(fc.constantFrom('current', 'current', 'stale'))
    : fc.constant(undefined)
  const guarded = fc.record({ version, if: maybe(filterOf(model, 1)) })
  return fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: guarded, weight: 1 })
}

interface Parts {
  readonly create: fc.Arbitrary<TransactionPart>
  readonly save: fc.Arbitrary<TransactionPart>
  readonly upsert: fc.Arbitrary<TransactionPart>
  readonly update: fc.Arbitrary<TransactionPart>
  readonly delete: fc.Arbitrary<TransactionPart>
}

function writesOf(model: ModelName): Parts {
  const on = { model: fc.constant(model) }
  const id = idOf(model)
  const input = inputOf(model)
  const guard = guardOf(model)
  return {
    create: fc.record({ kind: fc.constant('create'), ...on, input }),
    save: fc.record({ kind: fc.constant('save'), ...on, input, guard }),
    upsert: fc.record({ kind: fc.constant('upsert'), ...on, input, guard }),
    update: fc.record({ kind: fc.constant('update'), ...on, id, patch: patchOf(model), guard }),
    delete: fc.record({ kind: fc.constant('delete'), ...on, id, guard }),
  }
}

type Weighted = fc.WeightedArbitrary<Operation>
const weigh = (weight: number, arbitrary: fc.Arbitrary<unknown>): Weighted => ({
  arbitrary: arbitrary as fc.Arbitrary<Operation>,
  weight,
})

function simpleOf(model: ModelName): Weighted[] {
  const on = { model: fc.constant(model) }
  const id = idOf(model)
  const ids = fc.array(id, { maxLength: 5 })
  const { create, save, upsert, update, delete: remove } = writesOf(model)
  const filter = filterOf(model)
  const question = questionOf(model)
  return [
    weigh(5, create),
    weigh(3, save),
    weigh(3, upsert),
    weigh(9, update),
    weigh(
      2,
      fc.record({
        kind: fc.constant('updateFrom'),
        ...on,
        id,
        set: changesOf(model),
        remove: removals(model),
        isStale: seldom,
      }),
    ),
    weigh(1, remove),
    weigh(1, fc.record({ kind: fc.constantFrom('get', 'getOrThrow', 'exists'), ...on, id })),
    weigh(1, fc.record({ kind: fc.constantFrom('batchGet', 'batchExists'), ...on, ids })),
    weigh(1, fc.record({ kind: fc.constant('parts'), ...on, ids, select: fc.subarray(attributesOf(model)) })),
    weigh(
      2,
      fc.record({
        kind: fc.constant('batchWrite'),
        ...on,
        inputs: inputsOf(model, { maxLength: 5 }),
      }),
    ),
    weigh(1, fc.record({ kind: fc.constant('batchDelete'), ...on, ids: fc.array(id, { maxLength: 2 }) })),
    weigh(
      5,
      fc
        .tuple(
          question,
          fc.record({
            kind: fc.constantFrom('query', 'query', 'first', 'last'),
            ...on,
            reverse: maybe(fc.boolean()),
            limit,
          }),
        )
        .map(([asked, rest]) => ({ ...asked, ...rest })),
    ),
    weigh(1, fc.record({ kind: fc.constant('list'), ...on, limit })),
    weigh(
      1,
      fc.record({
        kind: fc.constant('count'),
        ...on,
        filter: fc.oneof(
          filter,
          question.map((each) => each.filter),
        ),
      }),
    ),
    weigh(
      1,
      fc.record({ kind: fc.constant('scan'), ...on, filter, segments: fc.integer({ min: 1, max: 3 }) }),
    ),
    weigh(
      1,
      fc.record({
        kind: fc.constant('race'),
        ...on,
        id,
        patches: fc.array(additionOf(model), { minLength: 1, maxLength: 4 }),
      }),
    ),
  ]
}

const attributesOf = (model: ModelName): string[] => {
  const { attributes, joined, isVersioned } = specs[model]
  return [...Object.keys(attributes), ...Object.keys(joined), ...(isVersioned ? ['version'] : [])]
}

const seldom = fc.integer({ min: 0, max: 4 }).map((number) => number === 0)

const removals = (model: ModelName): fc.Arbitrary<string[]> =>
  fc.subarray(
    Object.keys(specs[model].attributes).filter((name) => !specs[model].keyNames.includes(name)),
    { maxLength: 2 },
  )

function walkOf(model: ModelName, between: fc.Arbitrary<Operation>): fc.Arbitrary<unknown> {
  const rest = fc.record({
    kind: fc.constant('walk'),
    model: fc.constant(model),
    reverse: maybe(fc.boolean()),
    limit: fc.constantFrom(1, 1, 2, 3),
    between: fc.array(between, { maxLength: 4 }),
  })
  const asked = fc.tuple(questionOf(model), rest).map(([question, others]) => ({ ...question, ...others }))
  const listed = rest.map((each) => ({ ...each, reverse: undefined }))
  return fc.oneof({ arbitrary: asked, weight: 4 }, { arbitrary: listed, weight: 1 })
}

const checkOf = (model: ModelName): fc.Arbitrary<TransactionPart> =>
  fc.record({ kind: fc.constant('check'), model: fc.constant(model), id: idOf(model), guard: guardOf(model) })

/** How often each is met. */
const weights: Readonly<Record<ModelName, number>> = { story: 4, notice: 3, profile: 1, reading: 1 }

const perModel = <T>(make: (model: ModelName) => fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof(...models.map((model) => ({ arbitrary: make(model), weight: weights[model] })))

const simple = perModel((model) => fc.oneof(...simpleOf(model)))
const part = perModel((model) =>
  fc.oneof(
    ...Object.values(writesOf(model) as unknown as Record<string, fc.Arbitrary<TransactionPart>>),
    checkOf(model),
  ),
)

/** An item can stand in a transaction once only. */
const differentParts = fc.uniqueArray(part, {
  minLength: 1,
  maxLength: 4,
  selector: (each) => keyOf(each.model, 'input' in each ? each.input : each.id),
})

const operation: fc.Arbitrary<Operation> = fc.oneof(
  weigh(30, simple),
  weigh(
    3,
    perModel((model) => walkOf(model, simple)),
  ),
  weigh(
    3,
    fc.record({
      kind: fc.constant('transact'),
      parts: rare(differentParts, fc.array(part, { minLength: 1, maxLength: 4 })),
    }),
  ),
)

/** What there is to begin with: most programs would otherwise ask for what nobody has stored. */
const prologue = fc.tuple(
  ...models.map((model) => {
    const inputs = inputsOf(model, model === 'story' ? { minLength: 3, maxLength: 6 } : { maxLength: 4 })
    return inputs.map((each): Operation => ({ kind: 'batchWrite', model, inputs: each }))
  }),
)

/** Programs for a server, without what it is known to get wrong. */
export const programFor = (quirks: ReadonlySet<Quirk>): fc.Arbitrary<Program> => {
  const chosen = quirks.has('finds prefixes in either case') ? names.map(withoutCase) : names
  return fc
    .tuple(chosen, prologue, fc.array(operation, { minLength: 1, maxLength: MAX_OPERATIONS, size: 'max' }))
    .map(([some, first, operations]) => withNames([...first, ...operations], some))
}
