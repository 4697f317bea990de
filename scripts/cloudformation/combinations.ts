import { flagsOf, type GivenParameters } from './parameters.ts'
import type { Template } from './template-schema.ts'

/** The stream of a table of the stack's own names, which are put in the place of the braces. */
const streamOf = (base: string): string =>
  `arn:aws:dynamodb:us-east-1:123456789012:table/{Namespace}_{Environment}_${base}/stream/2026-11-21T00:00:00.000`

/** What other tiers and builds give, so that every flag can be tried with all it needs. */
const SAMPLES: GivenParameters = {
  AlarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
  CodeBucket: 'bulkhead-artifacts',
  CodeKey: 'packages/0123456789abcdef.zip',
  SqsQueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/bulkhead-dev-jobs',
  ObjectsBucketName: 'bulkhead-dev-objects',
  AuthIssuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example',
  AuthAudience: 'client',
  AuthScopePrefix: 'bulkhead/',
  JobsStreamArn: streamOf('jobs'),
  EntitiesStreamArn: streamOf('entities'),
  PropertiesStreamArn: streamOf('properties'),
}

/** A flag that is on needs these; a rule must refuse the deployment without. */
const NEEDED: Readonly<Record<string, string>> = {
  AlarmTopicArn: 'EnableAlarms',
  SqsQueueUrl: 'EnableSqsIntegration',
  ObjectsBucketName: 'EnableObjectsBucket',
  AuthIssuer: 'EnableAuth',
  AuthAudience: 'EnableAuth',
}

/** What a file may leave empty, and what it may say. */
const OPTIONAL: GivenParameters = {
  AlarmEmail: 'ops@example.com',
  DomainPrefix: 'sign-in',
  UserPoolTier: 'PLUS',
  PropertiesStreamArn: '',
}

/** Further namespaces: the shortest, and the longest with a hyphen. */
const NAMESPACES = ['a', 'my-app-12345']

export interface Combination {
  /** How it differs from the parameters file, for the report. */
  readonly label: string
  /** These are the parameters of a real deployment, so no rule may refuse them. */
  readonly deployed?: true
  readonly parameters: GivenParameters
}

/** So many flags are tried in every combination; each flag more would double the time. */
const MOST_FLAGS = 10

/** Every setting of a few flags; of many each pair on alone and off alone, because no condition joins more than two. */
function settingsOf(flags: readonly string[]): GivenParameters[] {
  const setting = (isOn: (at: number) => boolean): GivenParameters =>
    Object.fromEntries(flags.map((flag, at) => [flag, isOn(at) ? 'true' : 'false']))
  if (flags.length <= MOST_FLAGS)
    return Array.from({ length: 2 ** flags.length }, (_, bits) => setting((at) => ((bits >> at) & 1) === 1))
  // A flag is a pair with itself.
  const pairs = flags.flatMap((_, one) => flags.slice(one).map((_, distance) => [one, one + distance]))
  return [
    setting(() => false),
    setting(() => true),
    ...pairs.map((pair) => setting((at) => pair.includes(at))),
    ...pairs.map((pair) => setting((at) => !pair.includes(at))),
  ]
}

/** Every setting of the flags on top of an environment's parameters; then, with all on, further cases. */
export function combinations(template: Template, base: GivenParameters): Combination[] {
  const flags = flagsOf(template)
  const given = Object.fromEntries(
    Object.entries({ ...SAMPLES, ...base }).filter(
      ([name]) => template.Parameters?.[name] ?? base[name] !== undefined,
    ),
  )
  const settings = settingsOf(flags)
  const on = (setting: GivenParameters) =>
    flags.filter((flag) => setting[flag] === 'true').join('+') || 'all off'
  const all = { ...given, ...Object.fromEntries(flags.map((flag) => [flag, 'true'])) }
  const found: Combination[] = [
    { label: 'as in the file', deployed: true, parameters: given },
    ...settings.map((setting) => ({ label: on(setting), parameters: { ...given, ...setting } })),
    ...NAMESPACES.map((namespace) => ({
      label: `namespace ${namespace}`,
      parameters: { ...all, Namespace: namespace },
    })),
    ...Object.entries(OPTIONAL)
      .filter(([name]) => template.Parameters?.[name])
      .map(([name, value]) => ({ label: `with ${name}`, parameters: { ...all, [name]: value } })),
    ...Object.keys(NEEDED)
      .filter((name) => template.Parameters?.[name])
      .map((name) => ({ label: `without ${name}`, parameters: { ...all, [name]: '' } })),
  ]
  return found.map((each) => ({ ...each, parameters: withNames(each.parameters) }))
}

/** The stack's own names in the place of `{Namespace}` and `{Environment}`. */
const withNames = (parameters: GivenParameters): GivenParameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      value.replace(/\{(Namespace|Environment)\}/g, (_, key: string) => parameters[key] ?? ''),
    ]),
  )

/** Why the Rules of a template must refuse these parameters; undefined when they must let them pass. */
export function reasonToRefuse({ Environment, ...parameters }: GivenParameters): string | undefined {
  if (Environment === 'prod' && parameters.EnableDeletionProtection === 'false') {
    return 'prod without deletion protection'
  }
  if (Environment === 'prod' && parameters.EnableAuth === 'false') return 'prod without tokens'
  const missing = Object.keys(NEEDED).find(
    (name) => parameters[name] === '' && parameters[NEEDED[name] ?? ''] === 'true',
  )
  if (missing === 'AlarmTopicArn') return 'alarms without a topic'
  return missing === undefined ? undefined : `${NEEDED[missing] ?? ''} without ${missing}`
}
