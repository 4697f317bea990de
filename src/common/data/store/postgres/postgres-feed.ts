import { ValidationError } from '../../errors.ts'
import {
  FEED_LIMIT,
  type ChangeBatch,
  type ChangeFeed,
  type ChangeWatch,
  type FeedPosition,
  type TrimResult,
} from '../change-feed.ts'
import { readLog, type LoggedChange } from '../sql/logged-change.ts'
import type { StreamedTables } from '../streamed-tables.ts'
import type { ChangeNotices } from './change-notices.ts'
import type { Database } from './database.ts'
import { LogSql, NOTHING, TRIM_CHUNK, type LogWindow } from './log-sql.ts'
import type { SqlRow } from './pipeline.ts'

/** For changes by others whose notice was lost; those of this process ring at once. */
const POLL_MS = 250

/**
 * Changes in the order of commits, as far as it matters. A position is a snapshot: the transactions that were finished
 * when it was taken. What is new is what a later snapshot sees and the earlier one does not, by sequence. So a
 * transaction that commits late is neither skipped nor waited for, and since a change of an item starts only after the
 * transaction of the one before is finished, no snapshot sees the later one alone.
 */
export class PostgresFeed implements ChangeFeed {
  readonly #database: Database
  readonly #notices: ChangeNotices
  readonly #tables: StreamedTables
  readonly #sql: LogSql

  constructor(database: Database, notices: ChangeNotices, schema: string, tables: StreamedTables) {
    this.#database = database
    this.#notices = notices
    this.#tables = tables
    this.#sql = new LogSql(schema)
  }

  read(after: FeedPosition = NOTHING, limit = FEED_LIMIT): Promise<ChangeBatch> {
    return this.#database.run(async () => {
      const { from, window } = parse(after)
      const opened = window ?? (await this.#open(from))
      if (opened.isEmpty) return { changes: [], malformed: [], next: opened.to, isEnd: true }
      const { rows } = await this.#database.query(this.#sql.rows(opened, [...this.#tables.keys()], limit))
      const log = rows.map(toChange)
      const isRead = rows.length < limit
      const last = log.at(-1)?.sequence ?? opened.sequence
      const next = isRead ? opened.to : [opened.from, opened.to, last].join('/')
      return { ...readLog(this.#tables, log), next, isEnd: isRead && !window }
    })
  }

  end(): Promise<FeedPosition> {
    return this.#database.run(async () => {
      const { rows } = await this.#database.query({ text: 'SELECT pg_current_snapshot()' })
      return String(rows[0]?.[0])
    })
  }

  watch(): ChangeWatch {
    return this.#notices.watch(POLL_MS)
  }

  trim(passed: readonly FeedPosition[]): Promise<TrimResult> {
    return this.#database.run(async () => {
      const snapshots = passed.map((position) => parse(position).from)
      const result = { removed: 0, lost: 0 }
      for (;;) {
        const { rows } = await this.#database.query(this.#sql.trim(snapshots, [...this.#tables.keys()]))
        const [removed, lost] = (rows[0] ?? []).map(Number)
        result.removed += removed ?? 0
        result.lost += snapshots.length > 0 ? (lost ?? 0) : 0
        if ((removed ?? 0) < TRIM_CHUNK) return result
      }
    })
  }

  /** What is new since a snapshot. */
  async #open(from: string): Promise<LogWindow & { readonly isEmpty: boolean }> {
    const { rows } = await this.#database.query(this.#sql.window(from))
    const [to, lowest = null] = rows[0] ?? []
    return { from, to: String(to), sequence: String(BigInt(lowest ?? 1) - 1n), isEmpty: lowest === null }
  }
}

const SNAPSHOT = String.raw`\d+:\d+:[\d,]*`
const POSITION = new RegExp(`^(${SNAPSHOT})(?:/(${SNAPSHOT})/(\\d+))?$`)

/** A position is a snapshot, or a place between two: `from/to/sequence`. */
function parse(position: FeedPosition): { from: string; window?: LogWindow & { isEmpty: false } } {
  const [, from, to, sequence] = POSITION.exec(position) ?? []
  if (from === undefined) throw new ValidationError('Not a position of this change feed')
  if (to === undefined || sequence === undefined) return { from }
  return { from, window: { from, to, sequence, isEmpty: false } }
}

function toChange([sequence, table, time, before = null, after = null]: SqlRow): LoggedChange {
  return { sequence: String(sequence), table: String(table), time: String(time), before, after }
}
