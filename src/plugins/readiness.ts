import { setTimeout as delay } from 'node:timers/promises'

/** A store that needs longer is not ready; a probe must not hang on it. */
const READY_BOUND_MS = 1000
/** Probes of several balancers share one question to the store. */
const READY_CACHE_MS = 1000

/** Asks at most once a second and waits at most one second; rejects with the reason when not ready. */
export function readinessOf(isReady: () => Promise<void>): () => Promise<void> {
  let asked: Promise<void> | undefined
  let askedAt = 0
  const ask = async (): Promise<void> => {
    const stop = new AbortController()
    const bound = delay(READY_BOUND_MS, undefined, { signal: stop.signal }).then(() => {
      throw new Error(`No answer in ${READY_BOUND_MS} ms`)
    })
    try {
      await Promise.race([isReady(), bound])
    } finally {
      stop.abort()
      bound.catch(() => undefined)
    }
  }
  return () => {
    const now = Date.now()
    if (!asked || now - askedAt >= READY_CACHE_MS) {
      askedAt = now
      asked = ask()
    }
    return asked
  }
}
