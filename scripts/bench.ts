import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describeMachine } from './bench/machine.ts'
import { DataBench } from './bench/measure-data.ts'
import { HttpBench } from './bench/measure-http.ts'
import { measureScanMemory } from './bench/memory.ts'
import { readOptions, USAGE, UsageError, type Options } from './bench/options.ts'
import { profileLines } from './bench/profile-report.ts'
import { headingLine, machineLines, rowLine, verdictOf, type RowResult } from './bench/report.ts'
import type { Row } from './bench/rows.ts'

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
  const { memory } = options
  if (memory !== undefined) {
    const isFlat = await inFolder((path) => measureScanMemory(path, memory))
    return options.isCheck && !isFlat ? 1 : 0
  }
  const results = await measureAll(options)
  return options.isCheck && results.some((result) => verdictOf(result) === 'over') ? 1 : 0
}

async function measureAll({ rows, schedule, json }: Options): Promise<RowResult[]> {
  const machine = describeMachine()
  for (const text of [...machineLines(machine), '', headingLine()]) console.log(text)
  const results: RowResult[] = []
  for (const row of rows) {
    const result = { row, ...(await inBench(row, (bench) => bench.measure(schedule))) }
    results.push(result)
    console.log(rowLine(result))
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, schedule, results }, null, 2)}\n`)
  return results
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
  return inFolder(async (path) => {
    const bench = row.kind === 'http' ? new HttpBench(row) : new DataBench(row)
    try {
      await bench.start(path)
      return await use(bench)
    } finally {
      await bench.stop()
    }
  })
}

async function inFolder<T>(use: (databasePath: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    return await use(join(folder, 'bench.db'))
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
