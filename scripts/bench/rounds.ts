import { median, pairedRatio } from './statistics.ts'

/** Work done for a while, and the CPU time that the measured process spent on it. */
export interface Sample {
  readonly operations: number
  readonly cpuMicros: number
}

/** What is measured, and what it is measured against. */
export type Side = 'base' | 'ours'

/** A profile needs more samples than a round has. */
export const PROFILE_ROUNDS = 8

/** Does one thing again and again for so many milliseconds. */
export type Work = (milliseconds: number) => Promise<Sample>

export interface Schedule {
  readonly rounds: number
  readonly warmUpMs: number
  readonly roundMs: number
}

export interface Comparison {
  /** CPU microseconds an operation, medians of the rounds. */
  readonly baseMicros: number
  readonly ourMicros: number
  /** Median of the ratios of each round. */
  readonly ratio: number
  /** Smallest and largest ratio of a round: how far to trust the median. */
  readonly spread: readonly [number, number]
  /** Operations of ours that were measured. */
  readonly operations: number
  /** And how many of them were done in a second, with the machine otherwise as busy as it was. */
  readonly perSecond: number
}

/** Alternates the two, and which of them begins: what drifts during the run then drifts for both. */
export async function compare(base: Work, ours: Work, schedule: Schedule): Promise<Comparison> {
  const { rounds, warmUpMs, roundMs } = schedule
  await base(warmUpMs / 2)
  await ours(warmUpMs)
  const pairs = []
  let operations = 0
  for (let round = 0; round < rounds; round++) {
    const isOursFirst = round % 2 === 1
    const first = await (isOursFirst ? ours : base)(roundMs)
    const second = await (isOursFirst ? base : ours)(roundMs)
    const [baseSample, ourSample] = isOursFirst ? [second, first] : [first, second]
    operations += ourSample.operations
    pairs.push({ base: perOperation(baseSample), ours: perOperation(ourSample) })
  }
  const ratios = pairs.map((pair) => pair.ours / pair.base)
  return {
    baseMicros: median(pairs.map((pair) => pair.base)),
    ourMicros: median(pairs.map((pair) => pair.ours)),
    ratio: pairedRatio(pairs),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    operations,
    perSecond: operations / ((rounds * roundMs) / 1000),
  }
}

const perOperation = ({ cpuMicros, operations }: Sample): number => cpuMicros / operations
