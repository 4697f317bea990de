import type { TProperties } from '@sinclair/typebox'
import type { AttributeCodec } from './attribute-codec.ts'
import type { Alias } from './field.ts'
import type { KeyText, KeyTemplates } from './key-source.ts'
import { KeyTemplate } from './key-template.ts'
import type { KeySchema, TableDefinition } from './table.ts'

/**
 * For a model that does not store what its keys already hold: where each attribute can be read back from. Only a
 * template with one placeholder gives its attribute back whatever else changes, and an index key only when nothing that
 * it is made of may be absent, since a sparse entry would take the attribute with it.
 */
export function aliasesOf(
  table: TableDefinition,
  attributes: TProperties,
  isAlwaysThere: (name: string) => boolean,
  key: KeyTemplates,
  indexes: readonly ({ readonly index: string } & KeyTemplates)[],
): Map<string, Alias> {
  const aliases = new Map<string, Alias>()
  const add = (schema: KeySchema | undefined, templates: KeyTemplates): void => {
    const texts = [templates.pk, templates.sk].map((text) => formula(text))
    if (!texts.every((each) => each?.names.every((name) => isAlwaysThere(name)) ?? true)) return
    for (const [position, attribute] of [schema?.pk, schema?.sk].entries()) {
      const template = texts[position]
      const [name, ...others] = template?.names ?? []
      if (!attribute || !template || name === undefined || others.length > 0 || aliases.has(name)) continue
      if (name in attributes && name !== attribute.name) {
        aliases.set(name, { stored: attribute.name, codec: templateCodec(template, name) })
      }
    }
  }
  add(table.key, key)
  for (const each of indexes) add(table.indexes[each.index], each)
  return aliases
}

const formula = (text: KeyText | undefined): KeyTemplate | undefined =>
  typeof text === 'string' ? new KeyTemplate(text) : undefined

const templateCodec = (template: KeyTemplate, name: string): AttributeCodec<unknown> => ({
  encode: (value) => template.render({ [name]: value }),
  decode: (stored) => (typeof stored === 'string' ? template.parse(stored)?.[name] : undefined),
})
