import { escapeLiteral } from 'pg'
import type { Run } from './catalog.ts'
import type { TableLayout } from './layout.ts'
import { fittingName, quote } from './names.ts'

/** The colon keeps it apart from every table of the service. */
export const logTable = (schema: string): string => `${quote(schema)}.":changes"`

const logFunction = (schema: string): string => `${quote(schema)}.":log_change"`

/**
 * The last insert of a transaction that holds an absent record absent shows a placeholder, `{}`, and takes it away again
 * (`write-effect.ts`): no record, which always has its key, looks like that.
 */
const EVENTS = {
  insert: `NEW.data::text <> '{}'`,
  update: 'OLD.data::text <> NEW.data::text',
  delete: `OLD.data::text <> '{}'`,
} as const

/**
 * Gives a streamed table the triggers that log its changes, whoever makes them, and takes them from one that is no
 * longer streamed.
 */
export async function keepTriggers(run: Run, layout: TableLayout): Promise<void> {
  const present = await presentTriggers(run, layout)
  if (!layout.isStreamed) {
    for (const name of present) await run(`DROP TRIGGER ${quote(name)} ON ${layout.table}`)
    return
  }
  const missing = Object.entries(EVENTS).filter(([event]) => !present.has(triggerName(event)))
  if (missing.length === 0) return
  await createLog(run, layout.schema)
  for (const [event, condition] of missing) {
    await run(
      `CREATE TRIGGER ${quote(triggerName(event))} AFTER ${event} ON ${layout.table} FOR EACH ROW ` +
        `WHEN (${condition}) EXECUTE FUNCTION ${logFunction(layout.schema)}(${escapeLiteral(layout.name)})`,
    )
  }
}

const triggerName = (event: string): string => `:log_${event}`

async function presentTriggers(run: Run, { schema, sqlName }: TableLayout): Promise<Set<string>> {
  const rows = await run(
    `SELECT t.tgname FROM pg_trigger t
     JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2 AND starts_with(t.tgname::text, ':log_')`,
    [schema, sqlName],
  )
  return new Set(rows.map(([name = null]) => String(name)))
}

/**
 * `xid` is the transaction that made the change. The order of `sequence` is that of the changes of one item, for the
 * number is taken while its row is locked, but not that of the commits, so that a reader goes by both.
 */
async function createLog(run: Run, schema: string): Promise<void> {
  const log = logTable(schema)
  const [[existing = null] = []] = await run('SELECT to_regclass($1)', [log])
  if (existing !== null) return
  await run(`CREATE TABLE ${log} (
    sequence bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ${quote(fittingName(':changes::key'))} PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    name text NOT NULL,
    time timestamptz NOT NULL DEFAULT clock_timestamp(),
    before json,
    after json
  )`)
  await run(`CREATE INDEX ":changes:xid" ON ${log} (xid, sequence)`)
  await run(`CREATE FUNCTION ${logFunction(schema)}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO ${log} (name, before, after) VALUES (
        TG_ARGV[0],
        CASE TG_OP WHEN 'INSERT' THEN NULL ELSE OLD.data END,
        CASE TG_OP WHEN 'DELETE' THEN NULL ELSE NEW.data END
      );
      RETURN NULL;
    END
  $$`)
}
