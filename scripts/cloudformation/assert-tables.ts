import type { Evaluation } from './evaluate.ts'
import { type TableProperties, tablesOf, type TypedResource } from './resources.ts'

type Table = TypedResource<TableProperties>
type Setting = string | boolean | undefined
type Throttled = Pick<TableProperties, 'OnDemandThroughput' | 'ContributorInsightsSpecification'>

/** Data survives: the table outlives its stack, can be restored, and is not deleted by a slip. */
function protection({ properties, ...table }: Table, { parameters }: Evaluation): string[] {
  const recovery = properties.PointInTimeRecoverySpecification
  const asked = parameters.EnableDeletionProtection === 'true'
  const rules: readonly (readonly [what: string, given: Setting, wanted: Setting])[] = [
    ['DeletionPolicy', table.DeletionPolicy, 'RetainExceptOnCreate'],
    ['UpdateReplacePolicy', table.UpdateReplacePolicy, 'Retain'],
    ['DeletionProtectionEnabled', properties.DeletionProtectionEnabled, asked],
    ['PointInTimeRecoveryEnabled', recovery?.PointInTimeRecoveryEnabled, true],
    ['SSEEnabled', properties.SSESpecification?.SSEEnabled, true],
    ['BillingMode', properties.BillingMode, 'PAY_PER_REQUEST'],
  ]
  const days = Number(recovery?.RecoveryPeriodInDays ?? 35)
  return [
    ...rules
      .filter(([, given, wanted]) => given !== wanted)
      .map(([what, given, wanted]) => `${what} is ${String(given ?? 'absent')}, not ${String(wanted)}`),
    ...(days >= 1 && days <= 35 ? [] : [`RecoveryPeriodInDays is ${days}, not 1 to 35`]),
  ]
}

/** Cost has a brake, and what the brake throttles can be seen. */
function limits(what: string, { OnDemandThroughput, ContributorInsightsSpecification }: Throttled): string[] {
  const { MaxReadRequestUnits: reads, MaxWriteRequestUnits: writes } = OnDemandThroughput ?? {}
  const insights = ContributorInsightsSpecification
  return [
    ...(reads === undefined ? [`${what} has no MaxReadRequestUnits`] : []),
    ...(writes === undefined ? [`${what} has no MaxWriteRequestUnits`] : []),
    ...(insights?.Enabled === true && insights.Mode === 'THROTTLED_KEYS'
      ? []
      : [`${what} has no contributor insights in mode THROTTLED_KEYS`]),
  ]
}

/** What DynamoDB would refuse only at deployment. */
function wellFormed({ properties }: Table): string[] {
  const problems: string[] = []
  const indexes = [...(properties.GlobalSecondaryIndexes ?? []), ...(properties.LocalSecondaryIndexes ?? [])]
  const keys = [properties, ...indexes].map(({ KeySchema }) => KeySchema.map((k) => k.KeyType).join())
  if (!keys.every((key) => key === 'HASH' || key === 'HASH,RANGE')) {
    problems.push('a key schema is not HASH, or HASH then RANGE')
  }
  const names = indexes.map(({ IndexName }) => IndexName)
  const twice = names.filter((name, i) => names.indexOf(name) !== i)
  problems.push(...twice.map((name) => `index ${name} is there twice`))
  const ttl = properties.TimeToLiveSpecification
  if (ttl && ttl.AttributeName === undefined) problems.push('TimeToLiveSpecification has no AttributeName')
  return problems
}

/** The house rules for every table. */
export function tableProblems(evaluation: Evaluation): string[] {
  const { found, problems } = tablesOf(evaluation)
  const { Namespace, Environment } = evaluation.parameters
  const tags = [`Environment=${String(Environment)}`, `Namespace=${String(Namespace)}`]
  const check = (table: Table): string[] => {
    const { properties } = table
    const given = new Set((properties.Tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`))
    return [
      ...protection(table, evaluation),
      ...limits('the table', properties),
      ...(properties.GlobalSecondaryIndexes ?? []).flatMap((index) =>
        limits(`index ${index.IndexName}`, index),
      ),
      ...wellFormed(table),
      ...tags.filter((tag) => !given.has(tag)).map((tag) => `tag ${tag} is missing`),
    ]
  }
  return [...problems, ...found.flatMap((table) => check(table).map((problem) => `${table.id}: ${problem}`))]
}
