interface ParametersFile {
  readonly common: Readonly<Record<string, string>>
  readonly tiers: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const flagOf = (pascal: string): string => `Enable${pascal}Table`

/** A parameters file with the flag of the table on, behind the flags of its tier. */
export function addFlag(text: string, tier: string, pascal: string): string {
  const file = JSON.parse(text) as ParametersFile
  const entries = Object.entries(file.tiers[tier] ?? {})
  const last = entries.findLastIndex(([name]) => /^Enable\w+Table$/.test(name))
  entries.splice(last + 1, 0, [flagOf(pascal), 'true'])
  return print({ ...file, tiers: { ...file.tiers, [tier]: Object.fromEntries(entries) } })
}

export function removeFlag(text: string, pascal: string): string {
  const file = JSON.parse(text) as ParametersFile
  const without = (parameters: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== flagOf(pascal)))
  const tiers = Object.entries(file.tiers).map(([name, each]) => [name, without(each)] as const)
  return print({ ...file, tiers: Object.fromEntries(tiers) })
}

interface Tier {
  readonly name: string
  readonly wiring?: Readonly<Record<string, readonly string[]>>
}

const accessOf = (tier: string, pascal: string): string => `${tier}.${pascal}TableAccessArn`

/** tiers.json with the access policy of the table among those that the API is given. */
export function addAccess(text: string, tier: string, pascal: string): string {
  return withAccess(text, (arns) => [...arns, accessOf(tier, pascal)])
}

export function removeAccess(text: string, tier: string, pascal: string): string {
  return withAccess(text, (arns) => arns.filter((arn) => arn !== accessOf(tier, pascal)))
}

function withAccess(text: string, change: (arns: readonly string[]) => readonly string[]): string {
  const tiers = (JSON.parse(text) as Tier[]).map((tier) => {
    const { AccessArns: arns } = tier.wiring ?? {}
    if (tier.name !== 'api' || !arns) return tier
    return { ...tier, wiring: { ...tier.wiring, AccessArns: change(arns) } }
  })
  return print(tiers)
}

const print = (file: object): string => `${JSON.stringify(file, null, 2)}\n`
