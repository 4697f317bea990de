import type { Key } from '../data/store/value.ts'
import { compareSequences } from '../data/changes/change-record.ts'

interface EventOf {
  /** The same on every delivery of the same change: what a handler remembers to do its work once. */
  readonly id: string
  /** Decimal digits; greater for a later change of the same item. */
  readonly sequence: string
  /** Name of the model. */
  readonly model: string
  /** The physical primary key. */
  readonly key: Key
  /** The time of the item was over: a removal that nobody asked for. */
  readonly isExpiry: boolean
  /** About when it happened: ISO text, UTC. */
  readonly approximateTime?: string
}

export interface InsertEvent<Item> extends EventOf {
  readonly kind: 'insert'
  readonly after: Item
}

export interface ModifyEvent<Item> extends EventOf {
  readonly kind: 'modify'
  readonly before: Item
  readonly after: Item
}

export interface RemoveEvent<Item> extends EventOf {
  readonly kind: 'remove'
  readonly before: Item
}

/** What happened to one entity, with the entity as it was and as it is. Narrow it by `kind`. */
export type EntityEvent<Item> = InsertEvent<Item> | ModifyEvent<Item> | RemoveEvent<Item>

/**
 * Did the event happen after the change that was last applied to the same item? Streams deliver at least once, so a
 * handler that keeps a copy of an entity stores the sequence with it, and skips what is not newer.
 *
 * It compares sequences, not versions: an item that is removed and made again starts at another version, which may be
 * a lower one.
 */
export function isNewer({ sequence }: EntityEvent<unknown>, lastApplied: string | undefined): boolean {
  return lastApplied === undefined || compareSequences(sequence, lastApplied) > 0
}
