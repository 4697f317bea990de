import type { ParameterDeclaration, Template } from './template-schema.ts'

export type ParameterValue = string | readonly string[]

/** Parameter values as a deployment passes them: always text. */
export type GivenParameters = Readonly<Record<string, string>>

interface ResolvedParameters {
  readonly values: Readonly<Record<string, ParameterValue>>
  readonly problems: readonly string[]
}

/** Each constraint of a parameter: the fault of a value, or undefined. */
const CONSTRAINTS: readonly ((value: string, declaration: ParameterDeclaration) => string | undefined)[] = [
  (value, { AllowedValues: allowed }) =>
    allowed && !allowed.map(String).includes(value) ? `is not one of ${allowed.join(', ')}` : undefined,
  // CloudFormation matches the whole value, whether or not the pattern has anchors.
  (value, { AllowedPattern: pattern }) =>
    pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)
      ? `does not match ${pattern}`
      : undefined,
  (value, { MinLength: min = 0 }) => (value.length < min ? `is shorter than ${min}` : undefined),
  (value, { MaxLength: max = Infinity }) => (value.length > max ? `is longer than ${max}` : undefined),
  (value, { Type }) =>
    Type === 'Number' && (value.trim() === '' || !Number.isFinite(Number(value)))
      ? 'is not a number'
      : undefined,
  (value, { MinValue: min = -Infinity }) => (Number(value) < min ? `is below ${min}` : undefined),
  (value, { MaxValue: max = Infinity }) => (Number(value) > max ? `is above ${max}` : undefined),
]

/** The value of every declared parameter, from what is given or else its default, with every fault found. */
export function resolveParameters(template: Template, given: GivenParameters): ResolvedParameters {
  const declared = template.Parameters ?? {}
  const problems = Object.keys(given)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => `parameter ${name} is not declared`)
  const values: Record<string, ParameterValue> = {}
  for (const [name, declaration] of Object.entries(declared)) {
    const raw = given[name] ?? declaration.Default
    if (raw === undefined) {
      problems.push(`parameter ${name} has no value and no default`)
      continue
    }
    const text = String(raw)
    const fault = CONSTRAINTS.map((check) => check(text, declaration)).find((found) => found !== undefined)
    if (fault !== undefined) problems.push(`parameter ${name}: '${text}' ${fault}`)
    values[name] = declaration.Type === 'CommaDelimitedList' ? text.split(',').map((s) => s.trim()) : text
  }
  return { values, problems }
}

/** The parameters of a template that are switches: 'true' or 'false'. */
export function flagsOf(template: Template): string[] {
  return Object.entries(template.Parameters ?? {})
    .filter(([, { AllowedValues: allowed }]) => allowed?.map(String).sort().join() === 'false,true')
    .map(([name]) => name)
}
