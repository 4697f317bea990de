export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
}

/**
 * A random wait below a bound that doubles with each failure: clients that failed together do not come back together.
 * ("Full jitter", AWS Architecture Blog, "Exponential Backoff And Jitter".) `failures` is 1 after the first.
 */
export function fullJitter({ firstMs, maxMs }: Backoff, failures: number): number {
  return Math.round(Math.random() * Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30)))
}
