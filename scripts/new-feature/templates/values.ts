import { codeOf, literal } from '../attribute-types.ts'
import type { AttributeSpec, FeatureSpec } from '../spec.ts'

/** The value that the documentation shows. */
export const exampleValue = (attribute: AttributeSpec): string => literal(attribute.example)

/** What a client has to send, as members of an object. */
export const requiredMembers = (spec: FeatureSpec): string =>
  spec.attributes
    .filter(({ isNullable }) => !isNullable)
    .map((each) => `${each.name}: ${literal(each.example)},`)
    .join(' ')

/** An attribute that a change can be seen in: the first one whose values differ. */
export function changeable(spec: FeatureSpec): AttributeSpec {
  const [first] = [...spec.attributes.filter(({ type }) => type !== 'boolean'), ...spec.attributes]
  if (!first) throw new Error('A feature has an attribute')
  return first
}

/** Another value of the attribute for each `n`, as an expression. */
export const otherValue = (attribute: AttributeSpec, n: string): string => codeOf(attribute).other(n)
