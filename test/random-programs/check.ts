import { inspect } from 'node:util'
import fc from 'fast-check'
import { openBackend, type BackendName, type OpenBackend } from './backends.ts'
import { programFor } from './generate/programs.ts'
import { minimal } from './minimal.ts'
import type { Program } from './operations.ts'
import { ProgramFailure, runProgram } from './run/run-program.ts'

export interface CheckOptions {
  readonly backend: BackendName
  readonly runs: number
  readonly seed: number
  /** Replays one program of that seed. */
  readonly path?: string | undefined
}

export interface CheckResult extends CheckOptions {
  readonly programs: number
  readonly operations: ReadonlyMap<string, number>
  readonly seconds: number
  readonly failure: Failure | undefined
}

export interface Failure {
  readonly program: Program
  readonly message: string
  readonly path: string
  /** Programs until the first that failed. */
  readonly after: number
}

/** Runs random programs on a backend and on the plain model; the reason when the backend is not to be had. */
export async function checkBackend(options: CheckOptions): Promise<CheckResult | string> {
  const opened = await openBackend(options.backend)
  if (typeof opened === 'string') return opened
  const operations = new Map<string, number>()
  const started = performance.now()
  try {
    const property = fc.asyncProperty(programFor(opened.quirks), (each) =>
      runProgram(opened, each, operations),
    )
    const { runs: numRuns, seed, path } = options
    const details = await fc.check(property, { numRuns, seed, ...(path !== undefined && { path }) })
    const seconds = (performance.now() - started) / 1000
    const failure = await failureOf(details, opened)
    return { ...options, programs: details.numRuns, operations, seconds, failure }
  } finally {
    await opened.close()
  }
}

async function failureOf(
  details: fc.RunDetails<[Program]>,
  backend: OpenBackend,
): Promise<Failure | undefined> {
  if (!details.failed) return undefined
  const { counterexample, counterexamplePath, numRuns } = details
  const isFailure = async (program: Program) => (await failing(program, backend)) !== undefined
  const shortest = await minimal(counterexample?.[0] ?? [], isFailure)
  const error = (await failing(shortest, backend)) ?? details.errorInstance
  return {
    program: shortest,
    message: error instanceof ProgramFailure ? error.message : inspect(error),
    path: counterexamplePath ?? '',
    after: numRuns,
  }
}

async function failing(program: Program, backend: OpenBackend): Promise<unknown> {
  try {
    await runProgram(backend, program, new Map())
    return undefined
  } catch (error) {
    return error
  }
}
