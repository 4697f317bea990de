import { decodeRecord } from '../record-codec.ts'
import { lenientValue, type ColumnValue } from '../sql/key-columns.ts'
import type { Run } from './catalog.ts'
import { columnValue, columnValues } from './column-values.ts'
import type { Column, TableLayout } from './layout.ts'
import { columnType } from './table-sql.ts'

const CHUNK = 500

/** Computes columns for every record of a table, in key order, within the transaction under way. */
export async function backfill(run: Run, layout: TableLayout, columns: readonly Column[]): Promise<void> {
  // Nobody may write a record between the chunk that it belongs to and the commit.
  await run(`LOCK TABLE ${layout.table} IN SHARE ROW EXCLUSIVE MODE`)
  const update = updateSql(layout, columns)
  let position: readonly ColumnValue[] | undefined
  for (;;) {
    const rows = await run(nextSql(layout, position !== undefined), position ?? [])
    const values = rows.map(([data]) => {
      const record = decodeRecord(String(data))
      position = columnValues(layout.key, record)
      return [...position, ...columns.map((column) => lenientValue(column, record, columnValue))]
    })
    const width = layout.key.length + columns.length
    const arrays = Array.from({ length: width }, (_, i) => values.map((row) => row[i] ?? null))
    if (rows.length > 0) await run(update, arrays)
    if (rows.length < CHUNK) return
  }
}

function nextSql({ table, key }: TableLayout, isResumed: boolean): string {
  const names = key.map(({ sql }) => sql).join(', ')
  const where = isResumed ? ` WHERE (${names}) > (${key.map((_, i) => `$${i + 1}`).join(', ')})` : ''
  return `SELECT data FROM ${table}${where} ORDER BY ${names} LIMIT ${CHUNK}`
}

function updateSql({ table, key }: TableLayout, columns: readonly Column[]): string {
  const all = [...key, ...columns]
  const arrays = all.map((column, i) => `$${i + 1}::${columnType(column)}[]`).join(', ')
  const changes = columns.map(({ sql }, i) => `${sql} = v.c${key.length + i}`).join(', ')
  const joined = key.map(({ sql }, i) => `t.${sql} = v.c${i}`).join(' AND ')
  const names = all.map((_, i) => `c${i}`).join(', ')
  return `UPDATE ${table} t SET ${changes} FROM unnest(${arrays}) AS v(${names}) WHERE ${joined}`
}
