import { setTimeout as delay } from 'node:timers/promises'

/** What a walk waits for after so many steps since it began; undefined when it may go on at once. */
export type Pace = (steps: number) => Promise<void> | undefined

/**
 * Holds a walk back to `rate` steps a second, counted from now.
 * @throws RangeError when the rate is not positive
 */
export function paceOf(rate = Infinity): Pace {
  if (!(rate > 0)) throw new RangeError('rate must be positive')
  const started = performance.now()
  return (steps) => {
    const due = (steps / rate) * 1000 - (performance.now() - started)
    return due > 1 ? delay(due) : undefined
  }
}
