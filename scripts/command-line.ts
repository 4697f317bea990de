import { parseArgs, type ParseArgsConfig } from 'node:util'
import { DataError } from '../src/common/data/errors.ts'
import { ConfigError } from '../src/config.ts'

/** A mistake of the caller's: said in one sentence, without a stack. */
export class UsageError extends Error {}

type ErrorClass = new (...args: never[]) => Error

/**
 * Runs a command and sets the exit code: what it returns, or 1 when it fails. What can go wrong without a fault of the
 * program is said in a sentence; `expected` are the command's own errors of that kind.
 */
export async function runCommand(
  main: (args: readonly string[]) => Promise<number>,
  expected: readonly ErrorClass[] = [],
): Promise<void> {
  const kinds = [UsageError, ConfigError, DataError, ...expected]
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    const isExpected = error instanceof Error && kinds.some((kind) => error instanceof kind)
    console.error(isExpected ? error.message : error)
    process.exitCode = 1
  }
}

/** For a command that has options only: a word too many is a mistake, and not nothing. @throws UsageError */
export function refuseArguments(positionals: readonly string[], usage: string): void {
  if (positionals.length > 0) throw new UsageError(`Unknown argument ${positionals.join(' ')}\n\n${usage}`)
}

/** @throws UsageError with the usage below what is wrong */
export function parseOptions<const T extends ParseArgsConfig['options']>(
  args: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
