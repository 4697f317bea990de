import type { Model } from './model.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * An entity as plain JSON data, without its hidden attributes: bigint as text, sets as sorted lists, bytes as base64.
 */
export function toJson(model: Model, entity: object): Record<string, unknown> {
  const shown = Object.entries(entity as Values).filter(
    ([name, value]) => !model.hidden.has(name) && value !== undefined,
  )
  return Object.fromEntries(
    shown.map(([name, value]) => [
      name,
      value === null ? null : (model.codec.field(name)?.codec?.toJson?.(value) ?? value),
    ]),
  )
}

/** The input of an entity from what `toJson` made of one. What does not fit is left as it is, for the service to refuse. */
export function fromJson(model: Model, json: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      model.codec.field(name)?.codec?.fromJson?.(value) ?? value,
    ]),
  )
}
