import { setTimeout as sleep } from 'node:timers/promises'
import { isContention } from './postgres-errors.ts'

const MAX_ATTEMPTS = 12
const BASE_DELAY_MS = 4
const MAX_DELAY_MS = 250

/**
 * Repeats a transaction that met another one: a deadlock, a failed serialization, or a record that appeared after it
 * was found absent. PostgreSQL has rolled it back by then, so that nothing is done twice. At most twelve attempts, with
 * full jitter of up to 4, 8, … 250 ms between, about a second and a half in all.
 */
export async function withContentionRetry<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isContention(error)) throw error
      await sleep(Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempt - 1)))
    }
  }
}
