import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measureColdStarts } from './bench/cold-start.ts'
import { describeMachine } from './bench/machine.ts'
import { DataBench } from './bench/measure-data.ts'
import { HttpBench } from './bench/measure-http.ts'
import { measureScanMemory } from './bench/memory.ts'
import { readOptions, USAGE, UsageError, type Options } from './bench/options.ts'
import { profileLines } from './bench/profile-report.ts'
import {
  coldStartLines,
  headingLine,
  ROWS_NOTES,
  machineLines,
  rowLine,
  verdictOf,
  type RowResult,
} from './bench/report.ts'
import type { Row } from './bench/rows.ts'

const DATABASE = 'bench.db'

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (!options) {
    console.log(USAGE)
    return 0
  }
  if (import.meta.url.endsWith('.ts')) {
    console.log(
      'Run from source: the loader makes functions dearer than they are. Build first for true figures.',
    )
  }
  if (options.profile) {
    await profile(options.profile, options)
    return 0
  }
  const { memory, coldStarts } = options
  if (coldStarts !== undefined) {
    await measureStarts(coldStarts, options)
    return 0
  }
  if (memory !== undefined) {
    const isFlat = await inFolder((folder) => measureScanMemory(join(folder, DATABASE), memory))
    return options.isCheck && !isFlat ? 1 : 0
  }
  const results = await measureAll(options)
  return options.isCheck && results.some((result) => verdictOf(result) === 'over') ? 1 : 0
}

async function measureAll({ rows, schedule, json }: Options): Promise<RowResult[]> {
  const machine = describeMachine()
  for (const text of [...machineLines(machine), ...ROWS_NOTES, '', headingLine()]) console.log(text)
  const results: RowResult[] = []
  for (const row of rows) {
    const result = { row, ...(await inBench(row, (bench) => bench.measure(schedule))) }
    results.push(result)
    console.log(rowLine(result))
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, schedule, results }, null, 2)}\n`)
  return results
}

async function measureStarts(rounds: number, { json }: Options): Promise<void> {
  const machine = describeMachine()
  for (const text of [...machineLines(machine), '']) console.log(text)
  const results = await inFolder((folder) => measureColdStarts(folder, rounds))
  for (const text of coldStartLines(results)) console.log(text)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, rounds, results }, null, 2)}\n`)
}

async function profile(row: Row, { schedule }: Options): Promise<void> {
  await inBench(row, async (bench) => {
    for (const side of ['base', 'ours'] as const) {
      const file = resolve(`${row.name}-${side}.cpuprofile`)
      await bench.profile(side, file, schedule)
      console.log(`\n${row.title}, ${side}: ${file}\nSelf time of the main thread by part:`)
      for (const text of profileLines(file)) console.log(text)
    }
  })
}

/** Processes and a database file of its own for each row: none inherits what another has made hot or left behind. */
function inBench<T>(row: Row, use: (bench: HttpBench | DataBench) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const bench = row.kind === 'http' ? new HttpBench(row) : new DataBench(row)
    try {
      await bench.start(join(folder, DATABASE))
      return await use(bench)
    } finally {
      await bench.stop()
    }
  })
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
