import { setTimeout as sleep } from 'node:timers/promises'
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { describe } from './error-mapping.ts'

const MAX_ATTEMPTS = 6
const BASE_DELAY = 25
const MAX_DELAY = 400

/** Reasons to cancel a transaction that pass by themselves; the SDK repeats none of these. */
const PASSING_REASONS = new Set([
  'None',
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
])

/**
 * Repeats a call that met another transaction on the same item: the SDK, which repeats throttles and lost answers,
 * leaves these to the caller. At most six attempts, with full jitter of up to 25, 50, 100, 200 and 400 ms between.
 */
export async function withConflictRetry<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isPassing(error)) throw error
      await sleep(Math.random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1)))
    }
  }
}

function isPassing(error: unknown): boolean {
  if (describe(error).name === 'TransactionConflictException') return true
  if (!(error instanceof TransactionCanceledException)) return false
  const reasons = error.CancellationReasons ?? []
  return reasons.length > 0 && reasons.every(({ Code = 'None' }) => PASSING_REASONS.has(Code))
}
