import type { Condition } from '../expressions/condition.ts'
import type { Update } from '../expressions/update.ts'
import type { TableDefinition } from '../model/table.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { TableDescription } from './table-description.ts'
import type { Key, KeyValue, StoredRecord } from './value.ts'

/**
 * The store port: physical records only. Models, key templates, validation, cursors and index upkeep live above it,
 * once; each backend below answers the same (`testing/store-conformance.ts`).
 *
 * Every method throws only errors of the taxonomy in `errors.ts`.
 */
export interface Store {
  readonly backend: 'dynamodb' | 'postgres' | 'sqlite'
  /** How much one call may carry; callers split larger work (`batch.ts`). */
  readonly limits: StoreLimits

  /** A handle on one table. Cheap, does no I/O, may be kept. */
  table(definition: TableDefinition): StoreTable

  /**
   * All or none, at most `limits.transaction` writes, no two on one item.
   * @throws TransactionFailedError with one reason a write
   */
  transact(writes: readonly TransactionWrite[], options?: CallOptions): Promise<void>

  /**
   * Items of any tables as they all were at one moment, in the order asked, at most `limits.transaction`, no item twice.
   */
  transactGet(
    gets: readonly TransactionGet[],
    options?: CallOptions,
  ): Promise<readonly (StoredRecord | undefined)[]>

  /** Creates the table with its indexes unless it is there. True when it was created. */
  createTable(definition: TableDefinition): Promise<boolean>

  /** Deletes the table with all that is in it. True if it was there. */
  deleteTable(table: TableName): Promise<boolean>

  /** The table as it is, undefined when there is none. */
  describeTable(table: TableName): Promise<TableDescription | undefined>

  /**
   * The changes of these tables, which declare a stream. Cheap, does no I/O, may be kept.
   * @throws Error for a table that declares none
   */
  changes(tables: readonly TableDefinition[]): ChangeFeed

  /** Cheap proof that the backend answers. @throws UnavailableError */
  ping(): Promise<void>

  /** Waits for writes under way, then lets go of files and sockets. */
  close(): Promise<void>
}

/** A declaration, or only the base name of a table that somebody else declares. */
export type TableName = Pick<TableDefinition, 'base'>

export interface StoreLimits {
  readonly batchGet: number
  readonly batchWrite: number
  readonly transaction: number
}

export interface StoreTable {
  readonly definition: TableDefinition

  get(key: Key, options?: ReadOptions & CallOptions): Promise<StoredRecord | undefined>

  /** One conditional write of one item. @throws ConditionFailedError with the stored record as `current` */
  write(write: Write, options?: CallOptions): Promise<WriteResult>

  /** Items by key, in any order, at most `limits.batchGet` different keys; what was not read is in `unprocessed`. */
  batchGet(keys: readonly Key[], options?: ReadOptions & CallOptions): Promise<BatchGetResult>

  /** Unconditional puts and deletes of different items, at most `limits.batchWrite`; not atomic. */
  batchWrite(writes: readonly BatchWrite[], options?: CallOptions): Promise<BatchWriteResult>

  /** Records of one partition of the table or an index, in sort key order (bytes for text, value for numbers). */
  range(query: RangeQuery, options?: CallOptions): Promise<RecordPage>

  /** Every record of the table or a sparse index, in an order that is stable but, on DynamoDB, not by key. */
  scan(query: ScanQuery, options?: CallOptions): Promise<RecordPage>

  /** As `range` or `scan`, but only counts: `records` is empty and `matched` says how many there are. */
  count(query: RangeQuery | ScanQuery, options?: CallOptions): Promise<CountPage>
}

export interface CallOptions {
  /**
   * Is told, once for each answer that says so, what the call used: on DynamoDB, which says nothing of a write that it
   * refused. The other backends have no such thing.
   */
  readonly meter?: Meter
}

export type Meter = (used: Capacity) => void

/** Read and write capacity units: what DynamoDB bills. */
export interface Capacity {
  readonly read: number
  readonly write: number
}

export interface ReadOptions {
  /** Read what every finished write has written; an index cannot. */
  readonly consistent?: boolean
  /**
   * Fetch only these attributes, at least one. An item that has none of them is an empty record; key attributes are not
   * fetched unless they are named, and from an index only what it carries.
   */
  readonly attributes?: readonly string[]
}

export type Write = PutWrite | UpdateWrite | DeleteWrite

export interface PutWrite {
  readonly type: 'put'
  readonly record: StoredRecord
  readonly condition?: Condition
  readonly returns?: 'none' | 'before'
}

/** Changes an item, or makes it out of its key when it is absent and the condition allows that. */
export interface UpdateWrite {
  readonly type: 'update'
  readonly key: Key
  readonly update: Update
  readonly condition?: Condition
  readonly returns?: 'none' | 'before' | 'after'
}

export interface DeleteWrite {
  readonly type: 'delete'
  readonly key: Key
  readonly condition?: Condition
  readonly returns?: 'none' | 'before'
}

/** Changes nothing; a transaction fails unless the condition holds. */
export interface CheckWrite {
  readonly type: 'check'
  readonly key: Key
  readonly condition: Condition
}

export type TransactionWrite = (Write | CheckWrite) & { readonly table: TableDefinition }

export interface TransactionGet extends Pick<ReadOptions, 'attributes'> {
  readonly table: TableDefinition
  readonly key: Key
}

export type BatchWrite =
  { readonly type: 'put'; readonly record: StoredRecord } | { readonly type: 'delete'; readonly key: Key }

/** `before` and `after` as the write's `returns` asks; undefined when there was no such item. */
export interface WriteResult {
  readonly record?: StoredRecord
}

export interface BatchGetResult {
  readonly records: readonly StoredRecord[]
  readonly unprocessed: readonly Key[]
}

export interface BatchWriteResult {
  readonly unprocessed: readonly BatchWrite[]
}

export type SortCondition =
  | { readonly eq: KeyValue }
  | { readonly lt: KeyValue }
  | { readonly lte: KeyValue }
  | { readonly gt: KeyValue }
  | { readonly gte: KeyValue }
  | { readonly between: readonly [KeyValue, KeyValue] }
  | { readonly beginsWith: string }

export interface ScanQuery extends ReadOptions {
  /** Read this index instead of the table. */
  readonly index?: string
  /** Go on after this position: the key attributes of the table, and of the index when one is read. */
  readonly after?: Key
  /** Stop after so many records read, before the filter; the backend may stop earlier. */
  readonly limit?: number
  /** Sees all of the record, whatever is fetched of it. */
  readonly filter?: Condition
  /** One of `total` disjoint parts of the table, for a parallel scan. */
  readonly segment?: { readonly index: number; readonly total: number }
}

export interface RangeQuery extends Omit<ScanQuery, 'segment'> {
  readonly pk: KeyValue
  readonly sk?: SortCondition
  readonly reverse?: boolean
}

export interface RecordPage {
  readonly records: readonly StoredRecord[]
  /** Where to go on; undefined when the end was reached. A page may be empty and yet have a next. */
  readonly next?: Key
  /** Records read, before the filter. */
  readonly read: number
}

export interface CountPage {
  readonly matched: number
  readonly next?: Key
  readonly read: number
}
