import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Type } from '@sinclair/typebox'

import { ConfigSchema } from '../../src/config.ts'
import { ENTRIES } from '../lambda/bundle.ts'
import type { Evaluation } from './evaluate.ts'
import { policiesOf } from './access.ts'
import { ManagedPolicyProperties, resourcesOf, type TypedResource } from './resources.ts'

const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^\\d+$' })])

/** The part of AWS::Lambda::Function that the assertions read. */
const FunctionProperties = Type.Object({
  FunctionName: Type.String(),
  Runtime: Type.String(),
  Handler: Type.String(),
  Environment: Type.Optional(Type.Object({ Variables: Type.Record(Type.String(), Type.String()) })),
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
const RoleProperties = Type.Object({
  Policies: Type.Optional(Type.Array(Type.Unknown())),
  ManagedPolicyArns: Type.Optional(Type.Array(Type.String())),
})

/** The oldest runtime that AWS still maintains for new functions, and what we build for. */
const RUNTIME = 'nodejs24.x'
/** What IAM attaches to a role; AWS raises it to 20 at most, when asked. */
const MOST_POLICIES = 10
const LONGEST_SECONDS = 900
const ENVIRONMENT_BYTES = 4096

type FunctionProperties = typeof FunctionProperties.static

/** The package must have such a file, and the service must know every variable: a misspelt one changes nothing. */
function packageProblems(id: string, { Handler, Environment }: FunctionProperties): string[] {
  const [file = '', exported = ''] = Handler.split('.')
  const source = Object.entries(ENTRIES).find(([name]) => name === file)?.[1]
  const variables = Environment?.Variables ?? {}
  return [
    ...(source !== undefined && exportsOf(source).has(exported)
      ? []
      : [`${id}: no package has the handler ${Handler}`]),
    ...Object.keys(variables)
      .filter((name) => !Object.hasOwn(ConfigSchema.properties, name))
      .map((name) => `${id}: the service knows no variable ${name}`),
    ...(JSON.stringify(variables).length < ENVIRONMENT_BYTES
      ? []
      : [`${id}: its environment has 4 KB or more`]),
  ]
}

const exportsOf = (source: string): Set<string | undefined> => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', source), 'utf8')
  return new Set([...text.matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name]) => name))
}

/** Twins of one package differ in how they are called, and in nothing else. */
function twinProblems(functions: readonly { id: string; properties: FunctionProperties }[]): string[] {
  return functions.flatMap(({ id, properties }, i) => {
    const file = properties.Handler.split('.')[0]
    const twin = functions.slice(0, i).find((each) => each.properties.Handler.split('.')[0] === file)
    const same =
      !twin || JSON.stringify(twin.properties.Environment) === JSON.stringify(properties.Environment)
    return same ? [] : [`${id}: its environment is not that of ${twin.id}`]
  })
}

/** Those of this stack, and those that the role lists besides. */
function countOf(
  role: TypedResource<typeof RoleProperties.static>,
  policies: Parameters<typeof policiesOf>[1],
): number {
  const own = policiesOf(role, policies)
  const arns = role.properties.ManagedPolicyArns ?? []
  return own.length + arns.filter((arn) => !own.some(({ id }) => arn.endsWith(`-${id}`))).length
}

/** The house rules for every function, its logs and its role. */
export function functionProblems(evaluation: Evaluation): string[] {
  const functions = resourcesOf(evaluation, 'AWS::Lambda::Function', FunctionProperties)
  const groups = resourcesOf(evaluation, 'AWS::Logs::LogGroup', LogGroupProperties)
  const roles = resourcesOf(evaluation, 'AWS::IAM::Role', RoleProperties)
  const policies = resourcesOf(evaluation, 'AWS::IAM::ManagedPolicy', ManagedPolicyProperties).found
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
      ...(Number(properties.Timeout ?? 1) <= LONGEST_SECONDS
        ? []
        : [`${id}: Timeout is above ${LONGEST_SECONDS}`]),
      ...(properties.Architectures?.join() === 'arm64' ? [] : [`${id}: does not run on arm64`]),
      ...packageProblems(id, properties),
      ...(properties.TracingConfig?.Mode === 'Active' ? [] : [`${id}: is not traced`]),
      ...(properties.LoggingConfig?.LogFormat === 'JSON' ? [] : [`${id}: does not log JSON`]),
      ...(kept.has(properties.LoggingConfig?.LogGroup ?? '')
        ? []
        : [`${id}: logs into no group of this stack that has a retention`]),
    ]),
    ...twinProblems(functions.found),
    ...roles.found.flatMap((role) => [
      ...(role.properties.Policies === undefined
        ? []
        : [`${role.id}: has inline policies, which no rule checks`]),
      ...(countOf(role, policies) <= MOST_POLICIES
        ? []
        : [
            `${role.id}: has more than ${MOST_POLICIES} policies, the quota of IAM for a role: put resources of the same actions into one`,
          ]),
    ]),
  ]
}
