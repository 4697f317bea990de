import type { QueryOptions } from './abstract-data-service.ts'
import type { Where } from './expressions/where.ts'
import type { StoredRecord } from './store/value.ts'

/** What names an entity: the attributes of its key, or the bare value when the key is one attribute. */
export type IdOf<K> = keyof K extends infer Name extends keyof K
  ? [keyof K] extends [Name]
    ? K | (IsUnion<Name> extends true ? never : K[Name])
    : never
  : never
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never

/** Conditions of a write on the stored entity. */
export interface GuardOptions<T> {
  /** Only if the stored entity is like this. */
  readonly if?: Where<T> | undefined
  /** Only if the stored version is this one. */
  readonly version?: number | undefined
}

export interface Select<T, Name extends keyof T = keyof T> {
  /** Read only these attributes: no other is fetched, nor checked. */
  readonly select?: readonly Name[] | undefined
}

export interface GetOptions<T, Name extends keyof T = keyof T> extends Select<T, Name> {
  /** False reads what may be a moment old, at half the price on DynamoDB. Default true. */
  readonly consistent?: boolean | undefined
}

export type OrderOptions<IndexName extends string> = Pick<QueryOptions<IndexName>, 'index' | 'consistent'>

/** An entity that is checked and encoded, and not yet written. */
export interface PreparedEntity<T> {
  readonly entity: T
  readonly record: StoredRecord
}
