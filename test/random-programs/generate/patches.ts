import fc from 'fast-check'
import type { PlainPatch } from '../plain/patch.ts'
import type { PathChange } from '../plain/paths.ts'
import { specs, type ModelName } from '../plain/specs.ts'
import { anyName } from './names.ts'
import { changesOf, rare, someOf, type Values } from './values.ts'

const step = rare(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, 2 ** 53 - 1))

const additions: Readonly<Record<ModelName, Values>> = {
  story: {
    rank: fc.integer({ min: -3, max: 3 }),
    views: step,
    score: fc.constantFrom(0.1, 0.2, 1, 50),
    big: rare(fc.constantFrom(1n, -5n, 10n ** 20n), fc.constant(9n * 10n ** 37n)),
  },
  notice: { views: step },
  profile: { level: fc.integer({ min: -3, max: 3 }) },
  reading: { value: fc.constantFrom(1, -0.5, 0.1) },
}

const words = fc.array(anyName, { maxLength: 3 })
const members: Values = { labels: words, numbers: fc.array(fc.nat(3), { maxLength: 2 }) }

const path = (...steps: [string, ...(string | number)[]]): fc.Arbitrary<PathChange['path']> =>
  fc.constant(steps)
const position = fc.integer({ min: 0, max: 4 })

const pathChange: fc.Arbitrary<PathChange> = fc.oneof(
  fc.record({ path: path('data', 'a'), set: fc.oneof(fc.nat(9), fc.constant('x')) }),
  fc.record({ path: path('data', 'a'), add: fc.integer({ min: -2, max: 2 }) }),
  fc.record({
    path: fc.constantFrom<PathChange['path'][]>(['data', 'b'], ['data', 'a']),
    remove: fc.constant(true as const),
  }),
  fc.record({ path: path('data', 'b'), append: words }),
  fc.record({ path: path('data', 'b'), set: words }),
  fc.record({ path: position.map((at) => ['data', 'b', at] as const), set: anyName }),
  fc.record({ path: position.map((at) => ['data', 'b', at] as const), remove: fc.constant(true as const) }),
  fc.record({ path: position.map((at) => ['tags', at] as const), set: anyName }),
  fc.record({ path: position.map((at) => ['tags', at] as const), remove: fc.constant(true as const) }),
)

const labelChange: fc.Arbitrary<PathChange> = fc.oneof(
  fc.record({ path: fc.constantFrom('a', 'b', 'c').map((key) => ['labels', key] as const), set: anyName }),
  fc.record({
    path: fc.constantFrom('a', 'b', 'c').map((key) => ['labels', key] as const),
    remove: fc.constant(true as const),
  }),
  fc.record({ path: position.map((at) => ['tags', at] as const), set: anyName }),
  fc.record({ path: position.map((at) => ['tags', at] as const), remove: fc.constant(true as const) }),
)

const paths: Readonly<Record<ModelName, fc.Arbitrary<PathChange[]>>> = {
  story: fc.array(pathChange, { maxLength: 3 }),
  notice: fc.array(labelChange, { maxLength: 3 }),
  profile: fc.constant([]),
  reading: fc.constant([]),
}

const removable: Readonly<Record<ModelName, readonly string[]>> = {
  story: ['title', 'tags', 'labels', 'numbers', 'score', 'big', 'price', 'note', 'data', 'expiresAt'],
  profile: ['status'],
  notice: ['readAt'],
  reading: ['unit', 'value'],
}

const required: readonly string[] = ['rank', 'origin', 'email', 'at', 'time', 'title', 'tags', 'bogus']

const actionsOf = (model: ModelName): Record<keyof PlainPatch, fc.Arbitrary<unknown>> => {
  const lists = someOf(model === 'story' || model === 'notice' ? { tags: words } : {}, 1)
  const sets = someOf(model === 'story' ? members : {}, 2)
  return {
    set: changesOf(model),
    setIfMissing: rare(
      changesOf(model, 2).map((values) => missable(model, values)),
      changesOf(model, 2),
    ),
    add: someOf(additions[model], 2),
    append: lists,
    prepend: lists,
    addToSet: sets,
    deleteFromSet: sets,
    remove: rare(removals(removable[model]), fc.subarray([...required])),
    paths: paths[model],
  }
}

/** Without null, which is missing, and without what can never be changed. */
const missable = (model: ModelName, values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => value !== null && !specs[model].immutable.includes(name),
    ),
  )

/** Each action alone, and several together; what one touches twice is mostly taken out of the later one. */
export function patchOf(model: ModelName): fc.Arbitrary<PlainPatch> {
  const actions = actionsOf(model)
  const alone = fc.oneof(
    ...Object.entries(actions).map(([name, values]) => values.map((each) => ({ [name]: each }))),
  )
  const combined = fc
    .record(actions, { requiredKeys: [] })
    .map((patch) => patch as PlainPatch)
    .chain((patch) => rare(fc.constant(disjoint(patch)), fc.constant(patch)))
  return fc.oneof(alone, combined)
}

/** Updates that add, which can happen in any order. */
export const additionOf = (model: ModelName): fc.Arbitrary<PlainPatch> =>
  someOf(additions[model], 2).map((add) => ({ add: add as Record<string, number> }))

function disjoint(patch: PlainPatch): PlainPatch {
  const seen = new Set<string>()
  const isNew = (name: string): boolean => !seen.has(name) && seen.add(name).size > 0
  const { remove, paths, ...named } = patch
  const kept: Record<string, unknown> = {}
  for (const [action, values] of Object.entries(named)) {
    kept[action] = Object.fromEntries(Object.entries(values as object).filter(([name]) => isNew(name)))
  }
  if (remove) kept.remove = remove.filter(isNew)
  if (paths) kept.paths = paths.filter(({ path: [name] }) => !seen.has(name))
  return kept
}

const removals = (names: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...names], { maxLength: Math.min(names.length, 2) })
