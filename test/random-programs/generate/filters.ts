import fc from 'fast-check'
import { isLeftOut } from '../known-differences.ts'
import type { Filter } from '../plain/filter.ts'
import { kindOf, specs, type ModelName } from '../plain/specs.ts'
import { anyName, id, owner } from './names.ts'
import { rare, valuesOf } from './values.ts'

const comparison = fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte')
const equality = fc.constantFrom('eq', 'ne')
const prefix = fc.oneof(anyName, fc.constantFrom('', 'x', 'd'), fc.constantFrom('#', 'a', '$', '\0', '😀'))
const types = fc.constantFrom('S', 'N', 'SS', 'NS', 'L', 'M', 'B', 'BOOL')

const withName = (name: string, test: fc.Arbitrary<unknown>): fc.Arbitrary<Filter> =>
  test.map((each) => ({ [name]: each }))

/** One test of one attribute, of any kind that its values allow. */
function testOf(model: ModelName, name: string): fc.Arbitrary<unknown> {
  const kind = kindOf(specs[model], name)
  const value = operand(model, name)
  const shape = fc.oneof(
    fc.record({ exists: fc.boolean() }),
    fc.record({ type: types }),
    fc.record({ eq: fc.constant(null) }),
    fc.record({ ne: fc.constant(null) }),
  )
  const compared = fc
    .tuple(kind?.compare ? comparison : equality, value)
    .map(([op, each]) => ({ [op]: each }))
  const choices: fc.Arbitrary<unknown>[] = [shape, compared]
  if (kind?.compare) {
    choices.push(value, compared)
    choices.push(fc.record({ between: fc.tuple(value, value) }))
    choices.push(fc.tuple(compared, compared).map(([a, b]) => ({ ...a, ...b })))
    choices.push(fc.record({ in: fc.array(value, { maxLength: 3 }) }))
  }
  if (kind?.type === 'S') choices.push(fc.record({ beginsWith: prefix }))
  if (kind?.contains) choices.push(fc.record({ contains: kind.type === 'NS' ? fc.nat(3) : prefix }))
  if (kind?.size) choices.push(fc.record({ size: sizes }))
  return fc.oneof(...choices)
}

const sizes = fc.tuple(comparison, fc.integer({ min: 0, max: 4 })).map(([op, size]) => ({ [op]: size }))

/** A value to compare with: like the attribute's own, and seldom of the wrong type. */
function operand(model: ModelName, name: string): fc.Arbitrary<unknown> {
  if (name === 'version') return fc.integer({ min: 1, max: 4 })
  if (name === 'search') return model === 'notice' ? noticeSearch : search
  const own = valuesOf[model][name] ?? fc.constant('x')
  const isFair = (value: unknown): boolean =>
    value !== null && !(value === 1.5 && isLeftOut('fraction for an integer key'))
  return own.filter(isFair)
}

const search = fc
  .tuple(fc.constantFrom('draft', 'live'), fc.constantFrom('', '@0', '@2', 'x'))
  .map(([status, note]) => `${status}~${note}`)

const noticeSearch = fc
  .tuple(fc.constantFrom('ALARM', 'INFO'), anyName, fc.constantFrom('', '~', '~1', '~9', '~10'))
  .map((parts) => `${parts[0]}~${parts[1]}${parts[2]}`)

const namesOf = (model: ModelName): string[] => [
  ...Object.keys(specs[model].attributes),
  ...Object.keys(specs[model].joined),
  ...(specs[model].isVersioned ? ['version'] : []),
]

/** Tests of attributes, alone and combined to a depth. */
export function filterOf(model: ModelName, depth = 2): fc.Arbitrary<Filter> {
  const single = fc.oneof(...namesOf(model).map((name) => withName(name, testOf(model, name))))
  const several = fc
    .array(single, { minLength: 1, maxLength: 3 })
    .map((tests) => Object.assign({}, ...tests) as Filter)
  if (depth === 0) return several
  const inner = filterOf(model, depth - 1)
  return fc.oneof(
    { arbitrary: several, weight: 4 },
    { arbitrary: fc.record({ or: fc.array(inner, { maxLength: 3 }) }), weight: 1 },
    { arbitrary: fc.record({ and: fc.array(inner, { maxLength: 3 }) }), weight: 1 },
    { arbitrary: fc.record({ not: inner }), weight: 1 },
    { arbitrary: fc.tuple(several, fc.record({ not: inner })).map(([a, b]) => ({ ...a, ...b })), weight: 1 },
  )
}

