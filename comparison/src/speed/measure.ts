import { median } from '../../../scripts/bench/statistics.ts'
import { operations, type Operation } from './operations.ts'
import { Row, rowNames, type RowName } from './row.ts'

export interface Schedule {
  readonly rounds: number
  readonly warmUpMs: number
  readonly roundMs: number
}

export interface Cell {
  readonly row: RowName
  readonly operation: string
  /** CPU microseconds an operation, median of the rounds; undefined where the library cannot do it. */
  readonly micros: number | undefined
  /** To DocumentClient by the same way, median of the ratios of the rounds. */
  readonly ratio: number
  /** Smallest and largest ratio of a round. */
  readonly spread: readonly [number, number]
  readonly failure?: string
}

/** Rounds in which every library has its turn, and begins in turn: what drifts meanwhile drifts for all. */
export async function measure(schedule: Schedule, progress: (text: string) => void): Promise<Cell[]> {
  const rows = rowNames.map((name) => new Row(name))
  try {
    for (const row of rows) await row.start()
    const cells: Cell[] = []
    for (const operation of operations) {
      progress(operation.name)
      cells.push(...(await measureOperation(rows, operation, schedule)))
    }
    return cells
  } finally {
    await Promise.allSettled(rows.map((row) => row.stop()))
  }
}

async function measureOperation(
  rows: readonly Row[],
  operation: Operation,
  schedule: Schedule,
): Promise<Cell[]> {
  const failures = new Map<Row, string>()
  for (const row of rows) {
    await row.check(operation).catch((error: unknown) => {
      failures.set(row, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    })
  }
  const able = rows.filter((row) => !failures.has(row))
  for (const row of able) await row.micros(operation, schedule.warmUpMs)
  const rounds: Map<Row, number>[] = []
  for (let round = 0; round < schedule.rounds; round++) {
    const taken = new Map<Row, number>()
    const start = round % able.length
    for (const row of [...able.slice(start), ...able.slice(0, start)]) {
      taken.set(row, await row.micros(operation, schedule.roundMs))
    }
    rounds.push(taken)
  }
  return rows.map((row) => cellOf(row, rows, operation, rounds, failures.get(row)))
}

function cellOf(
  row: Row,
  rows: readonly Row[],
  { name }: Operation,
  rounds: readonly Map<Row, number>[],
  failure: string | undefined,
): Cell {
  const cell = { row: row.name, operation: name }
  if (failure !== undefined) return { ...cell, micros: undefined, ratio: Number.NaN, spread: [0, 0], failure }
  const base = rows.find((each) => each.name.isOverHttp === row.name.isOverHttp) ?? row
  const ratios = rounds.map((round) => (round.get(row) ?? Number.NaN) / (round.get(base) ?? Number.NaN))
  return {
    ...cell,
    micros: median(rounds.map((round) => round.get(row) ?? Number.NaN)),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
  }
}
