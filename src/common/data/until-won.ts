import { setTimeout as delay } from 'node:timers/promises'
import { ConflictError, TransactionFailedError, type TransactionReason } from './errors.ts'

const BASE_DELAY_MS = 5
const MAX_DELAY_MS = 400
/** With these pauses, some seconds: enough for dozens of writers that meet on one item. */
const MAX_ATTEMPTS = 24

/**
 * Tries again, with growing pauses, while somebody else changes the same items first. `attempt` reads what it depends on
 * anew each time.
 * @throws ConflictError after the last attempt, and whatever else an attempt throws
 */
export async function untilWon<T>(attempt: () => Promise<T>, attempts = MAX_ATTEMPTS): Promise<T> {
  for (let made = 1; ; made++) {
    try {
      return await attempt()
    } catch (error) {
      const lost = lostRace(error)
      if (!lost) throw error
      if (made >= attempts) throw lost
    }
    // Full jitter: writers that met once do not meet again in step.
    await delay(Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** made))
  }
}

/** Why each write of a transaction stopped it; none when the error is another. */
export const reasonsOf = (error: unknown): readonly TransactionReason[] =>
  error instanceof TransactionFailedError ? error.reasons : []

/** The conflict that alone was the reason. */
function lostRace(error: unknown): ConflictError | undefined {
  if (error instanceof ConflictError) return error
  const reasons = reasonsOf(error).filter((reason) => reason !== null)
  const conflicts = reasons.filter((reason) => reason instanceof ConflictError)
  return conflicts.length === reasons.length ? conflicts[0] : undefined
}
