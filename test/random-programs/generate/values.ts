import fc from 'fast-check'
import { keyOf } from '../plain/plain-model.ts'
import { complete } from '../plain/shape.ts'
import { specs, type Entity, type ModelName } from '../plain/specs.ts'
import { expected } from '../run/outcome.ts'
import { anyName, id, owner } from './names.ts'

/** What is asked of one model's attributes: values that fit, and now and then one that does not. */
export type Values = Readonly<Record<string, fc.Arbitrary<unknown>>>

const PAST = 1_000_000_000
const FUTURE = 4_000_000_000
const LARGE = 9n * 10n ** 37n

export const rare = <T, R>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<R>): fc.Arbitrary<T | R> =>
  fc.oneof({ arbitrary: usual, weight: 79 }, { arbitrary: unusual, weight: 1 })

const word = fc.constantFrom('@0', '@2', 'x', 'xy', '')
const status = rare(fc.constantFrom('draft', 'live'), fc.constant('gone'))
const small = rare(fc.constantFrom(-2, -1, 0, 9, 10), fc.constantFrom(2 ** 31, -(2 ** 53) + 1, 1.5, 'x'))
const counter = rare(fc.integer({ min: -3, max: 3 }), fc.constant(Number.MAX_SAFE_INTEGER))

const story: Values = {
  owner: rare(owner, fc.constant('')),
  id: rare(id, fc.constant('')),
  status,
  rank: small,
  title: word,
  tags: rare(fc.array(word, { maxLength: 3 }), fc.array(word, { minLength: 5, maxLength: 5 })),
  labels: fc.uniqueArray(anyName, { maxLength: 3 }).map((each) => new Set(each)),
  numbers: fc
    .uniqueArray(fc.integer({ min: 0, max: 3 }), {
      maxLength: 3,
    })
    .map((each) => new Set(each)),
  score: rare(fc.constantFrom(0, 0.1, 0.2, -7.25, 99.5, 100), fc.constantFrom(100.5, 'x')),
  views: counter,
  big: rare(fc.constantFrom(0n, 5n, -(10n ** 20n), 2n ** 53n + 1n), fc.constant(LARGE)),
  price: rare(
    fc.constantFrom('0', '12.50', '-0.1', '100', '12345678901234567890.12'),
    fc.constantFrom('1e3', '01'),
  ),
  note: fc.oneof(
    fc.constant(null),
    rare(
      word.filter((text) => text !== ''),
      fc.constant(''),
    ),
  ),
  origin: fc.constantFrom('here', 'there'),
  data: rare(
    fc.record(
      { a: fc.integer({ min: 0, max: 3 }), b: fc.array(word, { maxLength: 3 }) },
      { requiredKeys: ['a'] },
    ),
    fc.constant({ b: [] }),
  ),
  expiresAt: fc.oneof(
    { arbitrary: fc.constant(FUTURE), weight: 7 },
    { arbitrary: fc.constant(PAST), weight: 1 },
  ),
}

const profile: Values = {
  owner: rare(owner, fc.constant('')),
  email: fc.constantFrom('A@x', 'a@x', ''),
  level: small,
  status: fc.oneof(status, fc.constant(null)),
}

const reading: Values = {
  sensor: rare(owner, fc.constant('')),
  at: rare(fc.constantFrom(-2, -1, 0, 9, 10), fc.constant(1.5)),
  unit: id,
  value: rare(fc.constantFrom(-1, 0, 0.5, 9, 10), fc.constant(1e20)),
}

const notice: Values = {
  owner: rare(owner, fc.constant('')),
  id: rare(id, fc.constant('')),
  time: rare(fc.constantFrom(0, 1, 9, 10), fc.constantFrom(-1, 1.5, 2 ** 53 - 1)),
  topic: rare(fc.constantFrom('alarm', 'ALARM', 'Info'), fc.constantFrom('', 'a~b')),
  title: rare(
    fc.oneof(
      anyName,
      id.map((text) => ` ${text}\t`),
    ),
    fc.constantFrom('', ' '),
  ),
  number: rare(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0, 'x')),
  readAt: fc.constantFrom(null, '2026-11-20T18:20:36.547Z', '2026-11-21T08:00:00.000Z'),
  views: counter,
  tags: rare(fc.array(anyName, { maxLength: 3 }), fc.constant([''])),
  labels: rare(
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), word, { maxKeys: 3 }),
    fc.constantFrom({ A: 'x' }, { a: 1 }),
  ),
}

export const valuesOf: Readonly<Record<ModelName, Values>> = { story, profile, notice, reading }

const required: Readonly<Record<ModelName, readonly string[]>> = {
  story: ['owner', 'id', 'rank'],
  profile: ['owner', 'email'],
  notice: ['owner', 'id', 'topic', 'title', 'number'],
  reading: ['sensor', 'at'],
}

const ids: Readonly<Record<ModelName, readonly string[]>> = {
  story: ['owner', 'id'],
  profile: ['owner'],
  notice: ['owner', 'id'],
  reading: ['sensor', 'at'],
}

export const idOf = (model: ModelName): fc.Arbitrary<Entity> => fc.record(pick(valuesOf[model], ids[model]))

/** A new entity as a caller gives it: often with a few attributes, seldom with all. */
export function inputOf(model: ModelName): fc.Arbitrary<Entity> {
  const fitting = fc.record(valuesOf[model], { requiredKeys: [...required[model]] })
  return rare(
    fitting,
    fitting.map((input) => ({ ...input, bogus: 1 })),
  )
}

/** Some new entities; mostly all fit and no two have one key, since a batch is refused as a whole. */
export function inputsOf(model: ModelName, lengths: { minLength?: number; maxLength: number }) {
  const selector = (input: Entity): string => keyOf(model, input)
  return rare(fc.uniqueArray(fittingOf(model), { ...lengths, selector }), fc.array(inputOf(model), lengths))
}

/** A new entity that can be stored. */
function fittingOf(model: ModelName): fc.Arbitrary<Entity> {
  return inputOf(model).filter((input) => expected(() => complete(specs[model], input)).codes === undefined)
}

/** Some of the attributes that are not part of the key. */
export const changesOf = (model: ModelName, maxKeys = 3): fc.Arbitrary<Entity> => {
  const changeable = Object.entries(valuesOf[model]).filter(([name]) => !ids[model].includes(name))
  return someOf(Object.fromEntries(changeable), maxKeys)
}

export function someOf(values: Values, maxKeys: number): fc.Arbitrary<Entity> {
  return fc
    .subarray(Object.keys(values), { maxLength: Math.min(maxKeys, Object.keys(values).length) })
    .chain((names) => fc.record(pick(values, names)))
}

export const pick = (values: Values, names: readonly string[]): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
