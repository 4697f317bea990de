import type { Key } from '../data/store/value.ts'
import type { ChangeRecord } from '../data/changes/change-record.ts'
import type { PoisonCode } from './event-reader.ts'

/** Which change an outcome is of. */
interface ChangeName {
  readonly id: string
  readonly sequence: string
  readonly table: string
  readonly key: Key
}

/** A change that must be delivered again: a handler failed, or an earlier change of the same item did. */
export interface FailedChange extends ChangeName {
  readonly error: unknown
  /** No handler has seen it: it waits for an earlier change of the item. */
  readonly isBlocked: boolean
}

/** A change that no event can be made of. Delivering it again gives the same: set it aside and let people know. */
export interface PoisonChange extends ChangeName {
  readonly model: string
  readonly code: PoisonCode
  readonly reason: string
}

export type ChangeOutcome =
  | { readonly status: 'handled' }
  | { readonly status: 'failed'; readonly failure: FailedChange }
  | { readonly status: 'poison'; readonly poison: PoisonChange }
  | { readonly status: 'passed_over'; readonly reason: 'unknown_table' | 'other_model' }

/** What Lambda takes as the answer to a stream batch, with `ReportBatchItemFailures` set on the event source. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

/**
 * What became of the records of one batch, each list in the order of the records.
 *
 * `response` names the failures by sequence number, and is all that a Lambda function returns. For a stream Lambda
 * looks at the lowest one only: it delivers that record again and every one after it in the batch, also those that
 * were handled here or were poison. So handlers must bear repeats (`EntityEvent.id`, `isNewer`), and so must whoever
 * sets poison aside.
 */
export interface RoutingResult {
  readonly handled: number
  readonly failures: readonly FailedChange[]
  readonly poison: readonly PoisonChange[]
  readonly passedOver: { readonly unknownTable: number; readonly otherModel: number }
  readonly response: BatchResponse
}

export const nameOf = ({ id, sequence, table, keys }: ChangeRecord): ChangeName => ({
  id,
  sequence,
  table,
  key: keys,
})

export function summarize(outcomes: readonly ChangeOutcome[]): RoutingResult {
  const failures = outcomes.flatMap((each) => (each.status === 'failed' ? [each.failure] : []))
  const passedOver = outcomes.flatMap((each) => (each.status === 'passed_over' ? [each.reason] : []))
  const unknownTable = passedOver.filter((reason) => reason === 'unknown_table').length
  return {
    handled: outcomes.filter(({ status }) => status === 'handled').length,
    failures,
    poison: outcomes.flatMap((each) => (each.status === 'poison' ? [each.poison] : [])),
    passedOver: { unknownTable, otherModel: passedOver.length - unknownTable },
    response: { batchItemFailures: failures.map(({ sequence }) => ({ itemIdentifier: sequence })) },
  }
}
