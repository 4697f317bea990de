import { DataError, type DataErrorCode } from '../errors.ts'
import type { CallOptions, Capacity, Meter, ReadOptions, Store, StoreTable, TableName } from './store.ts'

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
  /** Units used, where the backend says: not of a write that was refused. */
  readonly capacity: Capacity | undefined
  /** Code of the taxonomy; `unknown` for anything else, which would be a fault of the backend. */
  readonly error: DataErrorCode | 'unknown' | undefined
  /** What the backend itself calls the error, such as `ProvisionedThroughputExceededException`. */
  readonly reason: string | undefined
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
    transact: (writes, options) =>
      report(
        undefined,
        'transact',
        (metered) => store.transact(writes, metered(options)),
        () => writes.length,
      ),
    transactGet: (gets, options) =>
      report(
        undefined,
        'transactGet',
        (metered) => store.transactGet(gets, metered(options)),
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
        (metered) => table.get(key, metered(options)),
        (record) => (record ? 1 : 0),
      ),
    write: (write, options) =>
      report(
        definition,
        write.type,
        (metered) => table.write(write, metered(options)),
        () => 1,
      ),
    batchGet: (keys, options) =>
      report(
        definition,
        'batchGet',
        (metered) => table.batchGet(keys, metered(options)),
        ({ records }) => records.length,
      ),
    batchWrite: (writes, options) =>
      report(
        definition,
        'batchWrite',
        (metered) => table.batchWrite(writes, metered(options)),
        ({ unprocessed }) => writes.length - unprocessed.length,
      ),
    range: (query, options) =>
      report(
        definition,
        'range',
        (metered) => table.range(query, metered(options)),
        ({ records }) => records.length,
      ),
    scan: (query, options) =>
      report(
        definition,
        'scan',
        (metered) => table.scan(query, metered(options)),
        ({ records }) => records.length,
      ),
    count: (query, options) =>
      report(
        definition,
        'count',
        (metered) => table.count(query, metered(options)),
        ({ matched }) => matched,
      ),
  }
}

/** The caller's options, with a meter that the observer reads as well. */
type Metered = (options?: ReadOptions & CallOptions) => ReadOptions & CallOptions

type Report = <T>(
  table: TableName | undefined,
  operation: string,
  call: (metered: Metered) => Promise<T>,
  count?: (result: T) => number,
) => Promise<T>

function reporter(backend: Store['backend'], observe: Observe): Report {
  return async (table, operation, call, count) => {
    const started = performance.now()
    let capacity: Capacity | undefined
    const metering =
      (options: CallOptions | undefined): Meter =>
      (used) => {
        capacity = sum(capacity, used)
        options?.meter?.(used)
      }
    const tell = (records: number | undefined, error?: Pick<StoreCall, 'error' | 'reason'>): void => {
      observe({
        type: 'store_call',
        backend,
        table: table?.base,
        operation,
        ms: performance.now() - started,
        records,
        capacity,
        error: error?.error,
        reason: error?.reason,
      })
    }
    try {
      const result = await call((options) => ({ ...options, meter: metering(options) }))
      tell(count?.(result))
      return result
    } catch (error) {
      tell(undefined, faultOf(error))
      throw error
    }
  }
}

function faultOf(error: unknown): Pick<StoreCall, 'error' | 'reason'> {
  if (!(error instanceof DataError)) return { error: 'unknown', reason: undefined }
  return { error: error.code, reason: error.cause instanceof Error ? error.cause.name : undefined }
}

const sum = (before: Capacity | undefined, used: Capacity): Capacity => ({
  read: (before?.read ?? 0) + used.read,
  write: (before?.write ?? 0) + used.write,
})
