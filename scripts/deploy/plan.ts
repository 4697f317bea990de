import { evaluate, type Evaluation } from '../cloudformation/evaluate.ts'
import type { Json } from '../cloudformation/json.ts'
import { tierParameters, type Environment, type Manifest, type Tier } from '../cloudformation/manifest.ts'
import type { GivenParameters } from '../cloudformation/parameters.ts'
import { SAMPLE_STACK } from '../cloudformation/physical.ts'
import { UsageError } from '../command-line.ts'
import type { LambdaPackage } from '../lambda/package.ts'

/** What is known to be wrong before anything was changed, or what AWS refused; said without a stack. */
export class DeployError extends Error {}

/** Outputs of the tiers that are deployed, by tier and name. */
export type TierOutputs = Readonly<Record<string, Readonly<Record<string, Json>>>>

/** What wiring gives a tier: the one output, or the list of those that there are; nothing where there is none. */
export function wiredValues({ wiring = {} }: Tier, outputs: TierOutputs): GivenParameters {
  return Object.fromEntries(
    Object.entries(wiring).flatMap(([parameter, sources]) => {
      const values = sources.flatMap((source) => {
        const [tier = '', output = ''] = source.split('.')
        const value = outputs[tier]?.[output]
        return typeof value === 'string' ? [value] : []
      })
      return values.length > 0 ? [[parameter, values.join(',')] as const] : []
    }),
  )
}

/** A tier as it is to be deployed. */
export interface TierPlan {
  readonly tier: Tier
  readonly stackName: string
  readonly parameters: GivenParameters
  /** What the template makes of the parameters, for a sample account. */
  readonly evaluation: Evaluation
}

/** @throws UsageError for an environment without a parameters file */
export function environmentOf(
  { environments }: Manifest,
  name: string | undefined,
  usage: string,
): Environment {
  const names = environments.map((each) => each.name).sort()
  const found = environments.find((each) => each.name === name)
  if (found) return found
  const given = name === undefined ? '--env is missing' : `There is no parameters/${name}.json`
  throw new UsageError(`${given}: one of ${names.join(', ')}\n\n${usage}`)
}

/** The tiers that the environment has, in order; one of them when it is named. */
export function tiersOf(
  { tiers }: Manifest,
  environment: Environment,
  only: string | undefined,
  usage: string,
): Tier[] {
  const deployed = tiers.filter(({ name }) => environment.tiers[name])
  if (only === undefined) return deployed
  const found = deployed.filter(({ name }) => name === only)
  if (found.length > 0) return found
  const names = deployed.map(({ name }) => name).join(', ')
  throw new UsageError(`${environment.name} has no tier ${only}: one of ${names}\n\n${usage}`)
}

export const stackName = ({ common, name }: Environment, tier: Pick<Tier, 'name'>): string =>
  `${common.Namespace ?? ''}-${name}-${tier.name}`

/**
 * Parameters in their order of weight: the file's, what the other tiers give, the packages. Evaluated at once, so that
 * what CloudFormation would refuse is said before it is asked.
 * @throws DeployError with everything that it would refuse
 */
export function planTier(
  environment: Environment,
  tier: Tier,
  outputs: TierOutputs,
  packages: readonly LambdaPackage[],
): TierPlan {
  const keys = Object.entries(tier.packages ?? {}).map(([parameter, name]) => {
    const found = packages.find((each) => each.name === name)
    if (!found) throw new DeployError(`There is no package ${name}: npm run build:lambda`)
    return [parameter, found.key] as const
  })
  const parameters = {
    ...wiredValues(tier, outputs),
    ...Object.fromEntries(keys),
    ...tierParameters(environment, tier),
  }
  const name = stackName(environment, tier)
  const evaluation = evaluate(tier.parsed, parameters, { ...SAMPLE_STACK, name })
  const problems = [...evaluation.invalidParameters, ...evaluation.brokenRules]
  if (problems.length > 0) throw new DeployError(`${name} cannot be deployed:\n  ${problems.join('\n  ')}`)
  return { tier, stackName: name, parameters, evaluation }
}
