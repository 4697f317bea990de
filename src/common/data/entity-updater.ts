import { setTimeout as delay } from 'node:timers/promises'
import { ConditionFailedError, ConflictError, CorruptItemError, ValidationError } from './errors.ts'
import type { EntityWriter, WriteGuard } from './entity-writer.ts'
import { isVersion } from './entity-writer.ts'
import { applyUpdate } from './expressions/apply-update.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import type { Update } from './expressions/update.ts'
import { InvalidRecord, type Entity } from './model/entity-codec.ts'
import { indexAttributes, sources } from './model/key-map.ts'
import { VERSION, type Model } from './model/model.ts'
import { compilePatch, indexActions, type CompiledPatch, type Patch } from './patch.ts'
import type { StoreTable } from './store/store.ts'
import type { Key, StoredRecord, StoredValue } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>
export type AnyPatch = Patch<Record<string, unknown>, Record<never, never>>

const MAX_ATTEMPTS = 10
const BASE_DELAY_MS = 5

/**
 * Changes some attributes of an existing entity, with index keys that always agree with the attributes they come from.
 *
 * Where the new index keys follow from the patch alone, one atomic call does it. Where they depend on stored values (an
 * increment of an indexed number), and where a bound of the schema must hold of the result, the item is read, changed
 * in memory, and written on the condition that what was read still stands.
 */
export class EntityUpdater {
  readonly #model: Model
  readonly #table: StoreTable
  readonly #writer: EntityWriter

  constructor(model: Model, table: StoreTable, writer: EntityWriter) {
    this.#model = model
    this.#table = table
    this.#writer = writer
  }

  /** @throws NotFoundError, ConflictError (another version), ConditionFailedError, ValidationError */
  async update(id: Values, patch: AnyPatch, guard: WriteGuard): Promise<Entity> {
    const { keys, codec } = this.#model
    const key = keys.key(id)
    const compiled = compilePatch(patch, codec, keys)
    const derived = indexActions(compiled, keys, id)
    if (derived === 'unknown' || compiled.computed.some((name) => codec.isConstrained(name))) {
      return this.#readAndWrite(id, key, compiled, guard)
    }
    return this.#write(id, key, [...compiled.actions, ...derived, ...this.#nextVersion()], guard, undefined)
  }

  async #readAndWrite(id: Values, key: Key, patch: CompiledPatch, guard: WriteGuard): Promise<Entity> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const before = await this.#table.get(key, { consistent: true })
      const required = guardCondition(guard)
      if (!before || (required && !matches(required, before))) {
        throw this.#writer.refusal(id, guard.version, failed(before))
      }
      const after = this.#decoded(applyUpdate(before, key, patch.actions), id)
      const { update, seen } = this.#resolved(patch, before, after)
      try {
        return await this.#write(id, key, [...update, ...this.#nextVersion()], guard, seen)
      } catch (error) {
        // What was read has changed: once more on what is there now, unless the guard itself fails then.
        if (!(error instanceof ConditionFailedError || error instanceof ConflictError)) throw error
      }
      await delay(Math.random() * BASE_DELAY_MS * attempt)
    }
    throw new ConflictError(`Too many writers change ${this.#model.name} ${this.#writer.name(id)} at once`)
  }

  /** The patch with every computed value and index key known, and the condition that they still follow. */
  #resolved(
    patch: CompiledPatch,
    before: StoredRecord,
    after: Entity,
  ): { update: Update; seen: Condition | undefined } {
    const touched = new Set([...Object.keys(patch.known), ...patch.computed])
    const depended = new Set<string>(patch.computed)
    const update = patch.actions.filter(({ path }) => !patch.computed.includes(path[0]))
    for (const name of patch.computed) {
      update.push({ action: 'set', path: [name], value: after[name] as StoredValue })
    }
    for (const index of this.#model.keys.indexesTouchedBy(touched)) {
      const derived = indexAttributes(index, after)
      for (const { template } of sources(index)) for (const name of template.names) depended.add(name)
      for (const { attribute } of index.written) {
        const value = derived[attribute.name]
        const path = [attribute.name] as const
        update.push(value === undefined ? { action: 'remove', path } : { action: 'set', path, value })
      }
    }
    const names = [...depended].filter((name) => !this.#model.keys.names.includes(name))
    return { update, seen: allOf(...names.map((name) => unchanged(name, before[name]))) }
  }

  async #write(
    id: Values,
    key: Key,
    update: Update,
    guard: WriteGuard,
    seen: Condition | undefined,
  ): Promise<Entity> {
    const exists: Condition = { op: 'exists', path: [this.#model.table.key.pk.name] }
    const condition = allOf(exists, guardCondition(guard), seen) ?? exists
    try {
      const { record } = await this.#table.write({ type: 'update', key, update, condition, returns: 'after' })
      return this.#decoded(record ?? {}, id)
    } catch (error) {
      throw error instanceof ConditionFailedError ? this.#writer.refusal(id, guard.version, error) : error
    }
  }

  #decoded(record: StoredRecord, id: Values): Entity {
    const decoded = this.#model.codec.decode(record)
    if (!(decoded instanceof InvalidRecord)) return decoded
    const name = `${this.#model.name} ${this.#writer.name(id)}`
    if (record[VERSION] === undefined && this.#model.firstVersion) {
      throw new CorruptItemError(`Stored ${name} is corrupt: ${decoded.reason}`, id, decoded.issues)
    }
    throw new ValidationError(`The change makes ${name} invalid: ${decoded.reason}`, decoded.issues)
  }

  #nextVersion(): Update {
    return this.#model.firstVersion ? [{ action: 'increment', path: [VERSION], by: 1, initial: 0 }] : []
  }
}

const guardCondition = ({ condition, version }: WriteGuard): Condition | undefined =>
  allOf(condition, version === undefined ? undefined : isVersion(version))

const unchanged = (name: string, value: StoredValue | undefined): Condition =>
  value === undefined ? { op: 'missing', path: [name] } : { op: 'eq', path: [name], value }

const failed = (current: StoredRecord | undefined): ConditionFailedError =>
  new ConditionFailedError('The condition does not hold', current ? { current } : {})
