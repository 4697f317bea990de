import { ValidationError } from '../../errors.ts'
import { decodeRecord } from '../record-codec.ts'
import { lenientValue } from '../sql/key-columns.ts'
import { keepTriggers } from './change-log.ts'
import { keepShape } from './describe-table.ts'
import type { Database, SqlValue } from './driver.ts'
import { indexSqlName, quote, type Column, type TableLayout } from './layout.ts'
import { prepareMeta } from './meta.ts'

const COLUMN_TYPES = { S: 'TEXT', N: 'BLOB', B: 'BLOB' } as const

const BACKFILL_CHUNK = 500

/**
 * Brings a table to its declaration: creates it, or adds the columns, indexes and triggers that the declaration gained
 * and drops the indexes and triggers that it lost. Must run within a transaction. True when the table was not there.
 *
 * @throws ValidationError when a table of that name has another key
 */
export function createTable(database: Database, layout: TableLayout): boolean {
  // The file may have been put in the place of another since the store was opened.
  prepareMeta(database)
  const created = createSqlTable(database, layout)
  if (!created) checkKey(database, layout)
  const present = presentIndexes(database, layout)
  const missing = [...layout.indexes].filter(
    ([name, { createSql }]) => present.get(indexSqlName(layout.name, name)) !== createSql,
  )
  const declared = new Set<SqlValue>([...layout.indexes.values()].map(({ createSql }) => createSql))
  for (const [name, sql] of present) {
    if (!declared.has(sql)) database.exec(`DROP INDEX ${quote(name)}`)
  }
  const columns = new Map<string, Column>()
  for (const [, { partition, order }] of missing) {
    for (const column of [partition, ...order]) columns.set(column.sql, column)
  }
  if (!created)
    backfill(
      database,
      layout,
      layout.extra.filter(({ sql }) => columns.has(sql)),
    )
  for (const [, { createSql }] of missing) database.exec(createSql)
  keepTriggers(database, layout)
  keepShape(database, layout)
  return created
}

function createSqlTable(database: Database, { name, table, key, extra }: TableLayout): boolean {
  const known = database.prepare('SELECT name FROM sqlite_master WHERE type = ? AND name = ? COLLATE NOCASE')
  const [existing] = known.get(['table', name]) ?? []
  if (existing === name) return false
  if (existing !== undefined) {
    throw new ValidationError(
      `Table ${name} differs only by case from ${String(existing)}, which SQLite cannot keep apart`,
    )
  }
  if (/^sqlite_/i.test(name))
    throw new ValidationError(`Table ${name}: SQLite keeps names with sqlite_ for itself`)
  const columns = [
    ...key.map((column) => `${column.sql} ${columnType(column)} NOT NULL`),
    'data TEXT NOT NULL',
    ...extra.map((column) => `${column.sql} ${columnType(column)}`),
    `PRIMARY KEY (${key.map(({ sql }) => sql).join(', ')})`,
  ]
  database.exec(`CREATE TABLE ${table} (${columns.join(', ')}) WITHOUT ROWID`)
  return true
}

const columnType = ({ attribute }: Column): string => COLUMN_TYPES[attribute.type]

function columnTypes(database: Database, layout: TableLayout): Map<SqlValue, SqlValue> {
  const rows = database.prepare('SELECT name, type FROM pragma_table_info(?)').all([layout.name])
  return new Map(rows.map(([name = null, type = null]) => [`"${String(name)}"`, type]))
}

function checkKey(database: Database, layout: TableLayout): void {
  const types = columnTypes(database, layout)
  const fits = layout.key.every((column) => types.get(column.sql) === columnType(column))
  if (!fits || types.has('"sk"') !== layout.key.length > 1) {
    throw new ValidationError(`Table ${layout.name} exists with another key than the one declared`)
  }
}

/** The statements that made the indexes of a table, by name. */
function presentIndexes(database: Database, { name }: TableLayout): Map<string, SqlValue> {
  const rows = database
    .prepare('SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = ? AND sql IS NOT NULL')
    .all(['index', name])
  return new Map(rows.map(([index = null, sql = null]) => [String(index), sql]))
}

/** Adds the columns where they lack and computes them for every record. */
function backfill(database: Database, layout: TableLayout, columns: readonly Column[]): void {
  if (columns.length === 0) return
  const types = columnTypes(database, layout)
  for (const column of columns) {
    if (!types.has(column.sql))
      database.exec(`ALTER TABLE ${layout.table} ADD COLUMN ${column.sql} ${columnType(column)}`)
  }
  const key = layout.key.map(({ sql }) => sql)
  const marks = key.map(() => '?').join(', ')
  const next = database.prepare(
    `SELECT data FROM ${layout.table} WHERE (${key.join(', ')}) > (${marks}) ORDER BY ${key.join(', ')} LIMIT ${BACKFILL_CHUNK}`,
  )
  const first = database.prepare(
    `SELECT data FROM ${layout.table} ORDER BY ${key.join(', ')} LIMIT ${BACKFILL_CHUNK}`,
  )
  const update = database.prepare(
    `UPDATE ${layout.table} SET ${columns.map(({ sql }) => `${sql} = ?`).join(', ')} WHERE (${key.join(', ')}) = (${marks})`,
  )
  let position: SqlValue[] = []
  for (let rows = first.all([]); rows.length > 0; rows = next.all(position)) {
    for (const [text] of rows) {
      const record = decodeRecord(String(text))
      position = layout.key.map((column) => lenientValue(column, record))
      update.run([...columns.map((column) => lenientValue(column, record)), ...position])
    }
  }
}
