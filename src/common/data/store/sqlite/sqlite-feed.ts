import { ValidationError } from '../../errors.ts'
import {
  FEED_LIMIT,
  type ChangeBatch,
  type ChangeFeed,
  type ChangeWatch,
  type FeedPosition,
  type TrimResult,
} from '../change-feed.ts'
import type { ChangeSignal } from '../change-signal.ts'
import { readLog, type LoggedChange } from '../sql/logged-change.ts'
import type { StreamedTables } from '../streamed-tables.ts'
import { LOG } from './change-log.ts'
import type { Database, SqlRow, Statement } from './driver.ts'
import type { WriteQueue } from './write-queue.ts'

/** For changes by other processes; those of this one ring at once. */
const POLL_MS = 50
/** A read holds the event loop: it brings about so many characters of images, and fetches so many rows at a time. */
const MAX_CHARACTERS = 1_048_576
const CHUNK = 16

/** Changes by their place in the log, which has one writer at a time: a later commit has a greater number. */
export class SqliteFeed implements ChangeFeed {
  readonly #database: Database
  readonly #queue: WriteQueue
  readonly #signal: ChangeSignal
  readonly #tables: StreamedTables
  #select: Statement | undefined

  constructor(database: Database, queue: WriteQueue, signal: ChangeSignal, tables: StreamedTables) {
    this.#database = database
    this.#queue = queue
    this.#signal = signal
    this.#tables = tables
  }

  async read(after: FeedPosition = '0', limit = FEED_LIMIT): Promise<ChangeBatch> {
    const rows: LoggedChange[] = []
    let characters = 0
    let next = sequenceOf(after)
    let isEnd = false
    while (!isEnd && rows.length < limit && characters < MAX_CHARACTERS) {
      const wanted = Math.min(CHUNK, limit - rows.length)
      const found = this.#rows(next, wanted)
      isEnd = found.length < wanted
      for (const row of found) {
        const change = toChange(row)
        rows.push(change)
        next = Number(change.sequence)
        characters += (change.before?.length ?? 0) + (change.after?.length ?? 0)
      }
    }
    return { ...readLog(this.#tables, rows), next: String(next), isEnd }
  }

  async end(): Promise<FeedPosition> {
    const row = this.#database.prepare(`SELECT max(sequence) FROM ${LOG}`).get([])
    return String(row?.[0] ?? 0)
  }

  watch(): ChangeWatch {
    return this.#signal.watch(POLL_MS)
  }

  async trim(passed: readonly FeedPosition[]): Promise<TrimResult> {
    const all = passed.length === 0 ? 0 : Math.min(...passed.map(sequenceOf))
    let [removed, lost] = [0, 0]
    for (;;) {
      const { trimmed } = await this.#queue.submit({
        kind: 'trim',
        passed: all,
        tables: [...this.#tables.keys()],
      })
      removed += trimmed?.removed ?? 0
      if (passed.length > 0) lost += trimmed?.lost ?? 0
      if (trimmed?.isEnd !== false) return { removed, lost }
    }
  }

  /** Rows of other tables come without their images. */
  #rows(after: number, limit: number): readonly SqlRow[] {
    const names = [...this.#tables.keys()]
    this.#select ??= this.#database.prepare(this.#selectSql(names.length))
    return this.#select.all([...names, ...names, after, limit])
  }

  #selectSql(count: number): string {
    const marks = Array<string>(count).fill('?').join(', ')
    const image = (column: string): string => `CASE WHEN name IN (${marks}) THEN ${column} END`
    return (
      `SELECT sequence, name, time, ${image('before')}, ${image('after')} FROM ${LOG} ` +
      'WHERE sequence > ? ORDER BY sequence LIMIT ?'
    )
  }
}

function toChange([sequence, table, time, before = null, after = null]: SqlRow): LoggedChange {
  return {
    sequence: String(sequence),
    table: String(table),
    time: String(time),
    before: before === null ? null : String(before),
    after: after === null ? null : String(after),
  }
}

function sequenceOf(position: FeedPosition): number {
  const sequence = Number(position)
  if (!/^\d+$/.test(position) || !Number.isSafeInteger(sequence)) {
    throw new ValidationError('Not a position of this change feed')
  }
  return sequence
}
