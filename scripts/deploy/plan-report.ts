import type { Change } from '@aws-sdk/client-cloudformation'
import type { Environment, Tier } from '../cloudformation/manifest.ts'
import type { LambdaPackage } from '../lambda/package.ts'
import { templateKey } from './hand-over.ts'
import type { TierPlan } from './plan.ts'

/** Packages as they would be uploaded. */
export function packageLines(packages: readonly LambdaPackage[]): string[] {
  return packages.map(({ key, zipBytes }) => `  ${key}  ${(zipBytes / 1000).toFixed(0)} kB`)
}

/** What a tier would be: where each value comes from, and what it makes. */
export function tierLines(
  { tier, stackName, parameters, evaluation }: TierPlan,
  environment: Environment,
): string[] {
  const types = new Map<string, string[]>()
  for (const [id, { Type }] of Object.entries(evaluation.resources)) {
    types.set(Type, [...(types.get(Type) ?? []), id])
  }
  const given = environment.tiers[tier.name] ?? {}
  const sourceOf = (name: string): string => {
    if (name in given || name in environment.common) return ''
    const wired = tier.wiring?.[name]
    return wired ? `  (from ${wired.join(', ')})` : `  (package ${tier.packages?.[name] ?? ''})`
  }
  const count = Object.keys(evaluation.resources).length
  return [
    `${stackName}  ${tier.template}, ${tier.lifecycle}, ${count} resources${acknowledged(tier)}`,
    `  ${templateLine(tier)}`,
    ...Object.entries(parameters).map(([name, value]) => {
      const source = sourceOf(name)
      return `  ${name} = ${source === '' ? JSON.stringify(value) : `<${name}>`}${source}`
    }),
    ...[...types].sort().map(([type, ids]) => `  + ${type}: ${ids.join(', ')}`),
    ...keptLine(evaluation),
  ]
}

/** Which way CloudFormation gets the template. */
function templateLine({ name, text }: Tier): string {
  const key = templateKey(name, text)
  const way = key === undefined ? 'in the request' : `through the bucket of the packages, as ${key}`
  return `template: ${Buffer.byteLength(text)} bytes, ${way}`
}

/** What outlives the stack. */
function keptLine({ resources }: TierPlan['evaluation']): string[] {
  const kept = Object.entries(resources).filter(([, { DeletionPolicy = '' }]) =>
    DeletionPolicy.startsWith('Retain'),
  )
  return kept.length === 0 ? [] : [`  kept when the stack is deleted: ${kept.map(([id]) => id).join(', ')}`]
}

const acknowledged = ({ capabilities }: Tier): string =>
  capabilities.length === 0 ? '' : `, acknowledges ${capabilities.join(', ')}`

const SIGNS: Readonly<Record<string, string>> = { Add: '+', Modify: '~', Remove: '-', Import: '>' }

/** `~ ApiFunction (AWS::Lambda::Function) Code, Environment`, with what a replacement would do said loudly. */
export function changeLine({ ResourceChange: change }: Change): string {
  const { Action: action = '', LogicalResourceId: id = '', ResourceType: type = '' } = change ?? {}
  const properties = (change?.Details ?? []).flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? [])
  const replaced = change?.Replacement === 'True' ? '  REPLACED' : ''
  const maybe = change?.Replacement === 'Conditional' ? '  PERHAPS REPLACED' : ''
  const list = [...new Set(properties)].join(', ')
  return `${SIGNS[action] ?? action} ${id} (${type})${list === '' ? '' : ` ${list}`}${replaced}${maybe}`
}
