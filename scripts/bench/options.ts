import { parseArgs } from 'node:util'
import type { Schedule } from './rounds.ts'
import { rows, type Row } from './rows.ts'

const ROW_NAMES = rows.map(({ name }) => `  ${name}`).join('\n')

export const USAGE = `Usage: npm run bench [-- OPTIONS]

CPU time of the server for each request, against a bare Fastify route that answers the same bytes; and of the data
layer for each operation, against a prepared statement or AWS's document client. Medians of paired rounds.

  --quick           fewer and shorter rounds: rough figures in seconds
  --only REGEXP     only the rows whose name matches
  --json FILE       write the figures to a file as well
  --check           exit with 1 when a row is over its budget
  --memory ITEMS    instead of the rows: walk a table of so many items on SQLite, and show that memory stays flat
  --cold-start      instead of the rows: from the start of a process to the first answer of the API's Lambda function,
                    against a bare function of one route over the same client
  --profile ROW     measure nothing: write ROW-base.cpuprofile and ROW-ours.cpuprofile, and print where time goes
  --help            this text

Rows:
${ROW_NAMES}`

/** A mistake of the caller's: said in one sentence, without a stack. */
export class UsageError extends Error {}

export interface Options {
  readonly schedule: Schedule
  readonly rows: readonly Row[]
  readonly json: string | undefined
  readonly isCheck: boolean
  readonly profile: Row | undefined
  /** Items to walk for `--memory`. */
  readonly memory: number | undefined
  /** Rounds of cold starts for `--cold-start`. */
  readonly coldStarts: number | undefined
}

const FULL: Schedule = { rounds: 9, warmUpMs: 4000, roundMs: 1000 }
const QUICK: Schedule = { rounds: 3, warmUpMs: 300, roundMs: 200 }
/** Each is short and differs much from the next. */
const COLD_STARTS = 21

/** The options, or undefined when help is asked for. @throws UsageError */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = parse(args)
  if (values.help) return undefined
  const { only, profile } = values
  const chosen = rows.filter(({ name }) => only === undefined || pattern(only).test(name))
  if (chosen.length === 0)
    throw new UsageError(`No row has a name that matches ${only ?? ''}. Rows:\n${ROW_NAMES}`)
  const profiled = rows.find(({ name }) => name === profile)
  if (profile !== undefined && !profiled)
    throw new UsageError(`There is no row ${profile}. Rows:\n${ROW_NAMES}`)
  return {
    schedule: values.quick ? QUICK : FULL,
    rows: chosen,
    json: values.json,
    isCheck: values.check,
    profile: profiled,
    memory: values.memory === undefined ? undefined : countOf(values.memory),
    coldStarts: coldStartsOf(values),
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        json: { type: 'string' },
        check: { type: 'boolean', default: false },
        'cold-start': { type: 'boolean', default: false },
        memory: { type: 'string' },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function coldStartsOf(values: ReturnType<typeof parse>): number | undefined {
  if (!values['cold-start']) return undefined
  return values.quick ? QUICK.rounds : COLD_STARTS
}

function countOf(text: string): number {
  if (/^[1-9]\d{3,8}$/.test(text)) return Number(text)
  throw new UsageError(`Not a number of items from 1000: ${text}`)
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch {
    throw new UsageError(`Not a regular expression: ${text}`)
  }
}
