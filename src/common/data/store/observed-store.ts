import { DataError, type DataErrorCode } from '../errors.ts'
import type { Store, StoreTable, TableName } from './store.ts'

/** One call of a store, after it ended. */
export interface StoreCall {
  readonly type: 'store_call'
  readonly backend: Store['backend']
  /** Base name; absent for a call that is about no table alone. */
  readonly table: string | undefined
  readonly operation: string
  /** Milliseconds until the answer, retries included. */
  readonly ms: number
  /** Records returned, counted or written, where the call says. */
  readonly records: number | undefined
  /** Code of the taxonomy; `unknown` for anything else, which would be a fault of the backend. */
  readonly error: DataErrorCode | 'unknown' | undefined
}

type Observe = (call: StoreCall) => void

/**
 * A store that tells an observer about each of its calls. It wraps any backend, and is the pattern for other things that
 * a backend should do as well: a `Store` around a `Store`.
 */
export function observedStore(store: Store, observe: Observe): Store {
  const report = reporter(store.backend, observe)
  return {
    backend: store.backend,
    limits: store.limits,
    table: (definition) => observedTable(store.table(definition), report),
    transact: (writes) =>
      report(
        undefined,
        'transact',
        () => store.transact(writes),
        () => writes.length,
      ),
    transactGet: (gets) =>
      report(
        undefined,
        'transactGet',
        () => store.transactGet(gets),
        (records) => records.filter((record) => record !== undefined).length,
      ),
    createTable: (definition) => report(definition, 'createTable', () => store.createTable(definition)),
    deleteTable: (table) => report(table, 'deleteTable', () => store.deleteTable(table)),
    describeTable: (table) => report(table, 'describeTable', () => store.describeTable(table)),
    changes: (tables) => store.changes(tables),
    ping: () => report(undefined, 'ping', () => store.ping()),
    close: () => store.close(),
  }
}

function observedTable(table: StoreTable, report: Report): StoreTable {
  const { definition } = table
  return {
    definition,
    get: (key, options) =>
      report(
        definition,
        'get',
        () => table.get(key, options),
        (record) => (record ? 1 : 0),
      ),
    write: (write) =>
      report(
        definition,
        write.type,
        () => table.write(write),
        () => 1,
      ),
    batchGet: (keys, options) =>
      report(
        definition,
        'batchGet',
        () => table.batchGet(keys, options),
        ({ records }) => records.length,
      ),
    batchWrite: (writes) =>
      report(
        definition,
        'batchWrite',
        () => table.batchWrite(writes),
        ({ unprocessed }) => writes.length - unprocessed.length,
      ),
    range: (query) =>
      report(
        definition,
        'range',
        () => table.range(query),
        ({ records }) => records.length,
      ),
    scan: (query) =>
      report(
        definition,
        'scan',
        () => table.scan(query),
        ({ records }) => records.length,
      ),
    count: (query) =>
      report(
        definition,
        'count',
        () => table.count(query),
        ({ matched }) => matched,
      ),
  }
}

type Report = <T>(
  table: TableName | undefined,
  operation: string,
  call: () => Promise<T>,
  count?: (result: T) => number,
) => Promise<T>

function reporter(backend: Store['backend'], observe: Observe): Report {
  return async (table, operation, call, count) => {
    const started = performance.now()
    const tell = (records: number | undefined, error: StoreCall['error']): void => {
      observe({
        type: 'store_call',
        backend,
        table: table?.base,
        operation,
        ms: performance.now() - started,
        records,
        error,
      })
    }
    try {
      const result = await call()
      tell(count?.(result), undefined)
      return result
    } catch (error) {
      tell(undefined, error instanceof DataError ? error.code : 'unknown')
      throw error
    }
  }
}
