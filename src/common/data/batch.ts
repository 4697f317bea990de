import { setTimeout as delay } from 'node:timers/promises'
import { ThrottledError } from './errors.ts'
import type { BatchWrite, ReadOptions, StoreTable } from './store/store.ts'
import type { Key, StoredRecord } from './store/value.ts'

const MAX_ATTEMPTS = 8
const BASE_DELAY_MS = 25
const MAX_DELAY_MS = 2_000

/** Reads items by key, any number of different keys, in the backend's portions; unfinished keys are asked for again. */
export async function readAll(
  table: StoreTable,
  keys: readonly Key[],
  portion: number,
  options: Pick<ReadOptions, 'attributes'> = {},
): Promise<StoredRecord[]> {
  const records: StoredRecord[] = []
  for (const part of portions(keys, portion)) {
    await untilDone(part, async (wanted) => {
      const result = await table.batchGet(wanted, { ...options, consistent: true })
      records.push(...result.records)
      return result.unprocessed
    })
  }
  return records
}

/** Puts and deletes, any number, of different items, in the backend's portions; unfinished writes are sent again. */
export async function writeAll(
  table: StoreTable,
  writes: readonly BatchWrite[],
  portion: number,
): Promise<void> {
  for (const part of portions(writes, portion)) {
    await untilDone(part, async (wanted) => (await table.batchWrite(wanted)).unprocessed)
  }
}

/** @throws ThrottledError that counts what was left undone after the last attempt */
async function untilDone<T>(
  work: readonly T[],
  attempt: (work: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let left = work
  for (let attempts = 1; ; attempts++) {
    left = await attempt(left)
    if (left.length === 0) return
    if (attempts === MAX_ATTEMPTS) {
      throw new ThrottledError(`The store left ${left.length} of ${work.length} items of a batch undone`)
    }
    // Full jitter: callers that were throttled together do not come back together.
    await delay(Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempts))
  }
}

export function* portions<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
