import type { TableDefinition } from '../../src/common/data/model/table.ts'
import type { Evaluation } from './evaluate.ts'
import { asList } from './json.ts'
import { SAMPLE_STACK } from './physical.ts'
import { ManagedPolicyProperties, resourcesOf, tablesOf } from './resources.ts'

/** What the data layer does with a table; transactions need the single-item actions and ConditionCheckItem. */
const TABLE_ACTIONS = [
  'dynamodb:DescribeTable',
  'dynamodb:DescribeTimeToLive',
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:Query',
]
const INDEX_ACTIONS = ['dynamodb:Query']

/**
 * Compares the policy `{table}Access` with what the code needs: every action on the ARN of the table and of each
 * index by name, and nothing more.
 */
export function accessProblems(evaluation: Evaluation, tableId: string, table: TableDefinition): string[] {
  const policyId = `${tableId}Access`
  const { found, problems } = resourcesOf(evaluation, 'AWS::IAM::ManagedPolicy', ManagedPolicyProperties)
  if (problems.length > 0) return problems
  const policy = found.find(({ id }) => id === policyId)
  if (!policy) return [`${table.base}: policy ${policyId} is missing`]
  const name = tablesOf(evaluation).found.find(({ id }) => id === tableId)?.properties.TableName
  const granted = new Set(
    policy.properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
      ({ Action, Resource }) =>
        asList(Resource).flatMap((arn) => asList(Action).map((action) => `${action} on ${short(arn)}`)),
    ),
  )
  const tableActions = [...TABLE_ACTIONS, ...(table.deployment.scan === true ? ['dynamodb:Scan'] : [])]
  const needed = new Set([
    ...tableActions.map((action) => `${action} on ${name ?? ''}`),
    ...Object.keys(table.indexes).flatMap((index) =>
      INDEX_ACTIONS.map((action) => `${action} on ${name ?? ''}/index/${index}`),
    ),
  ])
  return [
    ...[...needed].filter((grant) => !granted.has(grant)).map((grant) => `${policyId} lacks ${grant}`),
    ...[...granted].filter((grant) => !needed.has(grant)).map((grant) => `${policyId} grants also ${grant}`),
  ]
}

/** `myapp_dev_passengers/index/ticket-index` of the ARN of the evaluated account; any other ARN stays whole. */
const short = (arn: string) => (arn.startsWith(TABLE_ARN) ? arn.slice(TABLE_ARN.length) : arn)
const TABLE_ARN = `arn:${SAMPLE_STACK.partition}:dynamodb:${SAMPLE_STACK.region}:${SAMPLE_STACK.account}:table/`
