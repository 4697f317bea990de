import { recordDecoder } from '../record-codec.ts'
import type { TransactionGet } from '../store.ts'
import type { StoredRecord } from '../value.ts'
import type { ColumnValue } from '../sql/key-columns.ts'
import { exactColumnValues } from './column-values.ts'
import type { Database } from './database.ts'
import type { TableSql } from './table-sql.ts'
import { identityOf } from './write-plan.ts'

export interface PlannedGet {
  readonly table: TableSql
  readonly key: readonly ColumnValue[]
  /** The same for the same item only. */
  readonly identity: string
  readonly decode: (text: string) => StoredRecord
}

/** @throws ValidationError */
export function planGet(table: TableSql, get: TransactionGet): PlannedGet {
  const key = exactColumnValues(table.layout.key, get.key)
  return { table, key, identity: identityOf(table, key), decode: recordDecoder(get) }
}

/** Items as they were at one moment: a statement sees one snapshot, so all of them are read by one. */
export async function getTogether(
  database: Database,
  gets: readonly PlannedGet[],
): Promise<(StoredRecord | undefined)[]> {
  const values: ColumnValue[] = []
  const parts = gets.map(({ table, key }, place) => {
    const first = values.length + 1
    values.push(...key)
    return table.selectAt(place, first)
  })
  const { rows } = await database.query({ text: parts.join(' UNION ALL '), values })
  const found = new Map(rows.map(([place, text]) => [Number(place), text]))
  return gets.map(({ decode }, place) => {
    const text = found.get(place)
    return typeof text === 'string' ? decode(text) : undefined
  })
}
