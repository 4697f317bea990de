import type { Condition } from '../expressions/condition.ts'

/** The attribute that says, in a shared table, which model an item is of. */
export const TYPE_MARKER = '_type'

/** Holds for the items of a model in a shared table, those of its former names included. */
export function isOfModel({ typeNames }: { readonly typeNames: readonly string[] }): Condition {
  const [only, ...others] = typeNames
  const path = [TYPE_MARKER] as const
  if (only !== undefined && others.length === 0) return { op: 'eq', path, value: only }
  return { op: 'in', path, values: typeNames }
}
