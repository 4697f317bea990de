import { ValidationError } from '../errors.ts'
import type { Key, KeyValue, StoredRecord } from '../store/value.ts'
import { KeyTemplate, type TemplateValues } from './key-template.ts'
import type { ModelIndexInput } from './model-types.ts'
import type { KeyAttribute, KeySchema, TableDefinition } from './table.ts'

/** One physical key attribute and where its value comes from. */
export interface KeySource {
  readonly attribute: KeyAttribute
  readonly template: KeyTemplate
  /** The entity's own attribute is the key attribute (`{id}` on a key attribute `id`): nothing is written twice. */
  readonly isRaw: boolean
}

/** The keys of a table or of one index, for one model. */
export interface KeyPair {
  readonly pk: KeySource
  readonly sk?: KeySource
}

export interface IndexKeys extends KeyPair {
  /** The model's name for it. */
  readonly name: string
  /** The table's name for it. */
  readonly index: string
  readonly kind: 'global' | 'local'
  /** Its key attributes that are written for it: neither an attribute of the entity nor a key of the table. */
  readonly written: readonly KeySource[]
}

interface KeyTemplates {
  readonly pk: string
  readonly sk?: string
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
    attributes: readonly string[],
    key: KeyTemplates,
    indexes: Readonly<Record<string, ModelIndexInput>>,
  ) {
    const known = new Set(attributes)
    this.#model = model
    this.primary = keyPair(`Model ${model}`, known, table.key, key)
    this.names = [...new Set([...this.primary.pk.template.names, ...(this.primary.sk?.template.names ?? [])])]
    this.indexes = Object.entries(indexes).map(([name, templates]) => {
      const definition = table.indexes[templates.index]
      if (!definition)
        throw new Error(`Model ${model}: index ${name} uses ${templates.index}, which ${table.base} has not`)
      const pair = keyPair(`Model ${model}, index ${name}`, known, definition, templates)
      if (definition.kind === 'local' && templates.pk !== key.pk) {
        throw new Error(
          `Model ${model}: local index ${name} has the table's partition key, so its template is '${key.pk}'`,
        )
      }
      const ofTable = new Set(sources(this.primary).map(({ attribute }) => attribute.name))
      const written = sources(pair).filter(({ isRaw, attribute }) => !isRaw && !ofTable.has(attribute.name))
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
      if (!source.isRaw) derived[source.attribute.name] = this.#required(source, values)
    }
    for (const index of this.indexes) Object.assign(derived, indexAttributes(index, values))
    return derived
  }

  /** Every derived attribute that a record of this model may have. */
  get derivedNames(): readonly string[] {
    const ofTable = sources(this.primary).filter(({ isRaw }) => !isRaw)
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

/** The value of one key attribute, or undefined when an attribute that it is made of is absent. */
export function keyValue(
  { isRaw, template, attribute }: KeySource,
  values: TemplateValues,
): KeyValue | undefined {
  if (!isRaw) return template.render(values)
  const value = values[attribute.name]
  if (value === undefined || value === null) return undefined
  if (value === '') {
    throw new ValidationError(`${attribute.name} must not be empty: it is a key`, [
      { path: `/${attribute.name}`, message: 'must not be empty: it is a key' },
    ])
  }
  return value as KeyValue
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

export const sources = (pair: KeyPair): readonly KeySource[] => (pair.sk ? [pair.pk, pair.sk] : [pair.pk])

function keyPair(
  where: string,
  known: ReadonlySet<string>,
  schema: KeySchema,
  templates: KeyTemplates,
): KeyPair {
  const source = (attribute: KeyAttribute, text: string): KeySource => {
    const template = new KeyTemplate(text)
    const unknown = template.names.find((name) => !known.has(name))
    if (unknown !== undefined)
      throw new Error(`${where}: template '${text}' uses unknown attribute '${unknown}'`)
    const isRaw = text === `{${attribute.name}}`
    if (!isRaw && attribute.type !== 'S') {
      throw new Error(
        `${where}: key attribute ${attribute.name} is of type ${attribute.type}, so only '{${attribute.name}}' fits`,
      )
    }
    return { attribute, template, isRaw }
  }
  if ((schema.sk === undefined) !== (templates.sk === undefined)) {
    throw new Error(
      `${where}: ${schema.sk ? 'a template for the sort key is missing' : 'there is no sort key to fill'}`,
    )
  }
  const pk = source(schema.pk, templates.pk)
  return schema.sk && templates.sk !== undefined ? { pk, sk: source(schema.sk, templates.sk) } : { pk }
}
