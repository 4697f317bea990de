import type { TableDefinition } from '../model/table.ts'
import type { TableNameResolver } from '../table-name.ts'

/** Streamed tables by physical name. */
export type StreamedTables = ReadonlyMap<string, TableDefinition>

/** @throws Error for a table that declares no stream */
export function streamedTables(
  tables: readonly TableDefinition[],
  tableName: TableNameResolver,
): StreamedTables {
  for (const { base, stream } of tables) {
    if (stream === undefined) throw new Error(`Table ${base} declares no stream, so its changes are not kept`)
  }
  return new Map(tables.map((table) => [tableName(table.base), table]))
}
