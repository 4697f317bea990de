import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds before the next try: full jitter below a bound that doubles with each try, the first being 1. */
export function backoff(tries: number, baseMs: number, maxMs: number): number {
  return Math.random() * Math.min(maxMs, baseMs * 2 ** Math.min(tries - 1, 30))
}

/** Resolves after so many milliseconds, or as soon as the signal says that nobody waits any more. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
