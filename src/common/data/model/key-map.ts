import { ValidationError } from '../errors.ts'
import type { Key, KeyValue, StoredRecord } from '../store/value.ts'
import type { Field } from './field.ts'
import { keyPair, keyValue, sources, type KeyPair, type KeySource, type KeyTemplates } from './key-source.ts'
import type { TemplateValues } from './key-formula.ts'
import type { KeySchema, TableDefinition } from './table.ts'

export { keyValue, sources, type KeyPair, type KeySource, type KeyTemplates } from './key-source.ts'

export interface IndexKeys extends KeyPair {
  /** The model's name for it. */
  readonly name: string
  /** The table's name for it. */
  readonly index: string
  readonly kind: 'global' | 'local'
  /** Its key attributes that are written for it: neither an attribute of the entity nor a key of the table. */
  readonly written: readonly KeySource[]
}

export interface IndexTemplates extends KeyTemplates {
  readonly index: string
}

/** Which physical keys an entity has, on its table and on each index that its model uses. */
export class KeyMap {
  readonly primary: KeyPair
  readonly indexes: readonly IndexKeys[]
  /** Entity attributes that make the primary key, in template order. */
  readonly names: readonly string[]
  readonly #model: string

  constructor(
    model: string,
    table: TableDefinition,
    fields: ReadonlyMap<string, Field>,
    key: KeyTemplates,
    indexes: Readonly<Record<string, IndexTemplates>>,
  ) {
    this.#model = model
    this.primary = keyPair(`Model ${model}`, fields, table.key, key)
    this.names = [...new Set(sources(this.primary).flatMap(({ template }) => template.names))]
    const ofTable = new Set(sources(this.primary).map(({ attribute }) => attribute.name))
    this.indexes = Object.entries(indexes).map(([name, templates]) => {
      const where = `Model ${model}, index ${name}`
      const definition = table.indexes[templates.index]
      if (!definition)
        throw new Error(`Model ${model}: index ${name} uses ${templates.index}, which ${table.base} has not`)
      const pair = keyPair(where, fields, definition, templates)
      if (definition.kind === 'local' && pair.pk.template.source !== this.primary.pk.template.source) {
        const { source } = this.primary.pk.template
        throw new Error(
          `${where}: a local index has the table's partition key, so its template is '${source}'`,
        )
      }
      const written = sources(pair).filter(({ raw, attribute }) => !raw && !ofTable.has(attribute.name))
      return { name, index: templates.index, kind: definition.kind, written, ...pair }
    })
  }

  /**
   * The physical key of an entity or of the attributes of its key.
   * @throws ValidationError naming the attribute that is missing or not fit for a key
   */
  key(values: TemplateValues): Key {
    const { pk, sk } = this.primary
    const key: Record<string, KeyValue> = { [pk.attribute.name]: this.#required(pk, values) }
    if (sk) key[sk.attribute.name] = this.#required(sk, values)
    return key
  }

  /** The derived key attributes of an entity for its record: those of the table, and of every index it belongs to. */
  derivedAttributes(values: TemplateValues): Record<string, KeyValue> {
    const derived: Record<string, KeyValue> = {}
    for (const source of sources(this.primary)) {
      if (!source.raw) derived[source.attribute.name] = this.#required(source, values)
    }
    for (const index of this.indexes) {
      if (index.written.length > 0) Object.assign(derived, indexAttributes(index, values))
    }
    return derived
  }

  /** Every derived attribute that a record of this model may have. */
  get derivedNames(): readonly string[] {
    const ofTable = sources(this.primary).filter(({ raw }) => !raw)
    return [...ofTable, ...this.indexes.flatMap(({ written }) => written)].map(
      ({ attribute }) => attribute.name,
    )
  }

  /** Indexes with written keys that are made of one of these entity attributes. */
  indexesTouchedBy(names: ReadonlySet<string>): readonly IndexKeys[] {
    return this.indexes.filter(
      ({ written, ...pair }) =>
        written.length > 0 &&
        sources(pair).some(({ template }) => template.names.some((name) => names.has(name))),
    )
  }

  #required(source: KeySource, values: TemplateValues): KeyValue {
    const value = keyValue(source, values)
    if (value !== undefined) return value
    const missing =
      source.template.names.find((name) => values[name] === undefined || values[name] === null) ?? ''
    const message = `missing key field ${missing}`
    throw new ValidationError(`${this.#model}: ${message}`, [{ path: `/${missing}`, message }])
  }
}

/** The written keys of one index for an entity: none at all unless every part is there (a sparse index). */
export function indexAttributes(index: IndexKeys, values: TemplateValues): Record<string, KeyValue> {
  if (sources(index).some((source) => keyValue(source, values) === undefined)) return {}
  const derived: Record<string, KeyValue> = {}
  for (const source of index.written) {
    const value = keyValue(source, values)
    if (value !== undefined) derived[source.attribute.name] = value
  }
  return derived
}

/** The key attributes of a record: those of its table, and of an index when one is given. */
export function positionOf(record: StoredRecord, table: KeySchema, index?: KeySchema): Key {
  const key: Record<string, KeyValue> = {}
  for (const schema of index ? [table, index] : [table]) {
    for (const attribute of schema.sk ? [schema.pk, schema.sk] : [schema.pk]) {
      key[attribute.name] = record[attribute.name] as KeyValue
    }
  }
  return key
}
