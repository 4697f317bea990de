import { GRACE_SECONDS, RETENTION_SECONDS } from '../change-feed.ts'
import { logTable } from './change-log.ts'
import type { Statement } from './pipeline.ts'

/** The changes that snapshot `to` sees and `from` does not, from one sequence on. */
export interface LogWindow {
  readonly from: string
  readonly to: string
  readonly sequence: string
}

/** The snapshot that sees nothing. */
export const NOTHING = '1:1:'

/** Rows that one statement removes at most. */
export const TRIM_CHUNK = 5000

const ISO_TIME = `to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The statements on the change log. */
export class LogSql {
  readonly #log: string

  constructor(schema: string) {
    this.#log = logTable(schema)
  }

  /**
   * The present snapshot, and the lowest sequence among what is new since `from`: null for nothing. Not the bare minimum,
   * for which PostgreSQL would go through the log in the order of sequences, past all that is old.
   */
  window(from: string): Statement {
    return {
      text:
        `SELECT s, (SELECT min(sequence + 0) FROM ${this.#log} WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) ` +
        'AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot) AND pg_visible_in_snapshot(xid, s)) ' +
        'FROM (SELECT pg_current_snapshot() s) t',
      values: [from],
    }
  }

  /** The changes of a window in their order; those of other tables without their images. */
  rows({ from, to, sequence }: LogWindow, tables: readonly string[], limit: number): Statement {
    const image = (column: string): string => `CASE WHEN name = ANY ($4::text[]) THEN ${column} END`
    return {
      text:
        `SELECT sequence, name, ${ISO_TIME}, ${image('before')}, ${image('after')} FROM ${this.#log} ` +
        'WHERE sequence > $3::bigint AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot) ' +
        'AND pg_visible_in_snapshot(xid, $2::pg_snapshot) ORDER BY sequence LIMIT $5',
      values: [from, to, sequence, tables, limit],
    }
  }

  /** Removes the first rows, as far as they are not needed; how many, and how many not all the snapshots had seen. */
  trim(passed: readonly string[], tables: readonly string[]): Statement {
    const isPassed =
      passed.length === 0
        ? 'false'
        : passed.map((_, i) => `pg_visible_in_snapshot(xid, $${i + 4}::pg_snapshot)`).join(' AND ')
    const older = (mark: string): string => `time < now() - make_interval(secs => ${mark})`
    return {
      text:
        `WITH first AS (SELECT sequence, xid, name, time FROM ${this.#log} ORDER BY sequence LIMIT ${TRIM_CHUNK}), ` +
        `gone AS (DELETE FROM ${this.#log} WHERE sequence IN (SELECT sequence FROM first ` +
        `WHERE ${older('$1')} OR (${older('$2')} AND name = ANY ($3::text[]) AND ${isPassed})) RETURNING xid) ` +
        `SELECT count(*), count(*) FILTER (WHERE NOT (${isPassed})) FROM gone`,
      values: [RETENTION_SECONDS, GRACE_SECONDS, tables, ...passed],
    }
  }
}
