import { evaluate } from '../cloudformation/evaluate.ts'
import { tierParameters, type Environment, type Tier } from '../cloudformation/manifest.ts'
import { SAMPLE_STACK } from '../cloudformation/physical.ts'
import { parseTemplate } from '../cloudformation/template.ts'
import { DeployError } from './plan.ts'

export interface ImportRequest {
  readonly environment: Environment
  readonly tier: Tier
  /** Logical id of the table. */
  readonly id: string
  readonly name: string
  /** The template of the stack, where there is one. */
  readonly deployed: string | undefined
}

/**
 * The deployed template with the table in it, every value said outright: an import may change nothing else, and its
 * flag is still off there.
 * @throws DeployError when the template has no such table under the parameters of the environment
 */
export function importTemplate({ environment, tier, id, name, deployed }: ImportRequest): {
  body: string
  tableName: string
} {
  // Alarms need a topic, which an import has no use for.
  const parameters = { ...unused(tier), ...tierParameters(environment, tier), EnableAlarms: 'false' }
  const { resources } = evaluate(tier.parsed, parameters, { ...SAMPLE_STACK, name })
  const table = resources[id]
  const tableName = table?.Properties.TableName
  if (table?.Type !== 'AWS::DynamoDB::Table' || typeof tableName !== 'string') {
    const tables = Object.keys(tier.parsed.Resources).filter(
      (each) => tier.parsed.Resources[each]?.Type === 'AWS::DynamoDB::Table',
    )
    throw new DeployError(
      `${tier.name} has no table ${id} in ${environment.name} (of ${tables.join(', ')}); is its flag on?`,
    )
  }
  const { Type, DeletionPolicy, UpdateReplacePolicy, Properties } = table
  const added = { [id]: { Type, DeletionPolicy, UpdateReplacePolicy, Properties } }
  const before = deployed === undefined ? EMPTY : parseTemplate(deployed, `${name} as deployed`)
  const body = JSON.stringify({ ...before, Resources: { ...before.Resources, ...added } })
  return { body, tableName }
}

const EMPTY = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'Tables that are taken in',
  Resources: {},
}

/** Values for what only a deployment knows, such as packages: no table depends on them. */
const unused = ({ parsed }: Tier): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parsed.Parameters ?? {}).flatMap(([name, { Default }]) =>
      Default === undefined ? [[name, 'unused']] : [],
    ),
  )
