import { ENTRIES } from '../lambda/bundle.ts'
import type { Tier } from './manifest.ts'

/** Wiring that leads nowhere: a parameter, an output or a package that does not exist, or a tier that comes later. */
export function wiringProblems(tier: Tier, tiers: readonly Tier[]): string[] {
  const { parsed, packages = {}, wiring = {} } = tier
  const before = tiers.slice(0, tiers.indexOf(tier))
  const undeclared = [...Object.keys(packages), ...Object.keys(wiring)].filter(
    (name) => !parsed.Parameters?.[name],
  )
  return [
    ...undeclared.map((name) => `tiers.json: tier ${tier.name} has no parameter ${name}`),
    ...Object.values(packages).flatMap((name) =>
      Object.hasOwn(ENTRIES, name) ? [] : [`tiers.json: there is no package ${name}`],
    ),
    ...Object.values(wiring)
      .flat()
      .flatMap((source) => {
        const [name, output = ''] = source.split('.')
        const from = before.find((each) => each.name === name)
        // A tier that was taken out alone, as tests do, has nothing before it.
        if (!from)
          return before.length === 0 ? [] : [`tiers.json: ${source} is not of a tier before ${tier.name}`]
        return from.parsed.Outputs?.[output] ? [] : [`tiers.json: tier ${from.name} has no output ${output}`]
      }),
  ]
}
