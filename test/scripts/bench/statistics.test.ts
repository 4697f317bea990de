import { describe, expect, it } from 'vitest'
import { compare, type Sample } from '../../../scripts/bench/rounds.ts'
import { median, pairedRatio } from '../../../scripts/bench/statistics.ts'

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 2, 9, 1], 5.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })

  it('of nothing is not a number', () => {
    expect(median([])).toBeNaN()
  })
})

describe('pairedRatio', () => {
  it('is the median of the ratios of each pair, not the ratio of the medians', () => {
    const pairs = [
      { base: 10, ours: 20 },
      { base: 100, ours: 200 },
      { base: 20, ours: 100 },
    ]
    expect(pairedRatio(pairs)).toBe(2)
    expect(median(pairs.map(({ ours }) => ours)) / median(pairs.map(({ base }) => base))).toBe(5)
  })
})

describe('compare', () => {
  it('warms up, alternates which side begins, and counts CPU time an operation', async () => {
    const calls: string[] = []
    const work =
      (name: string, cpuMicros: number) =>
      async (milliseconds: number): Promise<Sample> => {
        calls.push(`${name} ${milliseconds}`)
        return { operations: 10, cpuMicros }
      }
    const schedule = { rounds: 3, warmUpMs: 8, roundMs: 2 }
    const result = await compare(work('base', 50), work('ours', 150), schedule)
    expect(calls.slice(0, 2)).toEqual(['base 4', 'ours 8'])
    expect(calls.slice(2)).toEqual(['base 2', 'ours 2', 'ours 2', 'base 2', 'base 2', 'ours 2'])
    const figures = { baseMicros: 5, ourMicros: 15, ratio: 3, spread: [3, 3], operations: 30 }
    // Three rounds of two milliseconds.
    expect(result).toEqual({ ...figures, perSecond: 5_000 })
  })
})
