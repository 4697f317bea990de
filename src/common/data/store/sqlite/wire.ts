import type { TableDefinition } from '../../model/table.ts'
import type { trimLog } from './change-log.ts'
import type { SqlValue } from './driver.ts'
import type { WireError } from './wire-errors.ts'

/** The message that asks the writer to let go of its connection and end. */
export const CLOSE = 'close'

/**
 * What the main thread and the writer say to each other: plain data that a structured clone keeps, with records,
 * conditions and updates as text of the record codec.
 */
export interface Batch {
  /** Tables that the writer has not heard of, by the numbers that writes use. */
  readonly tables: readonly WireTable[]
  readonly jobs: readonly Job[]
}

export interface WireTable {
  readonly id: number
  readonly name: string
  readonly definition: TableDefinition
}

/**
 * `write` is one write; `batch` are several that are all checked before the first is applied; `transact` is a batch
 * that reports why, by position; `create` makes a table, `drop` deletes one; `trim` shortens the change log.
 */
export type Job =
  | { readonly kind: 'write'; readonly write: WireWrite }
  | { readonly kind: 'batch' | 'transact'; readonly writes: readonly WireWrite[] }
  | { readonly kind: 'create'; readonly table: number }
  | { readonly kind: 'drop'; readonly name: string }
  | { readonly kind: 'trim'; readonly passed: number; readonly tables: readonly string[] }

/** The tables that a job writes, by number. */
export function tablesOf(job: Job): readonly number[] {
  switch (job.kind) {
    case 'write':
      return [job.write.table]
    case 'batch':
    case 'transact':
      return job.writes.map(({ table }) => table)
    default:
      return []
  }
}

interface WireTarget {
  readonly table: number
  readonly key: readonly SqlValue[]
  readonly condition?: string
}

export interface WirePut extends WireTarget {
  readonly type: 'put'
  readonly record: string
  /** Column values of the index attributes. */
  readonly extra: readonly SqlValue[]
  readonly returns?: 'none' | 'before'
}

export interface WireUpdate extends WireTarget {
  readonly type: 'update'
  /** The key attributes, for an item that is not there yet. */
  readonly item: string
  readonly update: string
  readonly returns?: 'none' | 'before' | 'after'
}

export interface WireDelete extends WireTarget {
  readonly type: 'delete'
  readonly returns?: 'none' | 'before'
}

export interface WireCheck extends WireTarget {
  readonly type: 'check'
}

export type WireWrite = WirePut | WireUpdate | WireDelete | WireCheck

/** The answer to one job: an error, or what the job gives. */
export interface Reply {
  readonly error?: WireError
  readonly record?: string
  readonly created?: boolean
  readonly dropped?: boolean
  readonly trimmed?: ReturnType<typeof trimLog>
}
