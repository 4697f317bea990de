import { ConditionFailedError, TooLargeError, TransactionFailedError } from './errors.ts'
import type { Store, TransactionGet, TransactionWrite } from './store/store.ts'
import type { StoredRecord } from './store/value.ts'

/** A write of a service that has been checked and prepared, but not done: one action of a transaction. */
export interface PlannedWrite<T = unknown> {
  /** What will be stored. */
  readonly entity: T
  readonly write: TransactionWrite
  /** What a failed condition of this write means to the caller. */
  readonly failure: (cause: ConditionFailedError) => Error
}

/**
 * Does all of the planned writes or none.
 * @throws TransactionFailedError whose reasons stand in the order of the writes, in the caller's terms
 * @throws TooLargeError when there are more writes than one transaction holds
 */
export async function transact(store: Store, planned: readonly PlannedWrite[]): Promise<void> {
  if (planned.length > store.limits.transaction) {
    throw new TooLargeError(
      `A transaction holds at most ${store.limits.transaction} writes, not ${planned.length}`,
    )
  }
  try {
    // One write is atomic by itself, at half the price.
    const [only] = planned
    if (only && planned.length === 1) await writeAlone(store, only.write)
    else await store.transact(planned.map(({ write }) => write))
  } catch (error) {
    if (!(error instanceof TransactionFailedError)) throw error
    const reasons = error.reasons.map((reason, index) =>
      reason instanceof ConditionFailedError ? (planned[index]?.failure(reason) ?? reason) : reason,
    )
    throw new TransactionFailedError(reasons as TransactionFailedError['reasons'], { cause: error })
  }
}

/** A read of a service that has been checked, but not done: one item of a consistent whole. */
export interface PlannedGet<T = unknown> {
  readonly get: TransactionGet
  /** The entity of what was found, null when there is none. @throws CorruptItemError */
  readonly entity: (record: StoredRecord | undefined) => T | null
}

/**
 * Entities, of any models, as they all were at one moment; null where there is none. On DynamoDB at twice the price of
 * consistent reads.
 * @throws TooLargeError when there are more than one transaction holds
 * @throws ValidationError when two are the same item
 */
export async function transactGet<const Gets extends readonly PlannedGet[]>(
  store: Store,
  planned: Gets,
): Promise<{ -readonly [I in keyof Gets]: ReturnType<Gets[I]['entity']> }> {
  const records = await store.transactGet(planned.map(({ get }) => get))
  const entities = planned.map(({ entity }, i) => entity(records[i]))
  return entities as { -readonly [I in keyof Gets]: ReturnType<Gets[I]['entity']> }
}

async function writeAlone(store: Store, write: TransactionWrite): Promise<void> {
  if (write.type === 'check') {
    await store.transact([write])
    return
  }
  try {
    await store.table(write.table).write(write)
  } catch (error) {
    throw error instanceof ConditionFailedError ? new TransactionFailedError([error]) : error
  }
}
