import { Type, type TProperties, type TSchema } from '@sinclair/typebox'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'
import { ValidationError, type ValidationIssue } from '../errors.ts'
import type { StoredRecord, StoredValue } from '../store/value.ts'
import { fits } from './characters.ts'
import { isConstrained, isPlainMap, operandTypes, type Field } from './field.ts'
import { assertKnownFormats } from './formats.ts'
import { InvalidRecord, issuesOf } from './invalid-record.ts'
import { compileReader, type Entity } from './record-reader.ts'

export { InvalidRecord } from './invalid-record.ts'
export type { Entity } from './record-reader.ts'

/** Attributes that the data layer keeps itself, as they are stored and as they are read. */
export type SystemAttributes = TProperties

/**
 * Between an entity and its stored record: checks on the way in and on the way out, defaults, stored forms, and null
 * kept by leaving the attribute out. The check is compiled when first made: a process uses few of its models.
 */
export class EntityCodec {
  readonly #model: string
  readonly #fields: ReadonlyMap<string, Field>
  readonly #system: SystemAttributes
  readonly #schema: TSchema
  #compiled: TypeCheck<TSchema> | undefined
  readonly #attributeChecks = new Map<string, TypeCheck<TSchema>>()
  readonly #read: (record: StoredRecord) => Entity
  readonly #converted: readonly Field[]
  readonly #computed: readonly Field[]

  constructor(model: string, fields: ReadonlyMap<string, Field>, system: SystemAttributes) {
    this.#model = model
    this.#fields = fields
    this.#system = system
    const attributes = Object.fromEntries([...fields.values()].map(({ name, schema }) => [name, schema]))
    assertKnownFormats(model, attributes)
    this.#schema = Type.Object({ ...attributes, ...system }, { additionalProperties: false })
    this.#read = compileReader([...fields.values()], Object.keys(system))
    this.#converted = [...fields.values()].filter(({ codec }) => codec !== undefined)
    this.#computed = [...fields.values()].filter(({ compute }) => compute !== undefined)
  }

  get #check(): TypeCheck<TSchema> {
    return (this.#compiled ??= TypeCompiler.Compile(this.#schema))
  }

