import { Type } from '@sinclair/typebox'

import type { Evaluation } from './evaluate.ts'
import { resourcesOf } from './resources.ts'

const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^\\d+$' })])

/** The part of AWS::Lambda::Function that the assertions read. */
const FunctionProperties = Type.Object({
  Runtime: Type.String(),
  Architectures: Type.Optional(Type.Array(Type.String())),
  Timeout: Type.Optional(Numeric),
  TracingConfig: Type.Optional(Type.Object({ Mode: Type.String() })),
  LoggingConfig: Type.Optional(
    Type.Object({ LogFormat: Type.String(), LogGroup: Type.Optional(Type.String()) }),
  ),
})
const LogGroupProperties = Type.Object({
  LogGroupName: Type.String(),
  RetentionInDays: Type.Optional(Numeric),
})
/** The part of a role that the assertions read: what it may do is in managed policies, which have rules of their own. */
const RoleProperties = Type.Object({ Policies: Type.Optional(Type.Array(Type.Unknown())) })

/** The oldest runtime that AWS still maintains for new functions, and what we build for. */
const RUNTIME = 'nodejs24.x'

/** The house rules for every function, its logs and its role. */
export function functionProblems(evaluation: Evaluation): string[] {
  const functions = resourcesOf(evaluation, 'AWS::Lambda::Function', FunctionProperties)
  const groups = resourcesOf(evaluation, 'AWS::Logs::LogGroup', LogGroupProperties)
  const roles = resourcesOf(evaluation, 'AWS::IAM::Role', RoleProperties)
  const kept = new Set(
    groups.found
      .filter(({ properties }) => properties.RetentionInDays !== undefined)
      .map(({ properties }) => properties.LogGroupName),
  )
  return [
    ...functions.problems,
    ...groups.problems,
    ...roles.problems,
    ...functions.found.flatMap(({ id, properties }) => [
      ...(properties.Runtime === RUNTIME ? [] : [`${id}: Runtime is ${properties.Runtime}, not ${RUNTIME}`]),
      ...(properties.Timeout === undefined ? [`${id}: has no Timeout, so 3 seconds`] : []),
      ...(properties.TracingConfig?.Mode === 'Active' ? [] : [`${id}: is not traced`]),
      ...(properties.LoggingConfig?.LogFormat === 'JSON' ? [] : [`${id}: does not log JSON`]),
      ...(kept.has(properties.LoggingConfig?.LogGroup ?? '')
        ? []
        : [`${id}: logs into no group of this stack that has a retention`]),
    ]),
    ...roles.found.flatMap(({ id, properties }) =>
      properties.Policies === undefined ? [] : [`${id}: has inline policies, which no rule checks`],
    ),
  ]
}
