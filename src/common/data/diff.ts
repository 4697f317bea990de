import { isDeepStrictEqual } from 'node:util'
import type { Model } from './model/model.ts'
import type { AnyPatch } from './patch.ts'

type Values = Readonly<Record<string, unknown>>

/** The patch that turns one state of an entity into another; undefined when nothing differs. */
export function diff(model: Model, before: Values, after: Values): AnyPatch | undefined {
  const computed = new Set(model.codec.computed.map(({ name }) => name))
  const changed = model.codec.names.filter(
    (name) => !computed.has(name) && !isDeepStrictEqual(before[name] ?? undefined, after[name] ?? undefined),
  )
  if (changed.length === 0) return undefined
  const isGone = (name: string): boolean => after[name] === undefined || after[name] === null
  return {
    set: Object.fromEntries(changed.filter((name) => !isGone(name)).map((name) => [name, after[name]])),
    remove: changed.filter(isGone),
  }
}
