import type { AttributeType, Example } from './attribute-types.ts'
import type { FeatureNames } from './names.ts'

export interface AttributeSpec {
  readonly name: string
  readonly type: AttributeType
  readonly isNullable: boolean
  /** What the documentation shows. */
  readonly example: Example
}

export interface IndexSpec {
  /** Of the model: `byTitle`. */
  readonly name: string
  /** Of the table: `title-index`, or `gsi0` of a shared one. */
  readonly physical: string
  readonly pk: AttributeSpec
  /** An attribute, or the part of the key that keeps the items of one value apart. */
  readonly sk: AttributeSpec | string
}

/** What is to be made, checked. */
export interface FeatureSpec {
  readonly names: FeatureNames
  /** Attributes of the key: of the partition, and behind it of the item in the partition. */
  readonly key: readonly [string] | readonly [string, string]
  /** All others in order; that of the expiry is the last one. */
  readonly attributes: readonly AttributeSpec[]
  readonly indexes: readonly IndexSpec[]
  /** On the table that all single-table features share. */
  readonly isShared: boolean
  readonly tier: string
  readonly ttl: string | undefined
  readonly isVersioned: boolean
  /** The command that made it, as it would be typed: what takes it away again reads it. */
  readonly command: string
}

/** The part of the key that tells the items of a partition apart; it is given where a new item brings none. */
export const idOf = ({ key }: FeatureSpec): string => key[1] ?? key[0]

/** The first part of a key of two. */
export const ownerOf = ({ key }: FeatureSpec): string | undefined =>
  key[1] === undefined ? undefined : key[0]

/** `bookId` for the key attribute `id`, `bookOwner` for `owner`: the constants of the model. */
export function keyConstant({ names }: FeatureSpec, attribute: string): string {
  const { camel } = names.one
  if (attribute.startsWith(camel)) return attribute
  return camel + attribute.charAt(0).toUpperCase() + attribute.slice(1)
}

/** Names of a caller's own id: what stands under it is theirs where callers are known. */
const ACCOUNTS = new Set(['owner', 'userId', 'accountId'])

/** The items of a partition are the caller's own. */
export const isOwned = (spec: FeatureSpec): boolean => ACCOUNTS.has(ownerOf(spec) ?? '')

/** A list without a filter reads the table: nothing else answers it. */
export const readsTable = (spec: FeatureSpec): boolean => !spec.isShared && ownerOf(spec) === undefined

/** Attributes that lists are filtered by, each once. */
export function filtersOf({ indexes }: FeatureSpec): readonly AttributeSpec[] {
  return [...new Map(indexes.map(({ pk }) => [pk.name, pk])).values()]
}

/** Items of a key of two parts are found by index across all owners. */
export const hasFind = (spec: FeatureSpec): boolean => ownerOf(spec) !== undefined && spec.indexes.length > 0
