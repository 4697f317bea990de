import type { Filter } from './plain/filter.ts'
import type { PlainPatch } from './plain/patch.ts'
import type { Entity, ModelName } from './plain/specs.ts'

/** Versions are not known before a program runs, so it says which one it means. */
export type VersionHint = 'current' | 'stale'

export interface GuardHint {
  readonly if?: Filter | undefined
  readonly version?: VersionHint | undefined
}

interface OnModel {
  readonly model: ModelName
}
interface OnItem extends OnModel {
  readonly id: Entity
}
export interface Asked extends OnModel {
  readonly filter: Filter
  readonly index?: string | undefined
  readonly reverse?: boolean | undefined
  readonly limit?: number | undefined
}

export type Create = OnModel & { readonly kind: 'create'; readonly input: Entity }
export type Save = OnModel & {
  readonly kind: 'save' | 'upsert'
  readonly input: Entity
  readonly guard: GuardHint
}
export type Update = OnItem & {
  readonly kind: 'update'
  readonly patch: PlainPatch
  readonly guard: GuardHint
}
export type Delete = OnItem & { readonly kind: 'delete'; readonly guard: GuardHint }
export type Check = OnItem & { readonly kind: 'check'; readonly guard: GuardHint }
export type TransactionPart = Create | Save | Update | Delete | Check

export type UpdateFrom = OnItem & {
  readonly kind: 'updateFrom'
  readonly set: Entity
  readonly remove: readonly string[]
  readonly isStale: boolean
}
export type Look = OnItem & { readonly kind: 'get' | 'getOrThrow' | 'exists' }
export type BatchRead = OnModel & {
  readonly kind: 'batchGet' | 'batchExists'
  readonly ids: readonly Entity[]
}
/** Some attributes of several items, by a batch and as one snapshot. */
export type Parts = OnModel & {
  readonly kind: 'parts'
  readonly ids: readonly Entity[]
  readonly select: readonly string[]
}
export type BatchWrite = OnModel & { readonly kind: 'batchWrite'; readonly inputs: readonly Entity[] }
export type BatchDelete = OnModel & { readonly kind: 'batchDelete'; readonly ids: readonly Entity[] }
export type Query = Asked & { readonly kind: 'query' | 'first' | 'last' }
export type List = OnModel & { readonly kind: 'list'; readonly limit?: number | undefined }
export type Count = OnModel & { readonly kind: 'count'; readonly filter: Filter }
export type Scan = OnModel & { readonly kind: 'scan'; readonly filter: Filter; readonly segments: number }
/** All pages, with other operations between them. Without a filter it is a walk over `list`. */
export type Walk = Omit<Asked, 'filter'> & {
  readonly kind: 'walk'
  readonly filter?: Filter | undefined
  readonly between: readonly Operation[]
}
export interface Transact {
  readonly kind: 'transact'
  readonly parts: readonly TransactionPart[]
}
/** Updates of one item at the same time, each of which adds: in whatever order they happen, all must count. */
export type Race = OnItem & { readonly kind: 'race'; readonly patches: readonly PlainPatch[] }

export type Operation =
  | Exclude<TransactionPart, Check>
  | UpdateFrom
  | Look
  | BatchRead
  | Parts
  | BatchWrite
  | BatchDelete
  | Query
  | List
  | Count
  | Scan
  | Walk
  | Transact
  | Race

export type Program = readonly Operation[]
