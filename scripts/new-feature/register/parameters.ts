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

const print = (file: object): string => `${JSON.stringify(file, null, 2)}\n`