  /**
   * A complete entity from what a caller gave: values mutated, defaults filled in, nullable attributes null when left
   * out, everything in the form in which it will be read. `system` values are taken as they are.
   * @throws ValidationError with every problem by JSON pointer
   */
  complete(input: Readonly<Entity>, system: Readonly<Entity>): Entity {
    const entity: Entity = {}
    for (const field of this.#fields.values()) {
      const value = this.given(field, input[field.name])
      if (value !== undefined) entity[field.name] = value
    }
    for (const { name, compute } of this.#computed) if (compute) entity[name] = compute(entity)
    Object.assign(entity, system)
    const unknown = Object.keys(input).filter((name) => !this.#fields.has(name) && !(name in this.#system))
    if (unknown.length > 0 || !fits(this.#check, entity)) throw this.#invalid(entity, unknown)
    for (const field of this.#converted) {
      const { name } = field
      if (entity[name] === undefined || entity[name] === null) continue
      const value = normal(field, entity[name])
      if (value === undefined) Reflect.deleteProperty(entity, name)
      else entity[name] = value
    }
    return entity
  }

  /** Attributes that are computed from others, with the attributes that they are computed from. */
  get computed(): readonly Field[] {
    return this.#computed
  }

  /** The value of one attribute as given: mutated, or its default, or null. */
  given({ mutate, defaultValue, codec, isNullable, isOptional }: Field, value: unknown): unknown {
    if (value !== undefined) return mutate && value !== null ? mutate(value) : value
    if (defaultValue) return defaultValue()
    if (isNullable) return null
    return isOptional ? undefined : codec?.absent?.()
  }

  /** The attributes of an entity as they are stored; keys are added by the key map. */
  encode(entity: Readonly<Entity>): Record<string, StoredValue> {
    const record: Record<string, StoredValue> = {}
    for (const name in entity) {
      const value = entity[name]
      if (value === undefined || value === null) continue
      const field = this.#fields.get(name)
      const stored = field?.codec ? field.codec.encode(value) : (value as StoredValue)
      if (stored !== undefined) record[field ? field.stored : name] = stored
    }
    return record
  }

  /** The entity of a record, or what is wrong with it. Attributes that the model does not know are passed over. */
  decode(record: StoredRecord): Entity | InvalidRecord {
    const entity = this.#read(record)
    return fits(this.#check, entity) ? entity : new InvalidRecord(issuesOf(this.#check, entity))
  }

  /** As `decode`, of a record that was fetched in part: only these attributes of the entity are looked at and given. */
  decodeOnly(record: StoredRecord, names: readonly string[]): Entity | InvalidRecord {
    const whole = this.#read(record)
    const entity: Entity = {}
    const issues: ValidationIssue[] = []
    for (const name of names) {
      // An optional attribute that is absent.
      if (!(name in whole)) continue
      const check = this.#attributeCheck(name)
      if (fits(check, whole[name])) entity[name] = whole[name]
      else issues.push(...issuesOf(check, whole[name], `/${name}`))
    }
    return issues.length > 0 ? new InvalidRecord(issues) : entity
  }

  /** One value in its stored form; undefined when it is stored by absence. */
  encodeValue(name: string, value: unknown): StoredValue | undefined {
    const codec = this.#fields.get(name)?.codec
    return codec ? codec.encode(value) : (value as StoredValue)
  }

  /** Attribute names in declared order, without those that the data layer keeps itself. */
  get names(): readonly string[] {
    return [...this.#fields.keys()]
  }

  /** Is this an attribute of the entity, those that the data layer keeps included? */
  has(name: string): boolean {
    return this.#fields.has(name) || Object.hasOwn(this.#system, name)
  }

  /** The name in the record. */
  storedName(name: string): string {
    return this.#fields.get(name)?.stored ?? name
  }

  field(name: string): Field | undefined {
    return this.#fields.get(name)
  }

  /** May the attribute be absent or null in a valid entity? */
  isRemovable(name: string): boolean {
    const field = this.#fields.get(name)
    return field !== undefined && (field.isNullable || field.isOptional || field.codec?.absent !== undefined)
  }

  /** May a computed value of the attribute break its schema though each change of it was fine? */
  isConstrained(name: string): boolean {
    const field = this.#fields.get(name)
    return field !== undefined && isConstrained(field)
  }

  /** Is it a map that is valid when each of its entries is? */
  isPlainMap(name: string): boolean {
    const field = this.#fields.get(name)
    return field !== undefined && isPlainMap(field)
  }

  /**
   * A value to compare an attribute with, in its stored form. It must be of the attribute's type, but need not be one
   * that it may have: `age < 1000` asks something, `age < 'x'` is a mistake.
   * @throws ValidationError
   */
  encodeOperand(name: string, value: unknown): StoredValue {
    const field = this.#fields.get(name)
    const types = field ? operandTypes(field) : []
    const type = Array.isArray(value) ? 'array' : typeof value
    if (types.length > 0 && !types.includes(type)) {
      const message = `must be compared with a ${types.join(' or ')}, not ${value === null ? 'null' : type}`
      throw new ValidationError(`${name} ${message}`, [{ path: `/${name}`, message }])
    }
    return this.encodeValue(name, value) ?? null
  }

  /**
   * A value to look for in the form in which entities have it: a time in UTC, a decimal without trailing zeros. One that
   * the attribute cannot have stays as it is.
   */
  sought(name: string, value: unknown): unknown {
    const field = this.#fields.get(name)
    if (!field?.codec || field.isAlias || value === undefined || value === null) return value
    // A value that is stored by absence, such as the empty set, has no other form.
    return fits(this.#attributeCheck(name), value) ? (normal(field, value) ?? value) : value
  }

  /** A member of a set, or an element of a list, in its stored form. */
  encodeMember(name: string, member: unknown): StoredValue {
    const codec = this.#fields.get(name)?.codec
    return codec?.encodeMember ? codec.encodeMember(member as never) : (member as StoredValue)
  }

  /** What the stored form of a text with this prefix begins with. */
  encodePrefix(name: string, prefix: string): string {
    const field = this.#fields.get(name)
    return field?.isAlias ? (field.codec?.encode(prefix) as string) : prefix
  }

  /**
   * One value as it is given in a change: mutated, checked, and in the form in which it will be read.
   * @throws ValidationError
   */
  prepare(name: string, value: unknown): unknown {
    const field = this.#fields.get(name)
    const mutated = field?.mutate && value !== null ? field.mutate(value) : value
    this.checkAttribute(name, mutated)
    return field?.codec && mutated !== null ? normal(field, mutated) : mutated
  }

  /** @throws ValidationError when the attribute is unknown or the value does not fit it */
  checkAttribute(name: string, value: unknown): void {
    if (!this.#fields.has(name)) throw this.#invalid({}, [name])
    const check = this.#attributeCheck(name)
    if (fits(check, value)) return
    const issues = issuesOf(check, value, `/${name}`)
    throw new ValidationError(describe(this.#model, issues), issues)
  }

  #attributeCheck(name: string): TypeCheck<TSchema> {
    const known = this.#attributeChecks.get(name)
    if (known) return known
    const schema = this.#fields.get(name)?.schema ?? this.#system[name]
    if (!schema) throw this.#invalid({}, [name])
    const check = TypeCompiler.Compile(schema)
    this.#attributeChecks.set(name, check)
    return check
  }

  #invalid(entity: Entity, unknown: readonly string[]): ValidationError {
    const issues = [
      ...issuesOf(this.#check, entity),
      ...unknown.map((name) => ({ path: `/${name}`, message: 'is not an attribute' })),
    ]
    return new ValidationError(describe(this.#model, issues), issues)
  }
}

/** The value as it will be read back: a time in UTC, a decimal without trailing zeros; undefined for absence. */
function normal({ codec, isOptional, isNullable }: Field, value: unknown): unknown {
  const stored = codec?.encode(value)
  if (codec && stored !== undefined) return codec.decode(stored)
  if (isNullable) return null
  return isOptional ? undefined : codec?.absent?.()
}

const describe = (model: string, issues: readonly ValidationIssue[]): string =>
  `Invalid ${model}: ${issues.map(({ path, message }) => `${path.slice(1)} ${message}`.trim()).join('; ')}`
