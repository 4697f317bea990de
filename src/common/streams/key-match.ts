import { valuesEqual } from '../data/expressions/equality.ts'
import type { Entity } from '../data/model/entity-codec.ts'
import { sources, type KeySource } from '../data/model/key-map.ts'
import type { KeyPart } from '../data/model/key-formula.ts'
import type { Model } from '../data/model/model.ts'
import { typeOf, type Key, type KeyValue } from '../data/store/value.ts'

/**
 * Could the model have made this key? A key function cannot be read back, so it says yes to any text here; `makesKey`
 * is exact once the entity is known.
 */
export function mayHaveKey({ keys: { primary } }: Model, key: Key): boolean {
  const pairs = sources(primary)
  if (Object.keys(key).length !== pairs.length) return false
  const seen = new Map<string, KeyPart>()
  return pairs.every(({ attribute, template, raw }) => {
    const value = key[attribute.name]
    if (value === undefined || typeOf(value) !== attribute.type) return false
    if (raw) return value !== ''
    if (!template.isExact) return true
    const parts = typeof value === 'string' ? template.parse(value) : undefined
    // An attribute that stands in both keys has one value.
    return parts !== undefined && Object.entries(parts).every((part) => agrees(seen, ...part))
  })
}

function agrees(seen: Map<string, KeyPart>, name: string, part: KeyPart): boolean {
  const known = seen.get(name) ?? part
  seen.set(name, known)
  return known === part
}

/** Is this the key of this entity? The key must be one that `mayHaveKey` accepts. */
export function makesKey({ keys: { primary } }: Model, entity: Entity, key: Key): boolean {
  return sources(primary).every((source) => {
    const value = key[source.attribute.name]
    return value !== undefined && makesValue(source, entity, value)
  })
}

function makesValue({ template, raw }: KeySource, entity: Entity, value: KeyValue): boolean {
  if (raw) return valuesEqual(raw.encode(entity[raw.name]), value)
  if (!template.isExact) return template.render(entity) === value
  const parts = typeof value === 'string' ? (template.parse(value) ?? {}) : {}
  return template.names.every((name) => isPart(parts[name], entity[name]))
}

/** Other writers of a table put numbers into keys as plain text, so a part agrees also by its text. */
function isPart(part: KeyPart | undefined, value: unknown): boolean {
  if (part === value) return true
  if (typeof value === 'boolean') return part === (value ? '1' : '0')
  return (typeof value === 'number' || typeof value === 'bigint') && part === String(value)
}

/** The key templates as a message says them. */
export const keySources = ({ keys: { primary } }: Model): string =>
  sources(primary)
    .map(({ template }) => template.source)
    .join(' / ')
