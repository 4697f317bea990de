import { createInterface } from 'node:readline/promises'
import { TemplateError } from '../cloudformation/template.ts'
import { runCommand } from '../command-line.ts'
import { DeployError } from './plan.ts'

/** Runs a command that talks to AWS: what is refused there is said as AWS says it, without a stack. */
export function runOperatorCommand(main: (args: readonly string[]) => Promise<number>): Promise<void> {
  const command = async (args: readonly string[]): Promise<number> => {
    try {
      return await main(args)
    } catch (error) {
      if (error instanceof Error && isOfAws(error))
        throw new DeployError(`AWS: ${error.name}: ${error.message}`, { cause: error })
      throw error
    }
  }
  return runCommand(command, [DeployError, TemplateError])
}

/** An answer of a service, or that there are no credentials to ask it with. */
const isOfAws = (error: Error): boolean => '$metadata' in error || error.name === 'CredentialsProviderError'

/** @throws DeployError before anything is begun that would have to be asked about later */
export function expectSomebody(isYes: boolean): void {
  if (!isYes && !process.stdin.isTTY) throw new DeployError('There is nobody to ask: use --yes')
}

/** Asks whoever sits there; with --yes nobody. */
export async function agree(question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
  } finally {
    lines.close()
  }
}

/** Where to deploy: as every tool of AWS finds it. */
export function regionOf(given: string | undefined): string {
  const region = given ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION
  if (region === undefined || region === '') throw new DeployError('No region: set AWS_REGION, or --region')
  return region
}
