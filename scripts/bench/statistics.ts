/** The middle of the values; the mean of the two middle ones when their number is even. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN
  return (lower + upper) / 2
}

/** What one round measured on either side, in one unit. */
export interface Pair {
  readonly base: number
  readonly ours: number
}

/**
 * Median of the ratios of the rounds. The two halves of a round run one after the other and so share the noise of
 * their moment, which the ratio of two medians would not cancel.
 */
export const pairedRatio = (pairs: readonly Pair[]): number =>
  median(pairs.map(({ base, ours }) => ours / base))
