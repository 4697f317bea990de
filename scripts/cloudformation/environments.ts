import { type Environment, type Tier, tierParameters } from './manifest.ts'
import { flagsOf } from './parameters.ts'

/** The faults of one parameters file that show without evaluating a template. */
export function environmentProblems(environment: Environment, tiers: readonly Tier[]): string[] {
  const file = `parameters/${environment.name}.json`
  const problems: string[] = []
  if (environment.common.Environment !== environment.name) {
    problems.push(`${file}: Environment is '${environment.common.Environment ?? ''}'`)
  }
  for (const name of Object.keys(environment.tiers)) {
    if (!tiers.some((tier) => tier.name === name)) problems.push(`${file}: tier ${name} is not in tiers.json`)
  }
  for (const tier of tiers) {
    // A tier that the file leaves out is not deployed there.
    if (!environment.tiers[tier.name]) continue
    const given = tierParameters(environment, tier)
    // A flag left out would keep its last value on a deployed stack, whatever the default says.
    for (const flag of flagsOf(tier.parsed)) {
      if (given[flag] === undefined) problems.push(`${file}: tier ${tier.name} does not set flag ${flag}`)
    }
  }
  return problems
}
