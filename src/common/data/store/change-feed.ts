import type { ChangeRecord } from '../changes/change-record.ts'
import type { MalformedRecordError } from '../changes/malformed-record-error.ts'

/** Where a reader of changes stands: text that only its backend reads. It may be kept, and read from again. */
export type FeedPosition = string

/**
 * The changes of some tables as they were committed. Changes of one item come in their order; a change that is committed
 * late is never skipped. They are kept for a day, as in DynamoDB, or until every consumer has passed them.
 */
export interface ChangeFeed {
  /**
   * Changes after a position, by default from the oldest that is kept on. The same position gives the same again and,
   * later, more.
   */
  read(after?: FeedPosition, limit?: number): Promise<ChangeBatch>

  /** The position after all that is committed by now. */
  end(): Promise<FeedPosition>

  /** A reader's bell: rings at once for a change made through this store, soon for one made by others. */
  watch(): ChangeWatch

  /** Removes changes of these tables that every one of the positions has passed, and all that are older than a day. */
  trim(passed: readonly FeedPosition[]): Promise<TrimResult>
}

export interface ChangeBatch {
  readonly changes: readonly ChangeRecord[]
  /** What is kept but cannot be read: to be set aside and told of. Reading again gives the same. */
  readonly malformed: readonly MalformedRecordError[]
  /** Where to go on. */
  readonly next: FeedPosition
  /** There was nothing more when it was read. */
  readonly isEnd: boolean
}

export interface ChangeWatch {
  /**
   * Resolves when there may be something new to read since it resolved last: spurious now and then, and never later
   * than the backend's time between polls.
   */
  next(): Promise<void>
  /** Lets go of a `next` that waits. */
  close(): void
}

export interface TrimResult {
  readonly removed: number
  /** Of those, too old to keep although one of the positions had not passed them. */
  readonly lost: number
}

/** How long a change is kept for readers. */
export const RETENTION_SECONDS = 24 * 60 * 60
/** A change that every consumer has passed is kept a little longer, for readers that keep no position. */
export const GRACE_SECONDS = 10 * 60
/** Changes that one read brings at most. */
export const FEED_LIMIT = 100
