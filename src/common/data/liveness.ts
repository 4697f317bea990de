import type { Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import type { Model } from './model/model.ts'
import type { StoredRecord } from './store/value.ts'

/*
 * An expired item is gone from its second on, whenever the backend gets round to deleting it: no read sees it, and a
 * create over it succeeds.
 */

/** Holds for items that have not expired; undefined for a model without expiry. */
export function liveCondition({ ttl }: Model, now: number): Condition | undefined {
  if (ttl === undefined) return undefined
  const path = [ttl] as const
  return {
    op: 'or',
    conditions: [
      { op: 'missing', path },
      { op: 'gt', path, value: seconds(now) },
    ],
  }
}

/** Holds where there is no item, or only an expired one. */
export function absentCondition({ ttl, table }: Model, now: number): Condition {
  const missing: Condition = { op: 'missing', path: [table.key.pk.name] }
  if (ttl === undefined) return missing
  return { op: 'or', conditions: [missing, { op: 'lte', path: [ttl], value: seconds(now) }] }
}

/** The condition as if an expired item were not there: it is asked of the item while it lives, and of nothing after. */
export function askedOfLive(model: Model, condition: Condition, now: number): Condition {
  const live = liveCondition(model, now)
  if (!live) return condition
  if (!matches(condition, undefined)) return { op: 'and', conditions: [condition, live] }
  return { op: 'or', conditions: [condition, absentCondition(model, now)] }
}

export function isLive({ ttl }: Model, record: StoredRecord, now: number): boolean {
  const expiry = ttl === undefined ? undefined : record[ttl]
  return typeof expiry !== 'number' || expiry > seconds(now)
}

const seconds = (now: number): number => Math.floor(now / 1000)
