import { Type } from '@sinclair/typebox'
import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import type { Evaluation } from './evaluate.ts'
import { asList } from './json.ts'
import { SAMPLE_STACK } from './physical.ts'
import { ManagedPolicyProperties, resourcesOf, type TypedResource } from './resources.ts'

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

interface Work {
  /** The tables that the functions of a role do everything with. */
  readonly on: (base: string) => boolean
  /** These are all the tables that they know. */
  readonly isAll?: true
}

/** By the logical id of the role. A table of the API belongs to it unless it says otherwise here. */
const ROLES: Readonly<Record<string, Work>> = {
  ApiRole: { on: (base) => base !== 'change_consumers', isAll: true },
  WorkerRole: { on: (base) => ['jobs', 'messages'].includes(base) },
  StreamRole: { on: (base) => base === 'entities' },
}

const RoleProperties = Type.Object({ ManagedPolicyArns: Type.Optional(Type.Array(Type.String())) })
type Policy = TypedResource<ManagedPolicyProperties>

/** The policies of this stack that a role has: it lists them, or they list it. */
export function policiesOf(
  role: TypedResource<{ readonly ManagedPolicyArns?: readonly string[] | undefined }>,
  policies: readonly Policy[],
): readonly Policy[] {
  const { ManagedPolicyArns: arns = [] } = role.properties
  return policies.filter(
    ({ id, properties: { Roles = [] } }) =>
      Roles.some((name) => name.endsWith(`-${role.id}`)) || arns.some((arn) => arn.endsWith(`-${id}`)),
  )
}

/**
 * Compares the policies of each role with what its code needs: every action on every table and each index by name, and
 * of the API nothing more. Tables of another tier are granted by the names that they have, there or not.
 */
export function accessProblems(evaluation: Evaluation, tables: readonly TableDefinition[]): string[] {
  const { Namespace, Environment } = evaluation.parameters
  const naming = { namespace: String(Namespace), environment: String(Environment) }
  const roles = resourcesOf(evaluation, 'AWS::IAM::Role', RoleProperties)
  const policies = resourcesOf(evaluation, 'AWS::IAM::ManagedPolicy', ManagedPolicyProperties).found
  return roles.found.flatMap((role) => {
    const work = ROLES[role.id]
    if (!work) return []
    const granted = new Set(policiesOf(role, policies).flatMap(grantsOf).filter(isOnTable))
    const worked = tables.filter(({ base }) => work.on(base))
    const needed = new Set(
      worked
        .filter(({ deployment }) => evaluation.parameters[deployment.flag] !== 'false')
        .flatMap((table) => needs(table, envTableName(table.base, naming))),
    )
    const further = work.isAll ? [...granted].filter((grant) => !needed.has(grant)) : []
    return [
      ...[...needed].filter((grant) => !granted.has(grant)).map((grant) => `${role.id} lacks ${grant}`),
      ...further.map((grant) => `${role.id} is granted also ${grant}`),
    ]
  })
}

function needs({ deployment, indexes }: TableDefinition, name: string): string[] {
  const actions = [...TABLE_ACTIONS, ...(deployment.scan === true ? ['dynamodb:Scan'] : [])]
  return [
    ...actions.map((action) => `${action} on ${name}`),
    ...Object.keys(indexes).flatMap((index) =>
      INDEX_ACTIONS.map((action) => `${action} on ${name}/index/${index}`),
    ),
  ]
}

const grantsOf = ({ properties }: Policy): string[] =>
  properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
    ({ Action, Resource }) =>
      asList(Resource).flatMap((arn) => asList(Action).map((action) => `${action} on ${short(arn)}`)),
  )

const isOnTable = (grant: string): boolean => /^dynamodb:\w+ on (?!\*$)(?!.*\/stream\/)/.test(grant)

/** `myapp_dev_passengers/index/ticket-index` of the ARN of the evaluated account; any other ARN stays whole. */
const short = (arn: string) => (arn.startsWith(TABLE_ARN) ? arn.slice(TABLE_ARN.length) : arn)
const TABLE_ARN = `arn:${SAMPLE_STACK.partition}:dynamodb:${SAMPLE_STACK.region}:${SAMPLE_STACK.account}:table/`
