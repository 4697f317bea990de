import type { StoredValue } from './store/value.ts'

type NumberNames<I> = { [K in keyof I]-?: NonNullable<I[K]> extends number | bigint ? K : never }[keyof I]
type ListNames<I> = { [K in keyof I]-?: NonNullable<I[K]> extends readonly unknown[] ? K : never }[keyof I]
type SetNames<I> = { [K in keyof I]-?: NonNullable<I[K]> extends ReadonlySet<unknown> ? K : never }[keyof I]
type ElementOf<V> = NonNullable<V> extends readonly (infer Element)[] ? Element : never
type MemberOf<V> = NonNullable<V> extends ReadonlySet<infer Member> ? Member : never

/** A change inside an attribute: a map entry or a list position. */
export type PathChange<I> = {
  readonly path: readonly [keyof I & string, string | number, ...(string | number)[]]
} & (
  | { readonly set: StoredValue }
  | { readonly remove: true }
  | { readonly add: number }
  | { readonly append: readonly StoredValue[] }
)

/** A change of some attributes of an entity, as plain data. All of it sees the entity as it was before. */
export interface Patch<I, K> {
  /** New values; null where the attribute may be null. */
  readonly set?: { readonly [P in Exclude<keyof I, keyof K>]?: I[P] }
  /** Values for attributes that are absent or null now; others are left as they are. */
  readonly setIfMissing?: { readonly [P in Exclude<keyof I, keyof K>]?: NonNullable<I[P]> }
  /** Adds to numbers; an absent one counts as 0. */
  readonly add?: { readonly [P in Exclude<NumberNames<I>, keyof K>]?: NonNullable<I[P]> }
  /** Puts elements at the end of lists; an absent list counts as empty. */
  readonly append?: { readonly [P in Exclude<ListNames<I>, keyof K>]?: readonly ElementOf<I[P]>[] }
  readonly prepend?: { readonly [P in Exclude<ListNames<I>, keyof K>]?: readonly ElementOf<I[P]>[] }
  /** Puts members into sets, or takes them out. */
  readonly addToSet?: { readonly [P in Exclude<SetNames<I>, keyof K>]?: readonly MemberOf<I[P]>[] }
  readonly deleteFromSet?: { readonly [P in Exclude<SetNames<I>, keyof K>]?: readonly MemberOf<I[P]>[] }
  /** Makes optional or nullable attributes absent. */
  readonly remove?: readonly (keyof I & string)[]
  /** Changes inside maps and lists: `{ path: ['meta', 'address', 'city'], set: 'Vienna' }`. */
  readonly paths?: readonly PathChange<I>[]
}

export type AnyPatch = Patch<Record<string, unknown>, Record<never, never>>
