import { ValidationError } from './errors.ts'
import type { Condition } from './expressions/condition.ts'
import type { UpdateAction } from './expressions/update.ts'
import type { EntityCodec } from './model/entity-codec.ts'
import type { Model } from './model/model.ts'
import type { AnyPatch } from './patch.ts'
import { ValueSet, type StoredValue } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>
type PathOf = NonNullable<AnyPatch['paths']>[number]['path']

/** A patch, checked against its model, as the actions of a store update. */
export interface CompiledPatch {
  readonly actions: readonly UpdateAction[]
  /** Attributes whose new value is known beforehand; undefined for one that will be absent. */
  readonly known: Values
  /** Attributes whose new value depends on the stored one. */
  readonly computed: readonly string[]
  /** The result must be checked against the schema, so the item has to be read first. */
  readonly mustRead: boolean
  /** What must hold of single attributes for the change to be possible, and what is wrong when it does not. */
  readonly required: readonly AttributeRequirement[]
}

export interface AttributeRequirement {
  readonly name: string
  readonly condition: Condition
  readonly message: string
}

/**
 * @throws ValidationError naming each attribute that is unknown, of the wrong type, part of the primary key, computed,
 *   not removable, or touched twice
 */
export function compilePatch(patch: AnyPatch, model: Model): CompiledPatch {
  return new PatchCompiler(model).compile(patch)
}

class PatchCompiler {
  readonly #model: Model
  readonly #codec: EntityCodec
  readonly #actions: UpdateAction[] = []
  readonly #known: Record<string, unknown> = {}
  readonly #computed = new Set<string>()
  readonly #required: AttributeRequirement[] = []
  readonly #touched = new Set<string>()
  #mustRead = false

  constructor(model: Model) {
    this.#model = model
    this.#codec = model.codec
  }

