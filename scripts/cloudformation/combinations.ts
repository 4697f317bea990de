import { flagsOf, type GivenParameters } from './parameters.ts'
import type { Template } from './template-schema.ts'

/** Values that a deployment takes from elsewhere, so that every flag can be tried with all it needs. */
const WIRED: GivenParameters = {
  AlarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
  CodeBucket: 'bulkhead-artifacts',
  CodeKey: 'packages/0123456789abcdef.zip',
}
/** Of these, the ones that no parameters file can know, because every build has others. */
const BUILT = ['CodeBucket', 'CodeKey']

/** Further namespaces: the shortest, and the longest with a hyphen. */
const NAMESPACES = ['a', 'my-app-12345']

export interface Combination {
  /** How it differs from the parameters file, for the report. */
  readonly label: string
  /** These are the parameters of a real deployment, so no rule may refuse them. */
  readonly deployed?: true
  readonly parameters: GivenParameters
}

/** Every setting of the flags on top of an environment's parameters; then, with all on, further cases. */
export function combinations(template: Template, base: GivenParameters): Combination[] {
  const flags = flagsOf(template)
  const wired = Object.fromEntries(Object.entries(WIRED).filter(([name]) => template.Parameters?.[name]))
  const built = Object.fromEntries(Object.entries(wired).filter(([name]) => BUILT.includes(name)))
  const settings = Array.from({ length: 2 ** flags.length }, (_, bits) =>
    Object.fromEntries(flags.map((flag, i) => [flag, (bits >> i) & 1 ? 'true' : 'false'])),
  )
  const on = (setting: GivenParameters) =>
    flags.filter((flag) => setting[flag] === 'true').join('+') || 'all off'
  const all = { ...base, ...wired, ...Object.fromEntries(flags.map((flag) => [flag, 'true'])) }
  return [
    { label: 'as in the file', deployed: true, parameters: { ...base, ...built } },
    ...settings.map((setting) => ({ label: on(setting), parameters: { ...base, ...wired, ...setting } })),
    ...NAMESPACES.map((namespace) => ({
      label: `namespace ${namespace}`,
      parameters: { ...all, Namespace: namespace },
    })),
    ...Object.keys(wired)
      .filter((name) => !BUILT.includes(name))
      .map((name) => ({ label: `without ${name}`, parameters: { ...all, [name]: '' } })),
  ]
}

/** Why the Rules of a template must refuse these parameters; undefined when they must let them pass. */
export function reasonToRefuse({ Environment, ...parameters }: GivenParameters): string | undefined {
  if (Environment === 'prod' && parameters.EnableDeletionProtection === 'false') {
    return 'prod without deletion protection'
  }
  if (parameters.EnableAlarms === 'true' && parameters.AlarmTopicArn === '') return 'alarms without a topic'
  return undefined
}