const beginsWith = fc.record({ beginsWith: prefix })

/** Filters that keys can answer, by model: a whole key, a partition, a prefix, a range. */
const served: Readonly<Record<ModelName, readonly Readonly<Record<string, fc.Arbitrary<unknown>>>[]>> = {
  story: [
    { owner },
    { owner, id },
    { owner, id: beginsWith },
    { owner, id: testOf('story', 'id') },
    { owner, note: operand('story', 'note') },
    { owner, note: beginsWith },
    { owner, note: testOf('story', 'note') },
    { status: operand('story', 'status') },
    { status: operand('story', 'status'), rank: operand('story', 'rank') },
    { status: operand('story', 'status'), rank: testOf('story', 'rank') },
    { status: operand('story', 'status'), rank: operand('story', 'rank'), owner },
    { status: operand('story', 'status'), rank: operand('story', 'rank'), owner: beginsWith },
    { search },
    { search, owner },
    { search, owner: beginsWith },
    { search, owner, id: beginsWith },
  ],
  notice: [
    { owner },
    { owner, id },
    { owner, time: operand('notice', 'time') },
    { owner, time: testOf('notice', 'time') },
    { owner, time: operand('notice', 'time'), id: beginsWith },
    { owner, number: testOf('notice', 'number') },
    { owner, search: noticeSearch },
    { owner, search: noticeSearch.map((text) => ({ beginsWith: text })) },
    { owner, search: fc.constantFrom('ALARM', 'ALARM~', 'INFO~').map((text) => ({ beginsWith: text })) },
    { topic: operand('notice', 'topic') },
    { topic: operand('notice', 'topic'), time: testOf('notice', 'time') },
    { topic: operand('notice', 'topic'), time: operand('notice', 'time'), owner },
    { title: anyName },
    { title: anyName, owner },
    { title: anyName, owner, time: testOf('notice', 'time') },
  ],
  profile: [
    { owner },
    { status: operand('profile', 'status') },
    { status: operand('profile', 'status'), level: operand('profile', 'level') },
    { status: operand('profile', 'status'), level: testOf('profile', 'level') },
  ],
  reading: [
    { sensor: owner },
    { sensor: owner, at: operand('reading', 'at') },
    { sensor: owner, at: testOf('reading', 'at') },
    { unit: id },
    { unit: id, value: operand('reading', 'value') },
    { unit: id, value: testOf('reading', 'value') },
  ],
}

/** Those that ask for a whole partition. */
const partitions: typeof served = {
  story: [{ owner }, { status: operand('story', 'status') }, { search }],
  notice: [{ owner }, { topic: operand('notice', 'topic') }, { title: anyName }],
  profile: [{ status: operand('profile', 'status') }],
  reading: [{ sensor: owner }, { unit: id }],
}

const indexOf: Readonly<Record<ModelName, fc.Arbitrary<string | undefined>>> = {
  story: fc.constantFrom(undefined, undefined, 'byStatus', 'bySearch', 'byNote'),
  notice: fc.constantFrom(undefined, 'byTime', 'byNumber', 'bySearch', 'byTopic', 'byTitle'),
  profile: fc.constantFrom(undefined, undefined, 'byStatus'),
  reading: fc.constantFrom(undefined, undefined, 'byValue'),
}

export interface Question {
  readonly filter: Filter
  readonly index: string | undefined
}

/** A filter, and now and then the index that it should use. */
export function questionOf(model: ModelName): fc.Arbitrary<Question> {
  const byKey = fc.oneof(...served[model].map((shape) => fc.record(shape)))
  const narrowed = fc.tuple(byKey, filterOf(model, 1)).map(([key, more]) => ({ ...more, ...key }))
  const filter = fc.oneof(
    { arbitrary: fc.oneof(...partitions[model].map((shape) => fc.record(shape))), weight: 3 },
    { arbitrary: byKey, weight: 4 },
    { arbitrary: narrowed, weight: 2 },
    { arbitrary: filterOf(model), weight: 2 },
  )
  return fc.record({ filter, index: rare(fc.constant(undefined), indexOf[model]) }).chain((question) =>
    // An index is named where the filter gives its partition, or there would be little to see but refusals.
    fc.constantFrom(question.index, ...fitting(model, question)).map((index) => ({ ...question, index })),
  )
}

const fitting = (model: ModelName, { filter }: Question): string[] =>
  Object.entries(specs[model].indexes)
    .filter(([, { partition }]) => partition.every((name) => typeof filter[name] === 'string'))
    .map(([index]) => index)
