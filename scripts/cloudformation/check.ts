import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { capabilityProblems, resourceProblems, templateProblems } from './assertions.ts'
import { type Combination, combinations, reasonToRefuse } from './combinations.ts'
import { environmentProblems } from './environments.ts'
import { wiringProblems } from './wiring.ts'
import { evaluate, type Evaluation } from './evaluate.ts'
import { type Environment, type Manifest, type Tier, tierParameters } from './manifest.ts'
import { parityProblems } from './parity.ts'
import { SAMPLE_STACK } from './physical.ts'
import { quotaProblems } from './quotas.ts'
import { TemplateError } from './template.ts'

/** How one tier fared in one environment. */
interface TierResult {
  readonly tier: string
  readonly environment: string
  readonly evaluated: number
  /** Combinations that the Rules of the template refuse, as they must. */
  readonly refused: number
}

export interface Report {
  readonly results: readonly TierResult[]
  /** Every distinct problem, with the places where it shows. */
  readonly problems: ReadonlyMap<string, readonly string[]>
}

/** Checks every tier × environment × flag combination against the declared tables and the house rules. */
export function checkManifest({ tiers, environments }: Manifest, tables: readonly TableDefinition[]): Report {
  const problems = new Map<string, string[]>()
  const add = (place: string, found: readonly string[]) => {
    for (const problem of new Set(found)) problems.set(problem, [...(problems.get(problem) ?? []), place])
  }
  for (const { base, deployment } of tables) {
    if (!tiers.some(({ name }) => name === deployment.tier)) {
      add('code', [`${base}: its tier ${deployment.tier} is not in tiers.json`])
    }
  }
  for (const environment of environments) add(environment.name, environmentProblems(environment, tiers))
  const results: TierResult[] = []
  for (const tier of tiers) {
    add(tier.name, [...quotaProblems(tier), ...templateProblems(tier.parsed), ...wiringProblems(tier, tiers)])
    const seen = new Set<string>()
    for (const environment of environments) {
      if (!environment.tiers[tier.name]) continue
      const outcome = { evaluated: 0, refused: 0 }
      for (const combination of combinations(tier.parsed, tierParameters(environment, tier))) {
        const { found, evaluation } = checkCombination(tier, environment, combination, tables)
        add(`${tier.name} ${environment.name} (${combination.label})`, found)
        if (evaluation) outcome[evaluation.brokenRules.length > 0 ? 'refused' : 'evaluated'] += 1
        for (const id of Object.keys(evaluation?.resources ?? {})) seen.add(id)
      }
      results.push({ tier: tier.name, environment: environment.name, ...outcome })
    }
    const unseen = Object.keys(tier.parsed.Resources).filter((id) => !seen.has(id))
    add(
      tier.name,
      unseen.map((id) => `${id}: exists under no combination of flags`),
    )
  }
  return { results, problems }
}

function checkCombination(
  tier: Tier,
  environment: Environment,
  { parameters, deployed }: Combination,
  tables: readonly TableDefinition[],
): { found: string[]; evaluation?: Evaluation } {
  const stack = { ...SAMPLE_STACK, name: `${parameters.Namespace ?? ''}-${environment.name}-${tier.name}` }
  try {
    const evaluation = evaluate(tier.parsed, parameters, stack)
    const { invalidParameters, brokenRules } = evaluation
    const reason = reasonToRefuse(parameters)
    if (invalidParameters.length > 0) return { found: [...invalidParameters] }
    if (brokenRules.length > 0) {
      const expected = reason !== undefined && deployed !== true
      return { found: expected ? [] : brokenRules.map((rule) => `refused: ${rule}`), evaluation }
    }
    const found = [
      ...(reason === undefined ? [] : [`no rule refuses ${reason}`]),
      ...parityProblems(tier.name, evaluation, tables),
      ...resourceProblems(evaluation, tables),
      ...capabilityProblems(evaluation, tier.capabilities),
    ]
    return { found, evaluation }
  } catch (error) {
    if (error instanceof TemplateError) return { found: [error.message] }
    throw error
  }
}
