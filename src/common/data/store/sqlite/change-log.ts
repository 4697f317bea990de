import { GRACE_SECONDS, RETENTION_SECONDS, type TrimResult } from '../change-feed.ts'
import type { Database, SqlValue } from './driver.ts'
import { quote, type TableLayout } from './layout.ts'

/** The colon keeps it apart from every table of the service. */
export const LOG = '":changes"'

const NOW = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
/** The time stands before the images, so that reading it alone needs no further page of a large row. */
const CREATE_LOG =
  `CREATE TABLE IF NOT EXISTS ${LOG} (sequence INTEGER PRIMARY KEY AUTOINCREMENT, ` +
  `name TEXT NOT NULL, time TEXT NOT NULL, before TEXT, after TEXT)`

const TRIM_CHUNK = 5000

/**
 * Gives a streamed table the triggers that log its changes, whoever makes them, and takes them from one that is no
 * longer streamed. Must run within a transaction.
 */
export function keepTriggers(database: Database, layout: TableLayout): void {
  const declared = layout.isStreamed ? triggersOf(layout) : new Map<string, string>()
  const present = new Map<string, SqlValue>(
    database
      .prepare('SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = ?')
      .all(['trigger', layout.name])
      .map(([name = null, sql = null]): [string, SqlValue] => [String(name), sql])
      .filter(([name]) => name.startsWith(`${layout.name}:`)),
  )
  for (const [name, sql] of present) {
    if (declared.get(name) !== sql) database.exec(`DROP TRIGGER ${quote(name)}`)
  }
  if (declared.size > 0) database.exec(CREATE_LOG)
  for (const [name, sql] of declared) if (present.get(name) !== sql) database.exec(sql)
}

/** A row that keeps its text was written, but not changed. */
function triggersOf({ name, table }: TableLayout): Map<string, string> {
  const log = (before: string, after: string): string =>
    `INSERT INTO ${LOG} (name, time, before, after) VALUES ('${name.replaceAll("'", "''")}', ${NOW}, ${before}, ${after})`
  const trigger = (event: string, when: string, statement: string): [string, string] => {
    const triggerName = `${name}:${event.toLowerCase()}`
    const sql = `CREATE TRIGGER ${quote(triggerName)} AFTER ${event} ON ${table}${when} BEGIN ${statement}; END`
    return [triggerName, sql]
  }
  return new Map([
    trigger('INSERT', '', log('NULL', 'NEW.data')),
    trigger('UPDATE', ' WHEN OLD.data <> NEW.data', log('OLD.data', 'NEW.data')),
    trigger('DELETE', '', log('OLD.data', 'NULL')),
  ])
}

/**
 * Removes the first rows of the log, as far as they are not needed.
 * @param passed what every consumer of these tables has passed; 0 for nothing
 * @returns `isEnd` when no more are to be removed
 */
export function trimLog(
  database: Database,
  passed: number,
  tables: readonly string[],
): TrimResult & { readonly isEnd: boolean } {
  const remove = (condition: string, values: readonly SqlValue[]): number =>
    database
      .prepare(
        `DELETE FROM ${LOG} WHERE sequence IN (SELECT sequence FROM ` +
          `(SELECT sequence, name, time FROM ${LOG} ORDER BY sequence LIMIT ${TRIM_CHUNK}) WHERE ${condition})`,
      )
      .run(values)
  const older = `time < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)`
  const names = tables.map(() => '?').join(', ')
  const done = remove(`name IN (${names}) AND sequence <= ? AND ${older}`, [
    ...tables,
    passed,
    `-${GRACE_SECONDS} seconds`,
  ])
  const lost = remove(older, [`-${RETENTION_SECONDS} seconds`])
  return { removed: done + lost, lost, isEnd: done < TRIM_CHUNK && lost < TRIM_CHUNK }
}
