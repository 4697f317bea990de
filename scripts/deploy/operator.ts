import { createInterface } from 'node:readline/promises'
import { DeployError } from './plan.ts'

/** Asks whoever sits there; with --yes nobody, and without a terminal it has to be that. */
export async function agree(question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true
  if (!process.stdin.isTTY) throw new DeployError(`${question} There is nobody to ask: use --yes`)
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
