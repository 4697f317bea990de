import { ValidationError } from '../errors.ts'
import type { KeyValue } from '../store/value.ts'
import type { Field } from './field.ts'
import type { KeyFormula } from './key-formula.ts'
import { FunctionFormula, type KeyFunction } from './key-function.ts'
import type { TemplateValues } from './key-formula.ts'
import { KeyTemplate } from './key-template.ts'
import type { KeyAttribute, KeySchema } from './table.ts'

/** One physical key attribute and where its value comes from. */
export interface KeySource {
  readonly attribute: KeyAttribute
  readonly template: KeyFormula
  /** Set when an attribute of the entity is the key attribute itself (`{id}` on `id`): nothing is written twice. */
  readonly raw: RawSource | undefined
}

interface RawSource {
  readonly name: string
  readonly encode: (value: unknown) => KeyValue
}

/** The keys of a table or of one index, for one model. */
export interface KeyPair {
  readonly pk: KeySource
  readonly sk?: KeySource
}

/** A key template, or a function where a template cannot say it. */
export type KeyText = string | KeyFunction

export interface KeyTemplates {
  readonly pk: KeyText
  readonly sk?: KeyText | undefined
}

/** The sort key of a model that needs none, in a table that has one. */
export const DEFAULT_SORT_KEY = 'METADATA'

export const sources = (pair: KeyPair): readonly KeySource[] => (pair.sk ? [pair.pk, pair.sk] : [pair.pk])

/** @throws Error when the templates do not fit the key schema or name attributes that are not there */
export function keyPair(
  where: string,
  fields: ReadonlyMap<string, Field>,
  schema: KeySchema,
  templates: KeyTemplates,
): KeyPair {
  const pk = keySource(where, fields, schema.pk, templates.pk)
  if (schema.sk) return { pk, sk: keySource(where, fields, schema.sk, templates.sk ?? DEFAULT_SORT_KEY) }
  if (templates.sk !== undefined) throw new Error(`${where}: there is no sort key to fill`)
  return { pk }
}

function keySource(
  where: string,
  fields: ReadonlyMap<string, Field>,
  attribute: KeyAttribute,
  text: KeyText,
): KeySource {
  const template = typeof text === 'string' ? new KeyTemplate(text) : new FunctionFormula(text)
  const unknown = template.names.find((name) => !fields.has(name))
  if (unknown !== undefined)
    throw new Error(`${where}: template '${template.source}' uses unknown attribute '${unknown}'`)
  const raw = rawSource(fields, attribute, template)
  if (!raw && attribute.type !== 'S') {
    const { name, type } = attribute
    throw new Error(
      `${where}: key attribute ${name} is of type ${type}, so only an attribute stored as ${name} fits`,
    )
  }
  return { attribute, template, raw }
}

function rawSource(
  fields: ReadonlyMap<string, Field>,
  attribute: KeyAttribute,
  { source, names }: KeyFormula,
): RawSource | undefined {
  const field = fields.get(names[0] ?? '')
  if (!field || field.isAlias || field.stored !== attribute.name || source !== `{${field.name}}`)
    return undefined
  const { name, codec } = field
  return { name, encode: (value) => (codec ? codec.encode(value) : value) as KeyValue }
}

/**
 * The value of one key attribute, or undefined when an attribute that it is made of is absent.
 * @throws ValidationError when a value is not fit for a key
 */
export function keyValue({ raw, template }: KeySource, values: TemplateValues): KeyValue | undefined {
  if (!raw) return template.render(values)
  const value = values[raw.name]
  if (value === undefined || value === null) return undefined
  if (value === '') {
    const message = 'must not be empty: it is a key'
    throw new ValidationError(`${raw.name} ${message}`, [{ path: `/${raw.name}`, message }])
  }
  return raw.encode(value)
}
