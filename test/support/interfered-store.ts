import type { Store, StoreTable, Write, BatchWrite, CallOptions } from '../../src/common/data/store/store.ts'

/** What happens to one call: it may be kept from the store, or its answer from the caller, by throwing. */
export type Interference = (operation: string, call: () => Promise<unknown>) => Promise<unknown>

/** A store whose reads and writes each go through `interfere`: a store around a store, for faults at every step. */
export function interferedStore(store: Store, interfere: Interference): Store {
  const through = <T>(operation: string, call: () => Promise<T>): Promise<T> =>
    interfere(operation, call) as Promise<T>
  const tableOf = (table: StoreTable): StoreTable => ({
    definition: table.definition,
    get: (key, options) => through('get', () => table.get(key, options)),
    write: (write: Write, options?: CallOptions) => through('write', () => table.write(write, options)),
    batchGet: (keys, options) => through('batchGet', () => table.batchGet(keys, options)),
    batchWrite: (writes: readonly BatchWrite[], options?: CallOptions) =>
      through('batchWrite', () => table.batchWrite(writes, options)),
    range: (query, options) => through('range', () => table.range(query, options)),
    scan: (query, options) => through('scan', () => table.scan(query, options)),
    count: (query, options) => through('count', () => table.count(query, options)),
  })
  return {
    backend: store.backend,
    limits: store.limits,
    table: (definition) => tableOf(store.table(definition)),
    transact: (writes, options) => through('transact', () => store.transact(writes, options)),
    transactGet: (gets, options) => through('transactGet', () => store.transactGet(gets, options)),
    createTable: (definition) => store.createTable(definition),
    deleteTable: (table) => store.deleteTable(table),
    describeTable: (table) => store.describeTable(table),
    changes: (tables) => store.changes(tables),
    ping: () => store.ping(),
    close: () => store.close(),
  }
}
