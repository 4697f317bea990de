import { CursorCodec } from '../../src/common/data/cursor.ts'
import type { DataContext, DataEvent } from '../../src/common/data/data-context.ts'
import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { SqliteStore } from '../../src/common/data/store/sqlite/sqlite-store.ts'
import { envTableName } from '../../src/common/data/table-name.ts'

export interface TestContext extends DataContext {
  /** What the data layer told its observer, in order. */
  readonly events: DataEvent[]
}

/** A data layer on an SQLite store in memory, with these tables. */
export async function memoryContext(...tables: readonly TableDefinition[]): Promise<TestContext> {
  const store = SqliteStore.open({ path: ':memory:', tableName: (base) => envTableName(base) })
  for (const table of tables) await store.createTable(table)
  const events: DataEvent[] = []
  return {
    store,
    cursors: new CursorCodec(Buffer.alloc(32, 7)),
    observe: (event) => events.push(event),
    events,
  }
}
