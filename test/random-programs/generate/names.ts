import fc from 'fast-check'

/*
 * Programs are made of few names, so that keys collide often, and of hostile ones: separators, escapes, what sorts
 * differently in UTF-8 and UTF-16, and NUL. A program draws its names once; until then `@0` to `@4` stand for them.
 */

const characters = ['#', '$', ' ', '~', '\0', 'a', 'A', 'b', '%', 'ß', '\uffff', '😀', '$23', '"', '_', '\\']

/** What is easily mistaken for one another, and any few of all. */
const letters = fc.oneof(
  fc.constantFrom(
    ['\uffff', '😀'],
    ['#', '$', '$23'],
    ['a', 'A', 'ß'],
    ['\0', ' ', '#', '~'],
    ['a', '%', '_'],
  ),
  fc.shuffledSubarray(characters, { minLength: 2, maxLength: 4 }),
)

const nameOf = (some: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...some), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))

/** Two owners and three ids, of a few characters, so that one is often the beginning of another. */
export const names = letters.chain((some) => fc.uniqueArray(nameOf(some), { minLength: 5, maxLength: 5 }))

/** Names that do not differ by case alone. */
export const withoutCase = (some: readonly string[]): string[] =>
  some.map((name) => name.replaceAll('A', 'b'))

export const owner = fc.constantFrom('@0', '@1')
export const id = fc.constantFrom('@2', '@3', '@4')
export const anyName = fc.oneof(owner, id)

/** A value with the names in their places, however deep they stand. */
export function withNames<T>(value: T, chosen: readonly string[]): T {
  return replaced(value, chosen) as T
}

function replaced(value: unknown, chosen: readonly string[]): unknown {
  if (typeof value === 'string')
    return value.replace(/@([0-4])/g, (_, at: string) => chosen[Number(at)] ?? '')
  if (Array.isArray(value)) return value.map((each) => replaced(each, chosen))
  if (value instanceof Set) return new Set([...value].map((each) => replaced(each, chosen)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, chosen)]))
}
