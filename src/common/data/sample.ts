import { AlreadyExistsError, TransactionFailedError } from './errors.ts'
import type { TableDefinition } from './model/table.ts'
import type { Store } from './store/store.ts'

/** What a feature has to show on a first start: what its examples in the documentation are about. */
export interface Sample {
  /** Has to be empty, whichever feature may share it. */
  readonly table: TableDefinition
  load(): Promise<void>
}

/**
 * Loads the samples whose tables are empty. Of two processes that start together, the second leaves what the first has
 * stored.
 * @returns true when anything was loaded
 */
export async function loadSamples(store: Store, samples: readonly Sample[]): Promise<boolean> {
  const tables = [...new Set(samples.map(({ table }) => table))]
  const empty = await Promise.all(tables.map((table) => isEmpty(store, table)))
  const due = samples.filter(({ table }) => empty[tables.indexOf(table)])
  for (const sample of due) await sample.load().catch(unlessThere)
  return due.length > 0
}

async function isEmpty(store: Store, table: TableDefinition): Promise<boolean> {
  // One that is not deployed has nothing to be loaded into.
  if (!(await store.describeTable(table))) return false
  return (await store.table(table).scan({ limit: 1 })).records.length === 0
}

function unlessThere(error: unknown): void {
  const reasons = error instanceof TransactionFailedError ? error.reasons : [error]
  if (!reasons.some((reason) => reason instanceof AlreadyExistsError)) throw error
}
