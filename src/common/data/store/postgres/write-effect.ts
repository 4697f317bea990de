import { ConditionFailedError, DataError, TransactionFailedError } from '../../errors.ts'
import { applyUpdate } from '../../expressions/apply-update.ts'
import { matches } from '../../expressions/evaluate.ts'
import { decodeRecord } from '../record-codec.ts'
import type { StoredRecord } from '../value.ts'
import type { Statement } from './pipeline.ts'
import { rowOf, type PlannedWrite } from './write-plan.ts'

/** A write whose condition held. */
export interface Effect {
  readonly write: PlannedWrite
  readonly statements: readonly Statement[]
  /** The text of the record that the write answers with. */
  readonly returned: string | undefined
}

/** The text of the record that a write is about, which is there and locked; undefined for none. */
export type Current = (write: PlannedWrite) => string | undefined

/**
 * What one write does.
 * @throws ConditionFailedError, ValidationError or TooLargeError
 */
export function effectOf(write: PlannedWrite, before: string | undefined): Effect {
  const { table, condition, returns } = write
  const current = before === undefined ? undefined : decodeRecord(before)
  if (condition && !matches(condition, current)) throw conditionFailed(current)
  if (write.type === 'check' || write.type === 'delete') {
    const statements = write.type === 'delete' && current ? [table.delete(write.key)] : []
    return { write, statements, returned: returns === 'before' ? before : undefined }
  }
  const row =
    write.type === 'put' ? write.row : rowOf(table.layout, applyUpdate(current, write.item, write.update))
  return {
    write,
    // Whoever created the record since it was looked for makes the insert fail, and the write begins again.
    statements: [current ? table.update(row) : table.insert(row)],
    returned: returns === 'after' ? row.data : returns === 'before' ? before : undefined,
  }
}

/** What the writes of a transaction do, all checked, also after one that fails. @throws TransactionFailedError */
export function effectsOf(writes: readonly PlannedWrite[], current: Current): Effect[] {
  const effects: Effect[] = []
  const reasons = writes.map((write) => {
    try {
      const before = current(write)
      const effect = effectOf(write, before)
      effects.push(before === undefined && effect.statements.length === 0 ? holdAbsent(effect) : effect)
      return null
    } catch (error) {
      if (error instanceof DataError) return error
      throw error
    }
  })
  if (effects.length < writes.length) throw new TransactionFailedError(reasons)
  return effects
}

/**
 * Keeps an absent record absent until the commit, as a lock keeps one that is there: nobody else can insert the same key
 * meanwhile, and nobody ever sees the row.
 */
function holdAbsent({ write, returned }: Effect): Effect {
  const { table, key } = write
  const placeholder = table.insert({ key, extra: table.layout.extra.map(() => null), data: '{}' })
  return { write, statements: [placeholder, table.delete(key)], returned }
}

const conditionFailed = (current: StoredRecord | undefined): ConditionFailedError =>
  new ConditionFailedError('The condition did not hold', current ? { current } : {})
