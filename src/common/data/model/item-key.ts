import type { Model } from './model.ts'
import type { TemplateValues } from './key-formula.ts'
import { KeyTemplate } from './key-template.ts'
import type { KeySource } from './key-map.ts'

/* Keys by hand: for tools, migrations and records that come from elsewhere. Services make keys by themselves. */

export interface ItemKey {
  /** Key attributes by their physical names; a prefix where values are missing. */
  readonly key: Readonly<Record<string, string>>
  /** Every value was there: the key names one item. */
  readonly isComplete: boolean
}

/** The key of an item, or as much of it as the values give: `{ PK: 'USER#johndoe', SK: 'STORY#' }`. */
export function createItemKey(model: Model, values: TemplateValues): ItemKey {
  const { pk, sk } = model.keys.primary
  const sources: KeySource[] = sk ? [pk, sk] : [pk]
  const parts = sources.map(({ attribute, template }) => {
    const whole = template.render(values)
    return { name: attribute.name, text: whole ?? template.prefix(values), isWhole: whole !== undefined }
  })
  return {
    key: Object.fromEntries(parts.map(({ name, text }) => [name, text])),
    isComplete: parts.every(({ isWhole }) => isWhole),
  }
}

/** What all keys of a template with these values begin with: literals and values up to the first that is missing. */
export function partialKeyPrefix(template: string, values: TemplateValues = {}): string {
  return new KeyTemplate(template).prefix(values)
}

/** Was this key made by the model's templates, with the same value wherever an attribute stands in both? */
export function isMatch(model: Model, key: Readonly<Record<string, unknown>>): boolean {
  const { pk, sk } = model.keys.primary
  const values = new Map<string, unknown>()
  for (const { attribute, template, raw } of sk ? [pk, sk] : [pk]) {
    const text = key[attribute.name]
    if (raw || !template.isExact) {
      // Nothing to read back: any key will do that is there.
      if (text === undefined || text === '') return false
      continue
    }
    const parsed = typeof text === 'string' ? template.parse(text) : undefined
    if (!parsed) return false
    for (const [name, value] of Object.entries(parsed)) {
      if (values.has(name) && values.get(name) !== value) return false
      values.set(name, value)
    }
  }
  return true
}
