/** Every string of a JSON text; with the colon behind it where it is the name of a member. */
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/**
 * True where an object of the text has two members of one name. Parsers differ in which of them counts, so that a
 * gateway may have checked another value than we do (RFC 8725, section 2.4). The text has to be valid JSON.
 */
export function hasDuplicateMembers(text: string): boolean {
  let names = 0
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) names += 1
  return names !== countMembers(JSON.parse(text))
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const values: unknown[] = Object.values(value)
  return values.reduce<number>(
    (sum, each) => sum + countMembers(each),
    Array.isArray(value) ? 0 : values.length,
  )
}
