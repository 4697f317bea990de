import type { KeyFormula } from './key-formula.ts'
import type { TemplateValues } from './key-formula.ts'

/** A key that a template cannot say: `keyFunction(['createdAt'], ({ createdAt }) => createdAt.slice(0, 7))`. */
export interface KeyFunction<Name extends string = string> {
  readonly names: readonly Name[]
  readonly compute: (values: Readonly<Record<Name, never>>) => string
}

/**
 * A computed key. It must depend on `names` alone, and give different keys where items must differ: nothing is escaped
 * for it.
 */
export function keyFunction<const Name extends string, V extends Readonly<Record<Name, unknown>>>(
  names: readonly Name[],
  compute: (values: V) => string,
): KeyFunction<Name> {
  return { names, compute: compute as unknown as KeyFunction<Name>['compute'] }
}

/** A key function where the data layer wants a formula: it has no prefixes, and cannot be read back. */
export class FunctionFormula implements KeyFormula {
  readonly source: string
  readonly names: readonly string[]
  readonly isExact = false
  readonly #compute: (values: TemplateValues) => string

  constructor({ names, compute }: KeyFunction) {
    this.names = names
    this.source = `keyFunction(${names.join(', ')})`
    this.#compute = compute as (values: TemplateValues) => string
  }

  render(values: TemplateValues): string | undefined {
    const isComplete = this.names.every((name) => values[name] !== undefined && values[name] !== null)
    return isComplete ? this.#compute(values) : undefined
  }

  prefix(): string {
    return ''
  }

  parse(): undefined {
    return undefined
  }

  literalAfter(): string {
    return ''
  }
}
