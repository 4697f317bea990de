import { setTimeout as delay } from 'node:timers/promises'
import { derivedActions } from './derived-actions.ts'
import { ConditionFailedError, ConflictError, CorruptItemError, ValidationError } from './errors.ts'
import { guardCondition, type WriteGuard } from './entity-writer.ts'
import { applyUpdate } from './expressions/apply-update.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import type { Update, UpdateAction } from './expressions/update.ts'
import { isLive, liveCondition } from './liveness.ts'
import { InvalidRecord, type Entity } from './model/entity-codec.ts'
import { UPDATED_AT, VERSION, type Model } from './model/model.ts'
import type { AnyPatch } from './patch.ts'
import { compilePatch, type CompiledPatch } from './patch-compiler.ts'
import { entityName, refusal } from './refusals.ts'
import type { StoreTable, UpdateWrite } from './store/store.ts'
import type { Key, StoredRecord, StoredValue } from './store/value.ts'
import type { PlannedWrite } from './transaction.ts'

type Values = Readonly<Record<string, unknown>>

const MAX_ATTEMPTS = 10
const BASE_DELAY_MS = 5

/**
 * Changes some attributes of an existing entity, with joined attributes and index keys that always agree with what they
 * come from.
 *
 * Where the derived values follow from the patch alone, one atomic call does it. Where they depend on stored values (an
 * increment of an indexed number), and where a bound of the schema must hold of the result, the item is read, changed
 * in memory, and written on the condition that what was read still stands.
 */
export class EntityUpdater {
  readonly #model: Model
  readonly #table: StoreTable

  constructor(model: Model, table: StoreTable) {
    this.#model = model
    this.#table = table
  }

