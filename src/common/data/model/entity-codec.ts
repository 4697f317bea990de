import { Type, TypeGuard, type TProperties, type TSchema } from '@sinclair/typebox'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'
import { ValidationError, type ValidationIssue } from '../errors.ts'
import type { StoredRecord, StoredValue } from '../store/value.ts'
import { assertKnownFormats } from './formats.ts'

export type Entity = Record<string, unknown>

/** A stored record that does not fit its model. */
export class InvalidRecord {
  readonly issues: readonly ValidationIssue[]

  constructor(issues: readonly ValidationIssue[]) {
    this.issues = issues
  }

  get reason(): string {
    return this.issues.map(({ path, message }) => `${path.slice(1)} ${message}`).join('; ')
  }
}

/** Enough to mend a value by, and a bound on what a hostile one costs. */
const MAX_ISSUES = 50

/**
 * Between an entity and its stored record: checks on the way in and on the way out, defaults, and null kept by leaving
 * the attribute out. Compiled once from the declaration.
 */
export class EntityCodec {
  readonly #model: string
  readonly #names: readonly string[]
  readonly #nullable: ReadonlySet<string>
  readonly #defaults: readonly (readonly [string, unknown])[]
  readonly #version: string | undefined
  readonly #check: TypeCheck<TSchema>
  readonly #attributes: TProperties
  readonly #attributeChecks = new Map<string, TypeCheck<TSchema>>()
  readonly #read: (record: StoredRecord) => Entity

