import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import type { Evaluation } from './evaluate.ts'
import { asList } from './json.ts'
import { SAMPLE_STACK } from './physical.ts'
import { ManagedPolicyProperties, resourcesOf, tablesOf } from './resources.ts'

/** X-Ray and the list of streams know no resources, so these alone are allowed on all of them. */
const WITHOUT_RESOURCE = new Set([
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'dynamodb:ListStreams',
])
/** The streams of one log group, which have no names beforehand. */
const STREAMS_OF_A_GROUP = /^arn:[^*]+:log-group:[^*]+:\*$/
/** The files of one kind, and never those of a whole bucket. */
const FILES_OF_A_KIND = /^arn:[^*]+:s3:::[^*/]+\/[a-z]+\/\*$/

const TABLE = /^arn:[^:]+:dynamodb:[^:]+:[^:]+:table\/([^/]+)(?:\/index\/(.+))?/
/** What IAM takes in a managed policy; it cannot be raised. */
const MAX_CHARACTERS = 6144

/**
 * The house rules for every policy: this version of the language, only Allow, no wildcard, and only tables and indexes
 * that this stack has or that the code declares in another tier.
 */
export function policyProblems(evaluation: Evaluation, declared: readonly TableDefinition[]): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::IAM::ManagedPolicy', ManagedPolicyProperties)
  const { Namespace, Environment } = evaluation.parameters
  const naming = { namespace: String(Namespace), environment: String(Environment) }
  const here = tablesOf(evaluation).found.map(({ properties }) => properties.TableName)
  const tables = new Map([
    ...here.map((name) => [name, undefined] as const),
    ...declared.map(({ base, indexes }) => [envTableName(base, naming), indexes] as const),
  ])
  const check = ({ PolicyDocument }: ManagedPolicyProperties): string[] => [
    // Without a version IAM reads the language of 2008, in which policy variables are plain text.
    ...(PolicyDocument.Version === '2012-10-17' ? [] : ['the policy document has no Version 2012-10-17']),
    ...PolicyDocument.Statement.flatMap(({ Effect, Action, Resource }) => [
      ...(Effect === 'Allow' ? [] : [`Effect is ${Effect}`]),
      ...asList(Action).flatMap((action) =>
        action.includes('*') ? [`action ${action} has a wildcard`] : [],
      ),
      ...asList(Resource).flatMap((arn) =>
        arn.includes('*') && !mayHaveWildcard(arn, asList(Action)) ? [`resource ${arn} has a wildcard`] : [],
      ),
      ...asList(Resource).flatMap((arn) => {
        const [, table, index] = TABLE.exec(arn) ?? []
        if (table === undefined) return []
        if (!tables.has(table)) return [`resource ${arn} is no table of ours`]
        const indexes = tables.get(table)
        return index === undefined || !indexes || Object.hasOwn(indexes, index)
          ? []
          : [`resource ${arn} is no index of ours`]
      }),
    ]),
    ...(sizeOf(PolicyDocument) <= MAX_CHARACTERS
      ? []
      : [
          `may grow beyond ${MAX_CHARACTERS} characters, the quota of IAM for a policy: begin a second one with the same actions`,
        ]),
  ]
  return [
    ...problems,
    ...found.flatMap(({ id, properties }) => check(properties).map((problem) => `${id}: ${problem}`)),
  ]
}

/** In the region with the longest name, and without blanks, which IAM does not count. */
const sizeOf = (document: object): number =>
  JSON.stringify(document)
    .replaceAll(`:${SAMPLE_STACK.region}:`, ':ap-southeast-1:')
    .replaceAll(`arn:${SAMPLE_STACK.partition}:`, 'arn:aws-us-gov:').length

const mayHaveWildcard = (arn: string, actions: readonly string[]): boolean =>
  STREAMS_OF_A_GROUP.test(arn) ||
  FILES_OF_A_KIND.test(arn) ||
  (arn === '*' && actions.every((action) => WITHOUT_RESOURCE.has(action)))
