import { Buffer } from 'node:buffer'
import { ValidationError } from '../../errors.ts'
import type { Condition } from '../../expressions/condition.ts'
import type { Update } from '../../expressions/update.ts'
import { decodeValue, encodeRecord, encodeValue } from '../record-codec.ts'
import { checkItemSize } from '../sql/item-size.ts'
import type { CheckWrite, Write } from '../store.ts'
import type { Key, StoredRecord, StoredValue } from '../value.ts'
import { indexValues, type ColumnValue } from '../sql/key-columns.ts'
import { columnValue, columnValues, exactColumnValues } from './column-values.ts'
import type { TableLayout } from './layout.ts'
import { TableSql, type Row } from './table-sql.ts'

interface PlannedTarget {
  readonly table: TableSql
  readonly key: readonly ColumnValue[]
  /** The same for the same item only; locks are taken in its order. */
  readonly identity: string
  readonly condition: Condition | undefined
  readonly returns: 'none' | 'before' | 'after'
}

export type PlannedWrite =
  | (PlannedTarget & { readonly type: 'put'; readonly row: Row })
  | (PlannedTarget & { readonly type: 'update'; readonly item: Key; readonly update: Update })
  | (PlannedTarget & { readonly type: 'delete' })
  | (PlannedTarget & { readonly type: 'check' })

/**
 * A write with everything checked that needs no stored record. It holds copies: the caller may change what it gave
 * while the write waits for its turn.
 *
 * @throws ValidationError or TooLargeError
 */
export function planWrite(table: TableSql, write: Write | CheckWrite): PlannedWrite {
  const returns = write.type === 'check' ? 'none' : (write.returns ?? 'none')
  const condition = write.condition && copyOf(write.condition)
  if (write.type === 'put') {
    const row = rowOf(table.layout, write.record)
    return { type: 'put', table, key: row.key, identity: identityOf(table, row.key), condition, returns, row }
  }
  const key = exactColumnValues(table.layout.key, write.key)
  const target = { table, key, identity: identityOf(table, key), condition, returns }
  if (write.type !== 'update') return { type: write.type, ...target }
  return { type: 'update', ...target, item: copyOf(write.key), update: copyOf(write.update) }
}

/** The row of a record. @throws ValidationError or TooLargeError for what DynamoDB would refuse */
export function rowOf({ key, extra }: TableLayout, record: StoredRecord): Row {
  const row = {
    key: columnValues(key, record),
    extra: indexValues(extra, record, columnValue),
    data: encodeRecord(record),
  }
  checkItemSize(record, row.data)
  return row
}

/** Whether what the write does or answers depends on the record that is there. */
export const dependsOnCurrent = ({ type, condition, returns }: PlannedWrite): boolean =>
  condition !== undefined || returns !== 'none' || type === 'update' || type === 'check'

export function identityOf({ layout }: TableSql, key: readonly ColumnValue[]): string {
  return JSON.stringify([
    layout.table,
    ...key.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)),
  ])
}

/** Conditions, updates and keys are made of stored values, and so are their copies. */
const copyOf = <T>(data: T): T => decodeValue(encodeValue(data as StoredValue)) as T

/** @throws ValidationError when one call names an item twice */
export function requireDifferent(identities: readonly string[]): void {
  if (new Set(identities).size < identities.length) throw new ValidationError('One call names an item twice')
}
