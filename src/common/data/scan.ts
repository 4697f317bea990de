import { paceOf } from './pace.ts'

export interface ScanOptions {
  /** Parts of the table read at the same time. Default 1. */
  readonly segments?: number | undefined
  /** Entities a second, over all segments; no limit by default. */
  readonly rate?: number | undefined
}

/**
 * Walks several parts side by side, a page of each at a time, no faster than `rate`. Memory holds one page of each part.
 * @throws RangeError when `segments` or `rate` is not positive
 */
export async function* scanSegments<T>(
  segmentOf: (segment: { index: number; total: number }) => AsyncGenerator<T[], void>,
  { segments = 1, rate }: ScanOptions,
): AsyncGenerator<T, void> {
  if (!Number.isSafeInteger(segments) || segments < 1)
    throw new RangeError('segments must be a positive integer')
  const pace = paceOf(rate)
  let walked = 0
  let open = Array.from({ length: segments }, (_, index) => segmentOf({ index, total: segments }))
  while (open.length > 0) {
    const steps = await Promise.all(open.map((segment) => segment.next()))
    for (const step of steps) {
      if (step.done) continue
      for (const item of step.value) {
        yield item
        walked += 1
        const wait = pace(walked)
        if (wait) await wait
      }
    }
    open = open.filter((_, index) => !steps[index]?.done)
  }
}
