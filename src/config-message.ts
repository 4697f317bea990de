import type { TSchema } from '@sinclair/typebox'

/** A line for each variable with a bad value: its name, the value unless it may be secret, and what is expected. */
export function badConfiguration(
  names: readonly string[],
  schemas: Readonly<Record<string, TSchema>>,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const lines = [...new Set(names)].map((name) => {
    const shown = /SECRET|URL/.test(name) ? 'the value given' : `'${environment[name] ?? ''}'`
    return `  ${name}: ${shown} is not ${expected(schemas[name] ?? {})}`
  })
  return `Bad configuration:\n${lines.join('\n')}`
}

function expected(schema: Partial<TSchema>): string {
  const { type, anyOf, minimum, maximum, pattern, minLength } = schema as Expectation
  if (anyOf) return `one of ${anyOf.map((member) => member.const).join(', ')}`
  if (type === 'integer') return `a whole number${range(minimum, maximum)}`
  if (type === 'boolean') return 'true or false'
  if (pattern !== undefined) return `text that matches ${pattern}`
  return `text of at least ${minLength ?? 1} characters`
}

const range = (minimum: number | undefined, maximum: number | undefined): string =>
  maximum === undefined ? ` of at least ${minimum ?? 0}` : ` from ${minimum ?? 0} to ${maximum}`

/** The parts of a variable's schema that an error message names. */
interface Expectation {
  readonly type?: string
  readonly anyOf?: readonly { readonly const: string }[]
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly minLength?: number
}
