import { DataError, TransactionFailedError } from '../../errors.ts'

/** Plans every write of a transaction, also after one that fails. @throws TransactionFailedError with the reasons by position */
export function planAll<W, P>(writes: readonly W[], plan: (write: W) => P): P[] {
  const planned: P[] = []
  const reasons = writes.map((write) => {
    try {
      planned.push(plan(write))
      return null
    } catch (error) {
      if (error instanceof DataError) return error
      throw error
    }
  })
  if (planned.length < writes.length) throw new TransactionFailedError(reasons)
  return planned
}
