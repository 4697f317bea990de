import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { ValidationError } from '../../errors.ts'
import type { Path } from '../../expressions/condition.ts'
import type { StoredValue } from '../value.ts'
import { toAttributeValue } from './attribute-value.ts'

/** The two tables of a DynamoDB request, absent when empty: the service refuses empty ones. */
export interface ExpressionAttributes {
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Record<string, AttributeValue>
}

/**
 * Gives every attribute name and value of one request its placeholder (`#n0`, `:v0`). All expressions of a request
 * share one of these, and no text of a caller ever becomes part of an expression.
 */
export class ExpressionNames {
  readonly #placeholders = new Map<string, string>()
  readonly #names: Record<string, string> = {}
  readonly #values: Record<string, AttributeValue> = {}
  #valueCount = 0

  name(attribute: string): string {
    const known = this.#placeholders.get(attribute)
    if (known !== undefined) return known
    const placeholder = placeholderAt(NAMES, '#n', this.#placeholders.size)
    this.#placeholders.set(attribute, placeholder)
    this.#names[placeholder] = attribute
    return placeholder
  }

  value(value: StoredValue): string {
    const placeholder = placeholderAt(VALUES, ':v', this.#valueCount++)
    this.#values[placeholder] = toAttributeValue(value)
    return placeholder
  }

  /** @throws ValidationError for a list position that is not a whole number */
  path(path: Path): string {
    let text = ''
    for (const part of path) {
      if (typeof part === 'string') text += text === '' ? this.name(part) : `.${this.name(part)}`
      else if (Number.isSafeInteger(part) && part >= 0) text += `[${part}]`
      else throw new ValidationError(`A list position must be a whole number, not ${String(part)}`)
    }
    return text
  }

  /** The text of a projection, undefined when everything is to be fetched. */
  projection(attributes: readonly string[] | undefined): string | undefined {
    return attributes?.map((attribute) => this.name(attribute)).join(', ')
  }

  attributes(): ExpressionAttributes {
    const attributes: ExpressionAttributes = {}
    if (this.#placeholders.size > 0) attributes.ExpressionAttributeNames = this.#names
    if (this.#valueCount > 0) attributes.ExpressionAttributeValues = this.#values
    return attributes
  }
}

// The same texts for all requests: V8 has to look up a new one each time that it names a member.
const NAMES: string[] = []
const VALUES: string[] = []

const placeholderAt = (made: string[], start: string, position: number): string =>
  (made[position] ??= `${start}${position}`)
