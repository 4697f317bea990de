import { ConditionFailedError } from '../../errors.ts'
import { applyUpdate } from '../../expressions/apply-update.ts'
import type { Condition } from '../../expressions/condition.ts'
import { matches } from '../../expressions/evaluate.ts'
import type { Update } from '../../expressions/update.ts'
import { decodeRecord, decodeValue, encodeRecord } from '../record-codec.ts'
import type { Key, StoredRecord } from '../value.ts'
import { checkItemSize } from '../sql/item-size.ts'
import { indexValues } from '../sql/key-columns.ts'
import type { TableStatements } from './table-statements.ts'
import type { WireUpdate, WireWrite } from './wire.ts'

/** A write whose condition held, ready to be applied; nothing in `apply` can fail but the disk. */
export interface Effect {
  apply(): void
  /** The text of the record that the write returns. */
  readonly returned: string | undefined
}

/**
 * Reads what a write depends on and checks it, without changing anything.
 * @throws ConditionFailedError, ValidationError or TooLargeError
 */
export function checkWrite(table: TableStatements, write: WireWrite): Effect {
  const before = dependsOnCurrent(write) ? table.read(write.key) : undefined
  if (write.condition !== undefined) checkCondition(write.condition, before)
  switch (write.type) {
    case 'put':
      return {
        apply: () => {
          table.put(write.key, write.extra, write.record)
        },
        returned: before,
      }
    case 'delete':
      return {
        apply: () => {
          table.delete(write.key)
        },
        returned: before,
      }
    case 'update':
      return updateEffect(table, write, before)
    case 'check':
      return { apply: () => undefined, returned: undefined }
  }
}

function dependsOnCurrent(write: WireWrite): boolean {
  if (write.condition !== undefined || write.type === 'update') return true
  return write.type !== 'check' && write.returns === 'before'
}

function checkCondition(text: string, before: string | undefined): void {
  const record = before === undefined ? undefined : decodeRecord(before)
  if (matches(decodeValue(text) as unknown as Condition, record)) return
  throw new ConditionFailedError('The condition did not hold', record ? { current: record } : {})
}

function updateEffect(table: TableStatements, write: WireUpdate, before: string | undefined): Effect {
  const record: StoredRecord = applyUpdate(
    before === undefined ? undefined : decodeRecord(before),
    decodeRecord(write.item) as Key,
    decodeValue(write.update) as unknown as Update,
  )
  const extra = indexValues(table.layout.extra, record)
  const text = encodeRecord(record)
  checkItemSize(record, text)
  return {
    apply: () => {
      table.put(write.key, extra, text)
    },
    returned: write.returns === 'after' ? text : before,
  }
}
