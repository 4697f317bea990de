import { ValidationError } from '../../errors.ts'
import type { FeedPosition } from '../change-feed.ts'

/** How far a shard is read. */
export interface ShardPosition {
  /** The last record read. Undefined before the first. */
  readonly sequence?: string
  /** Where the service goes on; it forgets it after some minutes. */
  readonly iterator?: string
  /** The shard is closed, and all of it is read. */
  readonly isDone?: true
}

/** The stream of one table, by the ARN that says which one: a table that is made again has another. */
export interface StreamPosition {
  readonly arn: string
  /** By shard; one that is not named is read from its beginning. */
  readonly shards: Readonly<Record<string, ShardPosition>>
}

/** By physical table name. */
export type StreamPositions = Readonly<Record<string, StreamPosition>>

export const formatPosition = (positions: StreamPositions): FeedPosition => JSON.stringify(positions)

/** @throws ValidationError for what `formatPosition` did not make */
export function parsePosition(position: FeedPosition): StreamPositions {
  try {
    const parsed: unknown = JSON.parse(position)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as StreamPositions
  } catch {
    // Not JSON at all.
  }
  throw new ValidationError('Not a position of this change feed')
}