  /** @throws NotFoundError, ConflictError (another version), ConditionFailedError, ValidationError */
  async update(id: Values, patch: AnyPatch, guard: WriteGuard): Promise<Entity> {
    const compiled = compilePatch(patch, this.#model)
    const derived = compiled.mustRead
      ? undefined
      : derivedActions(this.#model, compiled, { ...id, ...compiled.known })
    if (!derived) return this.#readAndWrite(id, compiled, guard)
    return this.#write(
      id,
      this.#updateOf(id, [...compiled.actions, ...derived.actions], guard, compiled),
      guard,
      compiled,
    )
  }

  /**
   * An update for a transaction, which cannot read first.
   * @throws ValidationError when the new index keys do not follow from the patch alone
   */
  plan(id: Values, patch: AnyPatch, guard: WriteGuard): PlannedWrite {
    const compiled = compilePatch(patch, this.#model)
    const derived = compiled.mustRead
      ? undefined
      : derivedActions(this.#model, compiled, { ...id, ...compiled.known })
    if (!derived) {
      throw new ValidationError(
        `In a transaction this change of ${this.#model.name} must give every attribute that its index keys are made of`,
      )
    }
    const write = this.#updateOf(id, [...compiled.actions, ...derived.actions], guard, compiled)
    return {
      entity: undefined,
      write: { ...write, returns: 'none', table: this.#model.table },
      failure: (cause) => this.#refusal(id, guard, compiled, cause),
    }
  }

  async #readAndWrite(id: Values, patch: CompiledPatch, guard: WriteGuard): Promise<Entity> {
    const key = this.#model.keys.key(id)
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const before = await this.#table.get(key, { consistent: true })
      const required = this.#required(guard, patch)
      if (!before || !matches(required, before)) throw this.#refusal(id, guard, patch, failed(before))
      const { update, seen } = this.#resolved(id, key, patch, before)
      try {
        return await this.#write(id, this.#updateOf(id, update, guard, patch, seen), guard, patch)
      } catch (error) {
        // What was read has changed: once more on what is there now, unless the guard itself fails then.
        if (!(error instanceof ConditionFailedError || error instanceof ConflictError)) throw error
      }
      await delay(Math.random() * BASE_DELAY_MS * attempt)
    }
    throw new ConflictError(
      `Too many writers change ${this.#model.name} ${entityName(this.#model, id)} at once`,
    )
  }

  /** The patch with every computed and derived value known, and the condition that they still follow. */
  #resolved(
    id: Values,
    key: Key,
    patch: CompiledPatch,
    before: StoredRecord,
  ): { update: UpdateAction[]; seen: Condition | undefined } {
    const { codec, keys } = this.#model
    const changed = applyUpdate(before, key, patch.actions)
    const after = this.#decoded(changed, id, before)
    const all = Object.fromEntries(codec.names.map((name) => [name, after[name] ?? undefined]))
    const derived = derivedActions(this.#model, patch, { ...all, ...patch.known })
    const stored = new Set(patch.computed.map((name) => codec.storedName(name)))
    const update = patch.actions.filter(({ path }) => !stored.has(path[0]))
    for (const name of stored) update.push(setOrRemove(name, changed[name]))
    const depended = new Set([...patch.computed, ...(derived?.dependsOn ?? [])])
    const seen = [...depended]
      .filter((name) => !keys.names.includes(name))
      .map((name) => unchanged(codec.storedName(name), before[codec.storedName(name)]))
    return { update: [...update, ...(derived?.actions ?? [])], seen: allOf(...seen) }
  }

  #updateOf(
    id: Values,
    actions: Update,
    guard: WriteGuard,
    patch: CompiledPatch,
    seen?: Condition,
  ): UpdateWrite {
    const required = this.#required(guard, patch)
    const condition = allOf(required, seen) ?? required
    const key = this.#model.keys.key(id)
    return { type: 'update', key, update: [...actions, ...this.#kept()], condition, returns: 'after' }
  }

  async #write(id: Values, write: UpdateWrite, guard: WriteGuard, patch: CompiledPatch): Promise<Entity> {
    try {
      const { record } = await this.#table.write(write)
      return this.#decoded(record ?? {}, id)
    } catch (error) {
      throw error instanceof ConditionFailedError ? this.#refusal(id, guard, patch, error) : error
    }
  }

  /** What must hold of the item: it is there, alive, as the guard wants it, and its immutable attributes stay. */
  #required(guard: WriteGuard, { required }: CompiledPatch): Condition {
    const exists: Condition = { op: 'exists', path: [this.#model.table.key.pk.name] }
    const live = liveCondition(this.#model, Date.now())
    return allOf(exists, live, guardCondition(guard), ...required.map(({ condition }) => condition)) ?? exists
  }

  #refusal(id: Values, guard: WriteGuard, patch: CompiledPatch, cause: ConditionFailedError): Error {
    const current = cause.current as StoredRecord | undefined
    const isThere = current !== undefined && isLive(this.#model, current, Date.now())
    const asked = guardCondition(guard)
    // The caller's own conditions come first: without them the change would not have been asked for.
    const isAsAsked = isThere && (!asked || matches(asked, current))
    const broken = isAsAsked
      ? patch.required.find(({ condition }) => !matches(condition, current))
      : undefined
    if (!broken) return refusal(this.#model, id, guard.version, cause)
    const { name, message } = broken
    return new ValidationError(`${name} ${message}`, [{ path: `/${name}`, message }], { cause })
  }

  /**
   * The entity of a changed record. The change is to blame for one that does not fit only where the record fitted `before`:
   * what is changed in one call without being read cannot make a good record bad.
   */
  #decoded(record: StoredRecord, id: Values, before?: StoredRecord): Entity {
    const { codec } = this.#model
    const decoded = codec.decode(record)
    if (!(decoded instanceof InvalidRecord)) return decoded
    const name = `${this.#model.name} ${entityName(this.#model, id)}`
    if (before && !(codec.decode(before) instanceof InvalidRecord)) {
      throw new ValidationError(`The change makes ${name} invalid: ${decoded.reason}`, decoded.issues)
    }
    throw new CorruptItemError(`Stored ${name} is corrupt: ${decoded.reason}`, id, decoded.issues)
  }

  /** What every update changes as well. */
  #kept(): UpdateAction[] {
    const { firstVersion, hasTimestamps } = this.#model
    return [
      ...(firstVersion ? [{ action: 'increment', path: [VERSION], by: 1, initial: 0 } as const] : []),
      ...(hasTimestamps
        ? [{ action: 'set', path: [UPDATED_AT], value: new Date().toISOString() } as const]
        : []),
    ]
  }
}

const setOrRemove = (name: string, value: StoredValue | undefined): UpdateAction =>
  value === undefined ? { action: 'remove', path: [name] } : { action: 'set', path: [name], value }

const unchanged = (name: string, value: StoredValue | undefined): Condition =>
  value === undefined ? { op: 'missing', path: [name] } : { op: 'eq', path: [name], value }

const failed = (current: StoredRecord | undefined): ConditionFailedError =>
  new ConditionFailedError('The condition does not hold', current ? { current } : {})
