import { parseArgs } from 'node:util'
import { backendNames, defaultRuns, type BackendName } from '../test/random-programs/backends.ts'
import { checkBackend } from '../test/random-programs/check.ts'
import { failureReport, summary } from '../test/random-programs/report.ts'

const RUNS = backendNames.map((name) => `${name} ${defaultRuns[name]}`).join(', ')

const USAGE = `Usage: npx tsx scripts/random-programs.ts [OPTIONS]

Runs random programs of reads, writes, transactions and page walks on a backend and on a plain model in memory, and
compares every answer and, after each program, the whole store with all of its index keys.

  --backend NAME   ${backendNames.join(', ')}, or all (default: sqlite)
  --runs N         programs (default: ${RUNS})
  --seed S         the programs of an earlier run
  --path P         one program of that run, as a failure names it
  --help           this text

dynamodb needs DYNAMODB_ENDPOINT and postgres DATABASE_URL. A difference is shown by the shortest program that has it,
and makes the exit code 1.`

/** A mistake of the caller's: said in one sentence, without a stack. */
class UsageError extends Error {}

async function main(args: readonly string[]): Promise<number> {
  const values = parse(args)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const seed = whole('seed', values.seed) ?? Date.now() % 2 ** 31
  const runs = whole('runs', values.runs)
  let failures = 0
  for (const backend of chosen(values.backend)) {
    const options = { backend, seed, runs: runs ?? defaultRuns[backend], path: values.path }
    const result = await checkBackend(options)
    if (typeof result === 'string') {
      console.log(`${backend}: not run, ${result}`)
      // What was asked for by name and not done is no success.
      if (values.backend === backend) failures += 1
      continue
    }
    console.log(summary(result))
    if (!result.failure) continue
    console.log(failureReport(result))
    failures += 1
  }
  return failures > 0 ? 1 : 0
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        backend: { type: 'string', default: 'sqlite' },
        runs: { type: 'string' },
        seed: { type: 'string' },
        path: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function chosen(name: string): readonly BackendName[] {
  if (name === 'all') return backendNames
  const found = backendNames.find((each) => each === name)
  if (!found)
    throw new UsageError(`There is no backend ${name}; there are ${backendNames.join(', ')} and all`)
  return [found]
}

function whole(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new UsageError(`--${option} needs a whole number, not ${text}`)
  return number
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
