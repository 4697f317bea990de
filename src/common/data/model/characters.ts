import type { TSchema } from '@sinclair/typebox'
import type { TypeCheck } from '@sinclair/typebox/compiler'

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g

/**
 * Does the value fit? TypeBox counts the UTF-16 units of a text, where JSON Schema, and so the edge of the service,
 * counts its characters. What fits by units fits; the rest is looked at again with one unit for each character.
 */
export const fits = (check: TypeCheck<TSchema>, value: unknown): boolean =>
  check.Check(value) || check.Check(inCharacters(value))

/** The value with a character of one unit for each that needs two, as far down as JSON goes. */
export function inCharacters(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(PAIR, '\ufffd')
  if (Array.isArray(value)) return value.map(inCharacters)
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inCharacters(member)]))
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
