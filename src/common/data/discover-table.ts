import type { TableDefinition } from './model/table.ts'
import type { Store } from './store/store.ts'
import { shapeOf } from './store/table-description.ts'

/**
 * The declaration of a table that is there already, read from the table itself: for models on a table that somebody else
 * declares, or that is older than this code. Undefined when there is none.
 *
 * @param known what no table can tell of itself
 */
export async function discoverTable(
  store: Store,
  base: string,
  known: Pick<TableDefinition, 'isShared' | 'deployment'>,
): Promise<TableDefinition | undefined> {
  const description = await store.describeTable({ base })
  return description && { base, ...known, ...shapeOf(description) }
}
