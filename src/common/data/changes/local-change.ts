import { valuesEqual } from '../expressions/equality.ts'
import { positionOf } from '../model/key-map.ts'
import type { TableDefinition } from '../model/table.ts'
import type { StoredRecord } from '../store/value.ts'
import type { ChangeKind, ChangeRecord } from './change-record.ts'

export interface LocalChange {
  /** The deployed name of the table. */
  readonly tableName: string
  /** Greater than that of every earlier change of the item: the row number of a change log. Decimal digits. */
  readonly sequence: string
  readonly before?: StoredRecord | undefined
  readonly after?: StoredRecord | undefined
  readonly time?: Date
  readonly isExpiry?: boolean
}

/**
 * The change record of a write that a backend without streams has made. As in a DynamoDB stream, a write that changed
 * nothing is no change: undefined.
 *
 * @throws Error when the two records are not of one item
 */
export function changeOfWrite(table: TableDefinition, change: LocalChange): ChangeRecord | undefined {
  const { tableName, sequence, before, after, time, isExpiry = false } = change
  const subject = after ?? before
  if (!subject || (before && after && valuesEqual(before, after))) return undefined
  const keys = positionOf(subject, table.key)
  if (before && !valuesEqual(positionOf(before, table.key), keys)) {
    throw new Error(`A change of ${tableName} needs two records with the same key`)
  }
  return {
    id: `${tableName}:${sequence}`,
    table: tableName,
    sequence,
    kind: kindOf(before, after),
    keys,
    ...(time && { approximateTime: time.toISOString() }),
    ...(before && { before }),
    ...(after && { after }),
    ...(!after && isExpiry && { isExpiry }),
  }
}

function kindOf(before: StoredRecord | undefined, after: StoredRecord | undefined): ChangeKind {
  if (!before) return 'insert'
  return after ? 'modify' : 'remove'
}
