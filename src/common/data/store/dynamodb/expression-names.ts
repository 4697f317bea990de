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
  readonly #names = new Map<string, string>()
  readonly #values: AttributeValue[] = []

  name(attribute: string): string {
    const known = this.#names.get(attribute)
    if (known !== undefined) return known
    const placeholder = `#n${this.#names.size}`
    this.#names.set(attribute, placeholder)
    return placeholder
  }

  value(value: StoredValue): string {
    return `:v${this.#values.push(toAttributeValue(value)) - 1}`
  }

  /** @throws ValidationError for a list position that is not a whole number */
  path(path: Path): string {
    let text = ''
    for (const part of path) {
      if (typeof part === 'string') text += `${text === '' ? '' : '.'}${this.name(part)}`
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
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: this.#namesByPlaceholder() }),
      ...(this.#values.length > 0 && { ExpressionAttributeValues: this.#valuesByPlaceholder() }),
    }
  }

  #namesByPlaceholder(): Record<string, string> {
    return Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name]))
  }

  #valuesByPlaceholder(): Record<string, AttributeValue> {
    return Object.fromEntries(this.#values.map((value, position) => [`:v${position}`, value]))
  }
}
