import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { accessProblems } from './access.ts'
import { alarmProblems } from './assert-alarms.ts'
import { apiProblems } from './assert-api.ts'
import { functionProblems } from './assert-functions.ts'
import { policyProblems } from './assert-policies.ts'
import { bucketProblems, topicProblems, userPoolProblems } from './assert-prepare.ts'
import { queueProblems } from './assert-queues.ts'
import { streamProblems } from './assert-streams.ts'
import { tableProblems } from './assert-tables.ts'
import type { Evaluation } from './evaluate.ts'
import { flagsOf } from './parameters.ts'
import type { Template } from './template-schema.ts'

/** The house rules for every resource of an evaluated tier. */
export function resourceProblems(evaluation: Evaluation, tables: readonly TableDefinition[]): string[] {
  return [
    ...tableProblems(evaluation),
    ...policyProblems(evaluation, tables),
    ...accessProblems(evaluation, tables),
    ...queueProblems(evaluation),
    ...functionProblems(evaluation),
    ...streamProblems(evaluation),
    ...alarmProblems(evaluation),
    ...apiProblems(evaluation),
    ...bucketProblems(evaluation),
    ...topicProblems(evaluation),
    ...userPoolProblems(evaluation),
  ]
}

/** The house rules that need no evaluation: flags, outputs. */
export function templateProblems(template: Template): string[] {
  // An export cannot change while another stack imports it; tiers pass values as parameters instead.
  const exported = Object.entries(template.Outputs ?? {}).filter(([, output]) => output.Export !== undefined)
  return [...flagProblems(template), ...exported.map(([name]) => `output ${name} is exported`)]
}

function flagProblems(template: Template): string[] {
  const flags = flagsOf(template)
  return Object.entries(template.Parameters ?? {}).flatMap(([name, { Default, AllowedValues }]) => {
    if (!flags.includes(name)) {
      const allowed = JSON.stringify(AllowedValues ?? [])
      return name.startsWith('Enable')
        ? [`flag ${name}: AllowedValues is ${allowed}, not 'true' and 'false'`]
        : []
    }
    // Protection is on unless someone asks; everything else is off unless someone asks.
    const wanted = name === 'EnableDeletionProtection' ? 'true' : 'false'
    return Default === wanted ? [] : [`flag ${name}: the default is '${String(Default)}', not '${wanted}'`]
  })
}

/** Capabilities that the resources need against those that tiers.json acknowledges. */
export function capabilityProblems(evaluation: Evaluation, acknowledged: readonly string[]): string[] {
  const iam = Object.values(evaluation.resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'))
  const named = iam.some(({ Properties }) =>
    ['ManagedPolicyName', 'RoleName', 'UserName', 'GroupName'].some((name) => name in Properties),
  )
  const needed = named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'
  return iam.length > 0 && !acknowledged.includes(needed) ? [`tiers.json does not list ${needed}`] : []
}