  compile(patch: AnyPatch): CompiledPatch {
    for (const [name, value] of given(patch.set)) this.#set(name, value)
    for (const name of patch.remove ?? []) this.#remove(this.#touch(name))
    for (const [name, value] of given(patch.setIfMissing)) {
      const stored = this.#stored(this.#compute(name), this.#codec.prepare(name, value))
      if (stored !== undefined)
        this.#actions.push({ action: 'setIfMissing', path: [this.#at(name)], value: stored })
    }
    for (const [name, by] of given(patch.add)) {
      if (!(typeof by === 'bigint' || Number.isFinite(by))) throw invalid(name, 'can only be added a number')
      const amount = this.#codec.encodeOperand(this.#compute(name), by) as number
      this.#boundSum(name, by)
      this.#actions.push({ action: 'increment', path: [this.#at(name)], by: amount, initial: 0 })
    }
    for (const action of ['append', 'prepend'] as const) {
      for (const [name, values] of given(patch[action])) {
        this.#codec.checkAttribute(this.#compute(name), values)
        this.#actions.push({ action, path: [this.#at(name)], values: values as StoredValue[] })
      }
    }
    for (const action of ['addToSet', 'deleteFromSet'] as const) {
      for (const [name, members] of given(patch[action])) this.#changeSet(action, name, members)
    }
    this.#changePaths(patch)
    const computed = [...this.#computed]
    return {
      actions: this.#actions,
      known: this.#known,
      computed,
      mustRead: this.#mustRead || computed.some((name) => this.#codec.isConstrained(name)),
      required: this.#required,
    }
  }

  #set(name: string, value: unknown): void {
    const prepared = this.#codec.prepare(this.#touch(name, 'set'), value)
    const stored = this.#stored(name, prepared)
    if (this.#model.immutable.includes(name)) {
      const path = [this.#at(name)] as const
      const condition: Condition =
        stored === undefined ? { op: 'missing', path } : { op: 'eq', path, value: stored }
      this.#required.push({ name, condition, message: 'is immutable' })
      return
    }
    if (stored === undefined) {
      this.#remove(name)
      return
    }
    this.#known[name] = prepared
    // The key attribute that holds an alias is written with the index keys.
    if (!this.#codec.field(name)?.isAlias)
      this.#actions.push({ action: 'set', path: [this.#at(name)], value: stored })
  }

  #remove(name: string): void {
    if (!this.#codec.isRemovable(name)) throw invalid(name, 'is required: it cannot be removed')
    this.#known[name] = undefined
    this.#actions.push({ action: 'remove', path: [this.#at(name)] })
  }

  /**
   * A sum must stay what the attribute can hold. Of integers the stored one can say beforehand; a fraction may need more
   * digits than a JavaScript number has, which only the sum itself shows.
   */
  #boundSum(name: string, by: unknown): void {
    const type = this.#codec.field(name)?.schema.type as string | undefined
    if (type !== 'integer' || typeof by !== 'number' || !Number.isSafeInteger(by)) {
      this.#mustRead = true
      return
    }
    const path = [this.#at(name)] as const
    const within: Condition =
      by > 0
        ? { op: 'lte', path, value: Number.MAX_SAFE_INTEGER - by }
        : { op: 'gte', path, value: Number.MIN_SAFE_INTEGER - by }
    const condition: Condition = { op: 'or', conditions: [{ op: 'missing', path }, within] }
    this.#required.push({ name, condition, message: 'would leave the range of safe integers' })
  }

  #changeSet(action: 'addToSet' | 'deleteFromSet', name: string, members: unknown): void {
    const set = this.#stored(this.#compute(name), this.#codec.prepare(name, new Set(members as unknown[])))
    if (set instanceof ValueSet) this.#actions.push({ action, path: [this.#at(name)], members: set })
  }

  #changePaths({ paths = [] }: AnyPatch): void {
    const attributes = new Set(paths.map(({ path }) => path[0]))
    for (const name of attributes) this.#compute(name)
    for (const [at, { path: given, ...change }] of paths.entries()) {
      if (paths.slice(0, at).some(({ path }) => isWithin(path, given) || isWithin(given, path)))
        throw invalid(given.join('/'), 'is changed twice')
      if (!this.#isCheckedAlone(given, change)) this.#mustRead = true
      const path = [this.#at(given[0]), ...given.slice(1)] as const
      if ('set' in change) this.#actions.push({ action: 'set', path, value: change.set })
      else if ('add' in change) this.#actions.push({ action: 'increment', path, by: change.add, initial: 0 })
      else if ('append' in change) this.#actions.push({ action: 'append', path, values: change.append })
      else this.#actions.push({ action: 'remove', path })
    }
  }

  /**
   * An entry of a map whose entries do not depend on each other is checked by itself. Whatever else stands inside an
   * attribute has no schema of its own here: the whole is checked once it is known.
   */
  #isCheckedAlone([name, key, ...deeper]: PathOf, change: object): boolean {
    if (deeper.length > 0 || typeof key !== 'string' || !this.#codec.isPlainMap(name)) return false
    if ('set' in change) this.#codec.checkAttribute(name, { [key]: change.set })
    return 'set' in change || 'remove' in change
  }

  /** Notes an attribute whose new value depends on the old one. */
  #compute(name: string): string {
    this.#computed.add(this.#touch(name))
    if (this.#codec.field(name)?.isAlias) throw invalid(name, 'is kept in a key: it can only be set')
    return name
  }

  #touch(name: string, change: 'set' | 'other' = 'other'): string {
    const field = this.#codec.field(name)
    if (this.#model.keys.names.includes(name)) throw invalid(name, 'is part of the key: it cannot change')
    if (!field) throw invalid(name, 'is not an attribute')
    if (field.compute) throw invalid(name, `is computed from ${field.computedFrom.join(', ')}: change those`)
    if (change === 'other' && this.#model.immutable.includes(name)) throw invalid(name, 'is immutable')
    if (this.#touched.has(name)) throw invalid(name, 'is changed twice')
    this.#touched.add(name)
    return name
  }

  #stored(name: string, value: unknown): StoredValue | undefined {
    return value === null || value === undefined ? undefined : this.#codec.encodeValue(name, value)
  }

  #at(name: string): string {
    return this.#codec.storedName(name)
  }
}

const isWithin = (outer: PathOf, inner: PathOf): boolean =>
  outer.every((step, depth) => step === inner[depth])

/** Undefined in a change is a mistake of the caller, never "leave it" and never "remove it". */
function given(values: Values | undefined): [string, unknown][] {
  const entries = Object.entries(values ?? {})
  const missing = entries.find(([, value]) => value === undefined)
  if (missing) throw invalid(missing[0], 'is undefined: use remove, or leave it out')
  return entries
}

const invalid = (name: string, message: string): ValidationError =>
  new ValidationError(`${name} ${message}`, [{ path: `/${name}`, message }])
