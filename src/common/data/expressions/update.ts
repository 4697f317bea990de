import type { NumericText, StoredValue, ValueSet } from '../store/value.ts'
import type { Path } from './condition.ts'

/**
 * One change of a record, as plain data. All actions of an update see the record as it was before the update, and no
 * two of them may touch overlapping paths: DynamoDB's rules, kept by every backend.
 */
export type UpdateAction =
  | { readonly action: 'set'; readonly path: Path; readonly value: StoredValue }
  | { readonly action: 'setIfMissing'; readonly path: Path; readonly value: StoredValue }
  /** Adds `by`; an absent attribute counts as `initial`. */
  | {
      readonly action: 'increment'
      readonly path: Path
      readonly by: number | NumericText
      readonly initial: number | NumericText
    }
  /** Puts `values` before or after the list; an absent attribute counts as an empty list. */
  | {
      readonly action: 'append' | 'prepend'
      readonly path: Path
      readonly values: readonly StoredValue[]
    }
  | { readonly action: 'addToSet' | 'deleteFromSet'; readonly path: Path; readonly members: ValueSet }
  | { readonly action: 'remove'; readonly path: Path }

export type Update = readonly UpdateAction[]
