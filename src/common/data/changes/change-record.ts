import { Buffer } from 'node:buffer'
import { NumericText, type Key, type KeyValue, type StoredRecord } from '../store/value.ts'

export type ChangeKind = 'insert' | 'modify' | 'remove'

/** One change of one stored item, whatever backend it happened in: physical names and values, no model yet. */
export interface ChangeRecord {
  /** The same on every delivery of the same change. */
  readonly id: string
  /** The deployed name of the table. */
  readonly table: string
  /** Decimal digits; of two changes of one item the later one has the greater number (`compareSequences`). */
  readonly sequence: string
  /** About when it happened: ISO text, UTC. */
  readonly approximateTime?: string
  readonly kind: ChangeKind
  /** The primary key of the item. */
  readonly keys: Key
  /** The item as it was; absent for an insert, and when the stream does not carry old images. */
  readonly before?: StoredRecord
  /** The item as it is since; absent for a removal, and when the stream does not carry new images. */
  readonly after?: StoredRecord
  /** The backend removed the item because its time was over; nobody deleted it. */
  readonly isExpiry?: boolean
}

/** A text that two changes share exactly when they are of the same item: the unit that keeps order. */
export function itemIdentity({ table, keys }: ChangeRecord): string {
  const parts = Object.keys(keys)
    .toSorted()
    .map((name) => [name, keys[name] === undefined ? '' : keyText(keys[name])])
  return JSON.stringify([table, parts])
}

// A letter in front, since the text '1', the number 1 and the byte '1' are different keys.
function keyText(value: KeyValue): string {
  if (typeof value === 'string') return `s${value}`
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`
  return `n${value instanceof NumericText ? value.text : value}`
}

/** Negative, zero or positive, by the value of the digits: sequence numbers are longer than a number is exact. */
export function compareSequences(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : left > right ? 1 : 0
}
