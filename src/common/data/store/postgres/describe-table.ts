import { escapeLiteral } from 'pg'
import { ValidationError } from '../../errors.ts'
import type { TableDescription, TableShape } from '../table-description.ts'
import type { Run } from './catalog.ts'
import type { Database } from './database.ts'
import type { TableLayout } from './layout.ts'
import { fittingName, quote } from './names.ts'

/** So many items are counted; of more, the planner's estimate is taken. */
const MAX_COUNTED = 10_000

/** The comment of a table ends with its declaration, of which the columns hold no attribute names and no projections. */
const introductionOf = (name: string): string =>
  `Bulkhead table ${name}: data is the record, all other columns are keys computed from it. Declared as\n`

export async function keepShape(
  run: Run,
  { schema, sqlName, name, table, shape }: TableLayout,
): Promise<void> {
  const comment = introductionOf(name) + JSON.stringify(shape)
  const [[present = null] = []] = await run(TABLE_COMMENT, [schema, sqlName])
  if (present !== comment) await run(`COMMENT ON TABLE ${table} IS ${escapeLiteral(comment)}`)
}

const TABLE_COMMENT = `SELECT obj_description(c.oid, 'pg_class') FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')`

/** Undefined when there is no table of that name that this store has made. */
export async function describeTable(
  database: Database,
  schema: string,
  name: string,
): Promise<TableDescription | undefined> {
  const sqlName = fittingName(name)
  const found = await database.query({ text: TABLE_COMMENT, values: [schema, sqlName] })
  const comment = found.rows[0]?.[0] ?? ''
  const introduction = introductionOf(name)
  if (!comment.startsWith(introduction)) return undefined
  const { indexes, ...shape } = JSON.parse(comment.slice(introduction.length)) as TableShape
  const text = `SELECT indexname FROM pg_indexes WHERE schemaname = $1 AND tablename = $2`
  const { rows } = await database.query({ text, values: [schema, sqlName] })
  const present = new Set(rows.map(([index]) => index))
  const declared = Object.entries(indexes)
  return {
    name,
    status: 'active',
    ...shape,
    indexes: Object.fromEntries(declared.filter(([index]) => present.has(fittingName(`${name}:${index}`)))),
    approximateItems: await countItems(database, `${quote(schema)}.${quote(sqlName)}`),
  }
}

/** True if it was there. @throws ValidationError for a table that is somebody else's */
export async function dropTable(run: Run, schema: string, name: string): Promise<boolean> {
  const sqlName = fittingName(name)
  const [found] = await run(TABLE_COMMENT, [schema, sqlName])
  if (!found) return false
  if (!found[0]?.startsWith(introductionOf(name)))
    throw new ValidationError(`Table ${name} was not made by this store`)
  await run(`DROP TABLE ${quote(schema)}.${quote(sqlName)}`)
  return true
}

/** The planner knows the table's size on disk as it is now, and how full its pages were when they were last looked at. */
async function countItems(database: Database, table: string): Promise<number> {
  const text = `SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT ${MAX_COUNTED + 1}) t`
  const counted = await database.query({ text })
  const count = Number(counted.rows[0]?.[0])
  if (count <= MAX_COUNTED) return count
  const { rows } = await database.query({ text: `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${table}` })
  const [{ Plan }] = JSON.parse(String(rows[0]?.[0])) as [{ Plan: { 'Plan Rows': number } }]
  return Math.max(Plan['Plan Rows'], MAX_COUNTED + 1)
}
