import fc, { type Arbitrary } from 'fast-check'
import type { JsonSchema } from './document.ts'
import type { ValidValues } from './valid-values.ts'

/** What every member is tried with: most of it is of a wrong type, out of bounds or no text that anybody writes. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e21,
  9_007_199_254_740_993,
  '',
  ' ',
  '0',
  'null',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\u202e\ufeff',
  'a\r\nSet-Cookie: x=1',
  '../../etc/passwd',
  '\u{1f680}'.repeat(200),
  'x'.repeat(5000),
  [],
  {},
  [[[[]]]],
  [null],
  { a: { b: { c: {} } } },
  JSON.parse('{"__proto__":{"polluted":1}}'),
]

const strange = fc.constantFrom(...STRANGE)

/** An object with a member that nobody declared; some of the names mean something to JavaScript. */
const EXTRA = [
  'extra',
  '__proto__',
  'constructor',
  'toString',
  'version',
  '',
  'id ',
  '\u0000',
  'x'.repeat(300),
]

/** Values near right ones that do not fit the schema: each has been held against it. */
export class WrongValues {
  readonly #valid: ValidValues

  constructor(valid: ValidValues) {
    this.#valid = valid
  }

  /** Undefined where everything fits, or where eight draws did not find anything that does not. */
  of(schema: JsonSchema): Arbitrary<unknown> {
    const wrong = this.#near(schema, 3)
    return fc
      .array(wrong, { minLength: 8, maxLength: 8 })
      .map((values) => values.find((value) => !this.#valid.fits(schema, value)))
  }

  #near(given: JsonSchema, depth: number): Arbitrary<unknown> {
    const schema = this.#valid.resolve(given)
    const outside = fc.constantFrom(...outOfBounds(schema))
    const branches = schema.anyOf ?? schema.oneOf
    if (branches) return fc.oneof(strange, ...branches.map((branch) => this.#near(branch, depth)))
    const properties = Object.entries(schema.properties ?? {})
    if (properties.length > 0 && depth > 0)
      return fc.oneof(strange, ...this.#objects(schema, properties, depth))
    if (schema.items && depth > 0)
      return fc.oneof(strange, outside, this.#arrays(schema, schema.items, depth))
    return fc.oneof(strange, outside)
  }

  #objects(
    schema: JsonSchema,
    properties: readonly (readonly [string, JsonSchema])[],
    depth: number,
  ): Arbitrary<unknown>[] {
    const good = this.#valid.of(schema) as Arbitrary<Record<string, unknown>>
    const oneWrong = properties.map(([name, property]) =>
      fc
        .tuple(good, this.#near(property, depth - 1))
        .map(([object, value]) => withMember(object, name, value)),
    )
    const extra = fc
      .tuple(good, fc.constantFrom(...EXTRA), strange)
      .map(([object, name, value]) => withMember(object, name, value))
    const missing = (schema.required ?? []).map((name) =>
      good.map((object) => Object.fromEntries(Object.entries(object).filter(([member]) => member !== name))),
    )
    return [...oneWrong, extra, ...missing]
  }

  #arrays({ minItems = 0, maxItems = 10 }: JsonSchema, items: JsonSchema, depth: number): Arbitrary<unknown> {
    const good = this.#valid.of(items)
    const oneWrong = fc
      .tuple(fc.array(good, { maxLength: 2 }), this.#near(items, depth - 1))
      .map(([list, value]) => [...list, value])
    const tooMany = good.map((item) => Array.from({ length: maxItems + 1 }, () => item))
    const tooFew = fc.constant(Array.from({ length: Math.max(0, minItems - 1) }, () => null))
    return fc.oneof(oneWrong, maxItems <= 200 ? tooMany : oneWrong, tooFew)
  }
}

/** A copy with the member as its own, even when it is called `__proto__`. */
function withMember(object: object, name: string, value: unknown): object {
  return Object.defineProperty({ ...object }, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

/** Just past each bound that the schema sets. */
function outOfBounds(schema: JsonSchema): readonly unknown[] {
  const { minLength, maxLength, minimum, maximum, minItems, pattern } = schema
  return [
    'no such value',
    ...(minLength === undefined ? [] : ['x'.repeat(Math.max(0, minLength - 1))]),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(pattern === undefined ? [] : ['\n', 'a\tb', '/', '..', '%']),
    ...(minimum === undefined ? [] : [minimum - 1, minimum - 0.001]),
    ...(maximum === undefined ? [] : [maximum + 1, maximum * 1.000001]),
    ...(minItems === undefined ? [] : [[]]),
  ]
}
