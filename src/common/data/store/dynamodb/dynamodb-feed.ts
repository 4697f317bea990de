import type { _Record, Shard } from '@aws-sdk/client-dynamodb-streams'
import type { ChangeRecord } from '../../changes/change-record.ts'
import { changeOfStreamRecord } from '../../changes/dynamodb-stream-record.ts'
import { MalformedRecordError } from '../../changes/malformed-record-error.ts'
import { valuesEqual } from '../../expressions/equality.ts'
import {
  FEED_LIMIT,
  type ChangeBatch,
  type ChangeFeed,
  type ChangeWatch,
  type FeedPosition,
  type TrimResult,
} from '../change-feed.ts'
import type { ChangeSignal } from '../change-signal.ts'
import type { Calls } from './calls.ts'
import type { StreamClient } from './stream-client.ts'
import {
  formatPosition,
  parsePosition,
  type ShardPosition,
  type StreamPosition,
  type StreamPositions,
} from './stream-position.ts'

/** The service answers five reads a second of one shard. */
const POLL_MS = 250

/**
 * The streams of tables, polled: for emulators and small tools. Deployed, Lambda does this, and gives the records to
 * `common/streams`. A shard is read when its parent is read to the end, so that changes of an item stay in order.
 */
export class DynamoDbFeed implements ChangeFeed {
  readonly #streams: () => Promise<StreamClient>
  readonly #calls: Calls
  readonly #signal: ChangeSignal
  readonly #tables: readonly string[]

  constructor(
    streams: () => Promise<StreamClient>,
    calls: Calls,
    signal: ChangeSignal,
    tables: readonly string[],
  ) {
    this.#streams = streams
    this.#calls = calls
    this.#signal = signal
    this.#tables = tables
  }

  read(after?: FeedPosition, limit = FEED_LIMIT): Promise<ChangeBatch> {
    return this.#calls.run(async () => {
      const streams = await this.#streams()
      const before = after === undefined ? {} : parsePosition(after)
      const next: Record<string, StreamPosition> = {}
      const batch = new Batch()
      let isEnd = true
      for (const table of this.#tables) {
        const arn = await streams.streamOf(table)
        const known = before[table]?.arn === arn ? before[table].shards : {}
        const shards = await streams.shards(arn)
        const positions: Record<string, ShardPosition> = {}
        for (const { ShardId: id = '' } of shards) if (known[id]) positions[id] = known[id]
        for (const id of readable(shards, positions)) {
          if (batch.size >= limit) {
            isEnd = false
            break
          }
          const page = await streams.read(arn, id, positions[id] ?? {}, limit - batch.size)
          positions[id] = page.position
          batch.add(arn, page.records)
          // Its children are to be read next.
          if (page.records.length > 0 || page.position.isDone) isEnd = false
        }
        next[table] = { arn, shards: positions }
      }
      return { changes: batch.changes, malformed: batch.malformed, next: formatPosition(next), isEnd }
    })
  }

  end(): Promise<FeedPosition> {
    return this.#calls.run(async () => {
      const streams = await this.#streams()
      const positions: Record<string, StreamPosition> = {}
      for (const table of this.#tables) {
        const arn = await streams.streamOf(table)
        const shards: Record<string, ShardPosition> = {}
        for (const { ShardId: id = '' } of await streams.shards(arn)) shards[id] = await streams.end(arn, id)
        positions[table] = { arn, shards }
      }
      return formatPosition(positions satisfies StreamPositions)
    })
  }

  watch(): ChangeWatch {
    return this.#signal.watch(POLL_MS)
  }

  /** The service removes what is older than a day by itself. */
  async trim(): Promise<TrimResult> {
    return { removed: 0, lost: 0 }
  }
}

/** The shards to read now: not yet done, and without a parent that is not. */
function readable(shards: readonly Shard[], positions: Readonly<Record<string, ShardPosition>>): string[] {
  const ids = new Set(shards.map(({ ShardId }) => ShardId))
  const isDone = (id: string): boolean => positions[id]?.isDone === true
  return shards.flatMap(({ ShardId: id = '', ParentShardId: parent }) => {
    const isWaiting = parent !== undefined && ids.has(parent) && !isDone(parent)
    return isDone(id) || isWaiting ? [] : [id]
  })
}

/** Records as changes. */
class Batch {
  readonly changes: ChangeRecord[] = []
  readonly malformed: MalformedRecordError[] = []
  size = 0

  add(arn: string, records: readonly _Record[]): void {
    this.size += records.length
    for (const record of records) {
      try {
        const change = changeOfStreamRecord({ ...record, eventSourceARN: arn })
        // Emulators number the events of each table from 1, and one reports writes that change nothing.
        if (!isNoChange(change)) this.changes.push({ ...change, id: `${change.table}:${change.sequence}` })
      } catch (error) {
        if (!(error instanceof MalformedRecordError)) throw error
        this.malformed.push(error)
      }
    }
  }
}

const isNoChange = ({ before, after }: ChangeRecord): boolean =>
  before !== undefined && after !== undefined && valuesEqual(before, after)
