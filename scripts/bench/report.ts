import type { ColdStart } from './cold-start.ts'
import type { Machine } from './machine.ts'
import type { Measured } from './measure-http.ts'
import type { Row } from './rows.ts'

export interface RowResult extends Measured {
  readonly row: Row
}

export type Verdict = 'pass' | 'over' | 'none'

export function verdictOf({ row, ratio }: RowResult): Verdict {
  if (!row.budget) return 'none'
  return ratio <= row.budget.limit ? 'pass' : 'over'
}

export function machineLines({ date, commit, machine, load, node, versions }: Machine): string[] {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [`${date}, commit ${commit}`, `${machine}, load ${load}`, `Node ${node}, ${packages.join(', ')}`]
}

export const ROWS_NOTES = [
  'The service: every plugin on, the access log through its own logger to the null device, 32 connections.',
  'CPU microseconds an operation, all threads; ratio: median of the rounds, with the smallest and the largest.',
]

const WIDTHS: readonly number[] = [32, 9, 9, 8, 14, 15, 10, 10, 10, 10]
const HEADINGS = [
  '',
  'base us',
  'ours us',
  'ratio',
  'min-max',
  'budget',
  'measured',
  'ours /s',
  'base KB',
  'ours KB',
] as const

export const headingLine = (): string => line(HEADINGS)

export function rowLine(result: RowResult): string {
  const { row, baseMicros, ourMicros, ratio, spread, operations, perSecond, baseKilobytes, ourKilobytes } =
    result
  return line([
    row.title,
    rounded(baseMicros),
    rounded(ourMicros),
    ratio.toFixed(2),
    spread.map((value) => value.toFixed(2)).join('-'),
    budgetText(result),
    String(operations),
    String(Math.round(perSecond)),
    rounded(baseKilobytes),
    rounded(ourKilobytes),
  ])
}

export const coldStartLines = (starts: readonly ColdStart[]): string[] => [
  'Milliseconds from the start of a process to the answer of its function, medians; CPU of all threads.',
  'Ratio: median over the rounds, to the bare function of the same round.',
  line(['', 'CPU ms', 'ratio', 'wall ms', 'ratio', 'compile cache']),
  ...starts.map(({ name, cpuMs, cpuRatio, wallMs, wallRatio, compileCache }) =>
    line([
      name,
      rounded(cpuMs),
      cpuRatio.toFixed(2),
      rounded(wallMs),
      wallRatio.toFixed(2),
      compileCache ? 'yes' : 'no',
    ]),
  ),
]

/** `3 pass`; with a limit to come, `5 pass (2.5)`. */
function budgetText(result: RowResult): string {
  const { budget } = result.row
  if (!budget) return '-'
  const next = budget.next === undefined ? '' : ` (${budget.next})`
  return `${budget.limit} ${verdictOf(result)}${next}`
}

const rounded = (value: number): string => value.toFixed(value < 100 ? 1 : 0)

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[index] ?? 0) : cell.padStart(WIDTHS[index] ?? 0)))
    .join('')
