import { setImmediate } from 'node:timers/promises'
import type { TableDescription, TableShape } from '../table-description.ts'
import type { Key } from '../value.ts'
import type { Database } from './driver.ts'
import { indexSqlName, layoutTable, quote, type TableLayout } from './layout.ts'
import { forget, keep, recall } from './meta.ts'
import { PageReader } from './page-reader.ts'

const shapeName = (table: string): string => `table:${table}`

/** Notes the declaration, of which the columns hold no attribute names and no projections. */
export function keepShape(database: Database, { name, shape }: TableLayout): void {
  keep(database, shapeName(name), JSON.stringify(shape))
}

/** Undefined when there is no table of that name. */
export async function describeTable(database: Database, name: string): Promise<TableDescription | undefined> {
  const text = recall(database, shapeName(name))
  if (text === undefined || !isThere(database, 'table', name)) return undefined
  const { indexes, ...shape } = JSON.parse(text) as TableShape
  const present = Object.entries(indexes).filter(([index]) =>
    isThere(database, 'index', indexSqlName(name, index)),
  )
  return {
    name,
    status: 'active',
    ...shape,
    indexes: Object.fromEntries(present),
    approximateItems: await countItems(database, layoutTable(name, { ...shape, indexes: {} })),
  }
}

/** True if it was there. Must run within a transaction. */
export function dropTable(database: Database, name: string): boolean {
  const wasThere = isThere(database, 'table', name)
  if (wasThere) database.exec(`DROP TABLE ${quote(name)}`)
  forget(database, shapeName(name))
  return wasThere
}

const isThere = (database: Database, type: 'table' | 'index', name: string): boolean =>
  database.prepare('SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?').get([type, name]) !== undefined

/** In steps, between which others have their turn: about 0.2 s a million. */
async function countItems(database: Database, layout: TableLayout): Promise<number> {
  const reader = new PageReader(database, layout, layout.primary)
  let count = 0
  let after: Key | undefined
  for (;;) {
    const page = reader.count({ ...(after && { after }) })
    count += page.matched
    if (!page.next) return count
    after = page.next
    await setImmediate()
  }
}