  /** `version` names the version attribute, when the model keeps one. */
  constructor(model: string, attributes: TProperties, version: string | undefined) {
    this.#model = model
    this.#attributes = attributes
    this.#version = version
    this.#names = Object.keys(attributes)
    this.#nullable = new Set(this.#names.filter((name) => isNullable(attributes[name])))
    this.#defaults = Object.entries(attributes).flatMap(([name, schema]) =>
      'default' in schema ? [[name, schema.default] as const] : [],
    )
    assertKnownFormats(model, attributes)
    const properties =
      version === undefined ? attributes : { ...attributes, [version]: Type.Integer({ minimum: 1 }) }
    this.#check = TypeCompiler.Compile(Type.Object(properties, { additionalProperties: false }))
    this.#read = compileReader(properties, this.#nullable)
  }

  /**
   * A complete entity from what a caller gave: defaults filled in, nullable attributes null when left out.
   * @throws ValidationError with every problem by JSON pointer
   */
  complete(input: Readonly<Entity>, version: number | undefined): Entity {
    const entity: Entity = {}
    for (const name of this.#names) {
      const value = input[name]
      if (value !== undefined) entity[name] = value
      else if (this.#nullable.has(name)) entity[name] = null
    }
    for (const [name, value] of this.#defaults) entity[name] ??= structuredClone(value)
    if (this.#version !== undefined) entity[this.#version] = version
    const unknown = Object.keys(input).filter((name) => !(name in this.#attributes) && name !== this.#version)
    if (unknown.length > 0 || !this.#check.Check(entity)) throw this.#invalid(entity, unknown)
    return entity
  }

  /** The attributes of an entity as they are stored; keys are added by the key map. */
  encode(entity: Readonly<Entity>): Record<string, StoredValue> {
    const record: Record<string, StoredValue> = {}
    for (const name in entity) {
      const value = entity[name]
      if (value !== undefined && value !== null) record[name] = value as StoredValue
    }
    return record
  }

  /** The entity of a record, or what is wrong with it. Attributes that the model does not know are passed over. */
  decode(record: StoredRecord): Entity | InvalidRecord {
    const entity = this.#read(record)
    return this.#check.Check(entity) ? entity : new InvalidRecord(issuesOf(this.#check, entity))
  }

  /** Attribute names in declared order, without the version. */
  get names(): readonly string[] {
    return this.#names
  }

  /** Is this an attribute of the entity, its version included? */
  has(name: string): boolean {
    return name in this.#attributes || name === this.#version
  }

  isNullable(name: string): boolean {
    return this.#nullable.has(name)
  }

  /**
   * A value to compare an attribute with must be of its type, but need not be one that it may have: `age < 1000` asks
   * something, `age < 'x'` is a mistake.
   * @throws ValidationError
   */
  checkOperand(name: string, value: unknown): void {
    const types = name === this.#version ? ['number'] : operandTypes(this.#attributes[name])
    const type = Array.isArray(value) ? 'array' : typeof value
    if (types.length === 0 || types.includes(type)) return
    const message = `must be compared with a ${types.join(' or ')}, not ${value === null ? 'null' : type}`
    throw new ValidationError(`${name} ${message}`, [{ path: `/${name}`, message }])
  }

  /** May the attribute be absent or null in a valid entity? */
  isRemovable(name: string): boolean {
    const schema = this.#attributes[name]
    return schema !== undefined && (this.#nullable.has(name) || TypeGuard.IsOptional(schema))
  }

  /** May a computed value of the attribute break its schema though each change of it was fine? */
  isConstrained(name: string): boolean {
    const schema = this.#attributes[name]
    const members = (schema?.anyOf as TSchema[] | undefined) ?? (schema ? [schema] : [])
    return members.some(hasBounds)
  }

  /** @throws ValidationError when the attribute is unknown or the value does not fit it */
  checkAttribute(name: string, value: unknown): void {
    const schema = this.#attributes[name]
    if (!schema) throw this.#invalid({}, [name])
    let check = this.#attributeChecks.get(name)
    if (!check) {
      check = TypeCompiler.Compile(schema)
      this.#attributeChecks.set(name, check)
    }
    if (check.Check(value)) return
    const issues = issuesOf(check, value).map(({ path, message }) => ({ path: `/${name}${path}`, message }))
    throw new ValidationError(describe(this.#model, issues), issues)
  }

  #invalid(entity: Entity, unknown: readonly string[]): ValidationError {
    const issues = [
      ...issuesOf(this.#check, entity),
      ...unknown.map((name) => ({ path: `/${name}`, message: 'is not an attribute' })),
    ]
    return new ValidationError(describe(this.#model, issues), issues)
  }
}

const BOUNDS = [
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'maxItems',
  'minItems',
  'uniqueItems',
  'const',
]

function hasBounds(schema: TSchema): boolean {
  const isBelow = ((schema.maximum as number | undefined) ?? Infinity) < Number.MAX_SAFE_INTEGER
  const isAbove = ((schema.minimum as number | undefined) ?? -Infinity) > Number.MIN_SAFE_INTEGER
  return isBelow || isAbove || BOUNDS.some((bound) => bound in schema)
}

/** The JavaScript types of an attribute's values by its schema; none when the schema does not say. */
function operandTypes(schema: TSchema | undefined): string[] {
  const members = (schema?.anyOf as TSchema[] | undefined) ?? (schema ? [schema] : [])
  const types = members.flatMap(({ type, const: literal }) => {
    const named = (type ?? typeof literal) as string
    return named === 'null' || named === 'undefined' ? [] : [named === 'integer' ? 'number' : named]
  })
  return [...new Set(types)]
}

function issuesOf(check: TypeCheck<TSchema>, value: unknown): ValidationIssue[] {
  const issues: ValidationIssue[] = []
  for (const { path, message } of check.Errors(value)) {
    // One problem a place: a union reports each of its members, a missing member also its type.
    if (!issues.some((issue) => issue.path === path)) issues.push({ path, message: lowerFirst(message) })
    if (issues.length === MAX_ISSUES) break
  }
  return issues
}

const describe = (model: string, issues: readonly ValidationIssue[]): string =>
  `Invalid ${model}: ${issues.map(({ path, message }) => `${path.slice(1)} ${message}`.trim()).join('; ')}`

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const isNullable = (schema: TSchema | undefined): boolean =>
  schema !== undefined &&
  ((schema.anyOf as TSchema[] | undefined)?.some(({ type }) => type === 'null') ?? false)

/**
 * Reads a record into one object shape. Generated, because an object literal costs a fortieth of a loop over names
 * and this stands between every stored item and its answer. Names are written as JSON text, never as code.
 */
function compileReader(
  properties: TProperties,
  nullable: ReadonlySet<string>,
): (record: StoredRecord) => Entity {
  const always: string[] = []
  const whenPresent: string[] = []
  for (const [name, schema] of Object.entries(properties)) {
    const key = JSON.stringify(name)
    if (nullable.has(name)) always.push(`${key}: r[${key}] === undefined ? null : r[${key}]`)
    else if (TypeGuard.IsOptional(schema))
      whenPresent.push(`if (r[${key}] !== undefined) e[${key}] = r[${key}]`)
    else always.push(`${key}: r[${key}]`)
  }
  const body = `const e = { ${always.join(', ')} }\n${whenPresent.join('\n')}\nreturn e`
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same technique as Ajv and TypeCompiler
  return new Function('r', body) as (record: StoredRecord) => Entity
}
