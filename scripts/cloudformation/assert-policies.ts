import type { Evaluation } from './evaluate.ts'
import { asList } from './json.ts'
import { ManagedPolicyProperties, resourcesOf, tablesOf } from './resources.ts'

/** The house rules for every policy: this version of the language, only Allow, no wildcard, and only tables that are there. */
export function policyProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::IAM::ManagedPolicy', ManagedPolicyProperties)
  const tables = new Set(tablesOf(evaluation).found.map(({ properties }) => properties.TableName))
  const check = ({ PolicyDocument }: ManagedPolicyProperties): string[] => [
    // Without a version IAM reads the language of 2008, in which policy variables are plain text.
    ...(PolicyDocument.Version === '2012-10-17' ? [] : ['the policy document has no Version 2012-10-17']),
    ...PolicyDocument.Statement.flatMap(({ Effect, Action, Resource }) => [
      ...(Effect === 'Allow' ? [] : [`Effect is ${Effect}`]),
      ...asList(Action).flatMap((action) =>
        action.includes('*') ? [`action ${action} has a wildcard`] : [],
      ),
      ...asList(Resource).flatMap((arn) => (arn.includes('*') ? [`resource ${arn} has a wildcard`] : [])),
      ...asList(Resource).flatMap((arn) => {
        const table = /^arn:[^:]+:dynamodb:[^:]+:[^:]+:table\/([^/]+)/.exec(arn)?.[1]
        return table === undefined || tables.has(table) ? [] : [`resource ${arn} is no table of this stack`]
      }),
    ]),
  ]
  return [
    ...problems,
    ...found.flatMap(({ id, properties }) => check(properties).map((problem) => `${id}: ${problem}`)),
  ]
}
