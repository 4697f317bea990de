import type { Condition } from '../expressions/condition.ts'
import type { StoredValue } from '../store/value.ts'

/** The attribute that says, in a shared table, which model an item is of. */
export const TYPE_MARKER = '_type'

interface Named {
  readonly name: string
  readonly formerNames: readonly string[]
}

/** Does a marker name the model, or is it a name that the model had? */
export const isMarkerOf = ({ name, formerNames }: Named, marker: StoredValue | undefined): boolean =>
  typeof marker === 'string' && (marker === name || formerNames.includes(marker))

/** Holds for the items of a model in a shared table. */
export function isOfModel({ name, formerNames }: Named): Condition {
  const path = [TYPE_MARKER] as const
  if (formerNames.length === 0) return { op: 'eq', path, value: name }
  return { op: 'in', path, values: [name, ...formerNames] }
}
