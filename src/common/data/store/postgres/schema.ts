import { escapeLiteral } from 'pg'
import { UnavailableError, ValidationError } from '../../errors.ts'
import { backfill } from './backfill.ts'
import { keepTriggers } from './change-log.ts'
import { columnTypes, indexComment, storeIndexes, type Run } from './catalog.ts'
import { keepShape } from './describe-table.ts'
import type { Column, IndexLayout, TableLayout } from './layout.ts'
import { fittingName, quote } from './names.ts'
import { columnType } from './table-sql.ts'

/**
 * The record is `json`, not `jsonb`: `jsonb` refuses U+0000 and lone surrogates, which DynamoDB's strings may hold and
 * the codec writes as escapes, and takes time to rebuild a text that only this store reads. `json` keeps the text as it
 * is and can still be queried: `data->>'name'`.
 */
const DATA_TYPE = 'json'

/**
 * Brings a table to its declaration: creates it, or adds the columns, indexes and triggers that the declaration gained
 * and drops the indexes and triggers that it lost. True when the table was not there.
 *
 * A process of an older declaration does not fill the columns of a new index: stop it before the index is added.
 *
 * @throws ValidationError when a table of that name has another key
 */
export async function createTable(run: Run, layout: TableLayout): Promise<boolean> {
  await requireUnicode(run)
  const types = await columnTypes(run, layout)
  const isNew = types.size === 0
  if (isNew) await createSqlTable(run, layout)
  else checkTable(layout, types)
  const present = isNew ? new Map<string, string>() : await storeIndexes(run, layout)
  const declared = [...layout.indexes.values()]
  const missing = declared.filter(({ name, on }) => present.get(name) !== indexComment(on))
  for (const [name, comment] of present) {
    if (declared.every((index) => index.name !== name || indexComment(index.on) !== comment)) {
      await run(`DROP INDEX ${quote(layout.schema)}.${quote(name)}`)
    }
  }
  if (!isNew) await fillColumns(run, layout, types, missing)
  for (const index of missing) await createIndex(run, layout, index)
  await keepTriggers(run, layout)
  await keepShape(run, layout)
  return isNew
}

/** Text in another encoding has another order of bytes, and lacks most characters. */
async function requireUnicode(run: Run): Promise<void> {
  const [[encoding] = []] = await run('SHOW server_encoding')
  if (encoding === 'UTF8') return
  throw new UnavailableError(`The PostgreSQL database has encoding ${String(encoding)} and must have UTF8`)
}

async function createSqlTable(run: Run, { table, sqlName, key, extra }: TableLayout): Promise<void> {
  const columns = [
    ...key.map((column) => `${column.sql} ${columnSql(column)} NOT NULL`),
    ...extra.map((column) => `${column.sql} ${columnSql(column)}`),
    `data ${DATA_TYPE} NOT NULL`,
    // Two colons: no index that a table declares has such a name.
    `CONSTRAINT ${quote(fittingName(`${sqlName}::key`))} PRIMARY KEY (${key.map(({ sql }) => sql).join(', ')})`,
  ]
  await run(`CREATE TABLE ${table} (${columns.join(', ')})`)
}

const columnSql = (column: Column): string => (columnType(column) === 'text' ? 'text COLLATE "C"' : 'bytea')

/** As the catalog gives it. */
const catalogType = (column: Column): string => (columnType(column) === 'text' ? 'text C' : 'bytea')

function checkTable({ name, key }: TableLayout, types: ReadonlyMap<string, string>): void {
  const keyFits = key.every((column) => types.get(column.name) === catalogType(column))
  if (!keyFits || types.has('sk') !== key.length > 1 || types.get('data') !== DATA_TYPE) {
    throw new ValidationError(`Table ${name} exists with other columns than the ones declared`)
  }
}

/** Adds the columns of new indexes where they lack, and computes them for every record. */
async function fillColumns(
  run: Run,
  layout: TableLayout,
  types: ReadonlyMap<string, string>,
  indexes: readonly IndexLayout[],
): Promise<void> {
  const needed = new Set(indexes.flatMap(({ partition, order }) => [partition, ...order]))
  const columns = layout.extra.filter((column) => needed.has(column))
  for (const column of columns) {
    const type = types.get(column.name)
    if (type !== undefined && type !== catalogType(column)) {
      throw new ValidationError(`Column ${column.name} of table ${layout.name} has type ${type}`)
    }
    if (type === undefined)
      await run(`ALTER TABLE ${layout.table} ADD COLUMN ${column.sql} ${columnSql(column)}`)
  }
  if (columns.length > 0) await backfill(run, layout, columns)
}

async function createIndex(
  run: Run,
  { schema, table }: TableLayout,
  { name, on }: IndexLayout,
): Promise<void> {
  await run(`CREATE INDEX ${quote(name)} ON ${table} ${on}`)
  const comment = escapeLiteral(indexComment(on))
  await run(`COMMENT ON INDEX ${quote(schema)}.${quote(name)} IS ${comment}`)
}
