import { ValidationError } from '../../errors.ts'
import { toDecimalText } from '../../expressions/decimal.ts'
import type { ScanQuery } from '../store.ts'
import type { KeyValue } from '../value.ts'

/** One of several disjoint parts of a table. */
export type Segment = NonNullable<ScanQuery['segment']>

/** @throws ValidationError unless it is one of its total */
export function checkSegment({ index, total }: Segment): void {
  if (
    !Number.isSafeInteger(total) ||
    total < 1 ||
    !Number.isSafeInteger(index) ||
    index < 0 ||
    index >= total
  ) {
    throw new ValidationError(`Segment ${index} of ${total} does not exist`)
  }
}

/**
 * Whether a partition belongs to a segment: by a hash of the partition key, so that the parts are disjoint, stable and
 * about equal. One file has one disk and one reader, so a parallel scan here is right but no faster.
 */
export function inSegment({ index, total }: Segment, partitionKey: KeyValue): boolean {
  return hash(partitionKey) % total === index
}

/** FNV-1a over the characters or bytes of a key value. */
function hash(value: KeyValue): number {
  let state = 0x811c9dc5
  const add = (unit: number): void => {
    state = Math.imul(state ^ unit, 0x01000193)
  }
  if (value instanceof Uint8Array) value.forEach(add)
  else {
    const text = typeof value === 'string' ? value : toDecimalText(value)
    for (let i = 0; i < text.length; i++) add(text.charCodeAt(i))
  }
  return state >>> 0
}
