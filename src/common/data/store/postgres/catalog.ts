import type { Pipeline, Statement } from './pipeline.ts'
import type { TableLayout } from './layout.ts'
import { quote } from './names.ts'

/** Sends one statement that may wait or work for long, and gives its rows. */
export type Run = (
  text: string,
  values?: Statement['values'],
) => Promise<readonly (readonly (string | null)[])[]>

/**
 * Changes the catalog of one schema, all or nothing. Whoever else does so, in any process, waits for its turn.
 * @throws the driver's errors
 */
export async function changeCatalog<T>(
  send: Pipeline,
  schema: string,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const run: Run = async (text, values = []) => {
    const [result] = await send([{ text, values, isPatient: true }])
    return result?.rows ?? []
  }
  try {
    await run('BEGIN ISOLATION LEVEL READ COMMITTED')
    await run('SET LOCAL statement_timeout = 0')
    await run('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`bulkhead schema ${schema}`])
    // A table that is in use is waited for, but not for so long that all of its readers queue up behind.
    await run(`SET LOCAL lock_timeout = '10s'`)
    await requireSchema(run, schema)
    const result = await work(run)
    await run('COMMIT')
    return result
  } catch (error) {
    await send([{ text: 'ROLLBACK' }]).catch(() => undefined)
    throw error
  }
}

/** Asks first: to create a schema that is there needs the same privilege as to create one that is not. */
async function requireSchema(run: Run, schema: string): Promise<void> {
  const [found] = await run('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  if (!found) await run(`CREATE SCHEMA ${quote(schema)}`)
}

/** The types of the columns of a table by name, with the collation of text; empty when there is no such table. */
export async function columnTypes(run: Run, { schema, sqlName }: TableLayout): Promise<Map<string, string>> {
  const rows = await run(
    `SELECT a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), o.collname)
     FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_collation o ON o.oid = a.attcollation
     WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
    [schema, sqlName],
  )
  return new Map(rows.map(([name = null, type = null]) => [String(name), String(type)]))
}

const INDEX_COMMENT = 'Bulkhead index '

/** What the index comment says, by which a later start tells whether the index is still the declared one. */
export const indexComment = (on: string): string => INDEX_COMMENT + on

/** The indexes that this store has made for a table, with their comments. */
export async function storeIndexes(run: Run, { schema, sqlName }: TableLayout): Promise<Map<string, string>> {
  const rows = await run(
    `SELECT i.relname, d.description
     FROM pg_index x
     JOIN pg_class i ON i.oid = x.indexrelid
     JOIN pg_class c ON c.oid = x.indrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_description d ON d.objoid = i.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
     WHERE n.nspname = $1 AND c.relname = $2 AND starts_with(d.description, $3)`,
    [schema, sqlName, INDEX_COMMENT],
  )
  return new Map(rows.map(([name = null, comment = null]) => [String(name), String(comment)]))
}
