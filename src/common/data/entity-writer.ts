import { ConditionFailedError } from './errors.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import type { Update, UpdateAction } from './expressions/update.ts'
import { absentCondition, askedOfLive, isLive, liveCondition } from './liveness.ts'
import type { Entity } from './model/entity-codec.ts'
import { CREATED_AT, SCHEMA_VERSION, TYPE_MARKER, UPDATED_AT, VERSION, type Model } from './model/model.ts'
import { alreadyExists, liveItem, refusal, saveRefusal } from './refusals.ts'
import type { DeleteWrite, StoreTable, Write } from './store/store.ts'
import type { Key, StoredRecord } from './store/value.ts'
import type { PlannedWrite } from './transaction.ts'

type Values = Readonly<Record<string, unknown>>

/** What must hold of the stored item for a write to happen. */
export interface WriteGuard {
  readonly condition: Condition | undefined
  readonly version: number | undefined
}

export interface Upserted {
  readonly entity: Entity
  readonly created: boolean
}

type PlannedEntity = PlannedWrite<Entity> & { readonly write: Write }

/** Creates, replaces and deletes entities of one model: records, keys, versions, and what a failed condition means. */
export class EntityWriter {
  readonly #model: Model
  readonly #table: StoreTable
  /** Stored names that a replacement does not simply set, and those that it removes where the entity has them not. */
  readonly #kept: ReadonlySet<string | undefined>
  readonly #replaced: readonly string[]

  constructor(model: Model, table: StoreTable) {
    const { codec, keys } = model
    const { pk, sk } = model.table.key
    this.#model = model
    this.#table = table
    this.#kept = new Set([pk.name, sk?.name, VERSION, CREATED_AT])
    const own = new Set([...codec.names.map((name) => codec.storedName(name)), ...keys.derivedNames])
    this.#replaced = [...own].filter((name) => !this.#kept.has(name))
  }

  /** @throws AlreadyExistsError */
  async create(input: Values): Promise<Entity> {
    const planned = this.planCreate(input)
    await this.#write(planned)
    return planned.entity
  }

  planCreate(input: Values): PlannedEntity {
    const { hasTimestamps, firstVersion } = this.#model
    const entity = this.#complete(input, firstVersion?.())
    // A time of change that is given with a new entity is kept: it may come from elsewhere.
    if (hasTimestamps && typeof input[UPDATED_AT] === 'string') entity[UPDATED_AT] = input[UPDATED_AT]
    return {
      entity,
      write: {
        type: 'put',
        table: this.#model.table,
        record: this.#record(entity),
        condition: absentCondition(this.#model, Date.now()),
      },
      failure: (cause) => alreadyExists(this.#model, entity, cause),
    }
  }

  /**
   * Creates or replaces; over the entity's own version when it carries one, and only if the guard holds.
   * @throws ConflictError, ConditionFailedError, ValidationError for a changed immutable attribute
   */
  async upsert(input: Values, condition?: Condition): Promise<Upserted> {
    const planned = this.planSave(input, condition)
    const before = await this.#write(planned)
    const isNew = before === undefined || !isLive(this.#model, before, Date.now())
    return { entity: this.#asStored(planned, before), created: isNew && !this.#carriesVersion(input) }
  }

  /** A save for a transaction. The entity's new version is only known beforehand when it carries one. */
  planSave(input: Values, condition?: Condition): PlannedEntity {
    const { firstVersion, hasTimestamps, table, keys } = this.#model
    const seen = firstVersion && this.#carriesVersion(input) ? (input[VERSION] as number) : undefined
    const version = seen === undefined ? firstVersion?.() : seen + 1
    const entity = this.#complete(input, version)
    const record = this.#record(entity)
    const asked = allOf(seen === undefined ? undefined : isVersion(seen), condition)
    const guard = allOf(asked && askedOfLive(this.#model, asked, Date.now()), this.#immutablesStay(record))
    const failure = (cause: ConditionFailedError): Error =>
      saveRefusal(this.#model, { entity, record }, seen, cause)
    const keepsCounting = (firstVersion !== undefined && seen === undefined) || hasTimestamps
    const common = { ...(guard && { condition: guard }), returns: 'before', table } as const
    if (!keepsCounting) return { entity, write: { type: 'put', record, ...common }, failure }
    const update = this.#replacement(record, seen === undefined ? version : undefined)
    return { entity, write: { type: 'update', key: keys.key(entity), update, ...common }, failure }
  }

  /** A record for a batch: unconditional, so a versioned entity gets a new first version. */
  batchRecord(input: Values): { readonly entity: Entity; readonly record: StoredRecord } {
    const entity = this.#complete(input, this.#model.firstVersion?.())
    return { entity, record: this.#record(entity) }
  }

  /**
   * What replaces a record of whatever shape: the version counts on, the time of creation stays, and what the model does
   * not know is dropped.
   * @throws ValidationError
   */
  rewrite(input: Values, before: StoredRecord): StoredRecord {
    const { firstVersion, hasTimestamps } = this.#model
    const version = before[VERSION]
    const next = typeof version === 'number' ? version + 1 : firstVersion?.()
    const created = hasTimestamps ? { [CREATED_AT]: before[CREATED_AT] } : {}
    return this.#record(this.#complete({ ...created, ...input }, next))
  }

  /** True if it was there. @throws ConflictError or ConditionFailedError when it was, but not as the guard asks */
  async delete(key: Key, id: Values, guard: WriteGuard): Promise<boolean> {
    try {
      const { record } = await this.#table.write(this.#deletion(key, guard, 'before'))
      return record !== undefined && isLive(this.#model, record, Date.now())
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error
      if (!liveItem(this.#model, error)) return false
      throw refusal(this.#model, id, guard.version, error)
    }
  }

  planDelete(key: Key, id: Values, guard: WriteGuard): PlannedWrite {
    return {
      entity: undefined,
      write: { ...this.#deletion(key, guard, 'none'), table: this.#model.table },
      failure: (cause) => refusal(this.#model, id, guard.version, cause),
    }
  }

  /** A check for a transaction: the entity is there and as the guard asks, or the whole fails. */
  planCheck(key: Key, id: Values, guard: WriteGuard): PlannedWrite {
    const exists: Condition = { op: 'exists', path: [this.#model.table.key.pk.name] }
    const condition = allOf(exists, liveCondition(this.#model, Date.now()), guardCondition(guard)) ?? exists
    return {
      entity: undefined,
      write: { type: 'check', key, condition, table: this.#model.table },
      failure: (cause) => refusal(this.#model, id, guard.version, cause),
    }
  }

  /** The record that was there before, when the write asks for it. */
  async #write({ write, failure }: PlannedEntity): Promise<StoredRecord | undefined> {
    try {
      return (await this.#table.write(write)).record
    } catch (error) {
      throw error instanceof ConditionFailedError ? failure(error) : error
    }
  }

  /** The entity with the version and creation time that the store gave it. */
  #asStored({ entity, write }: PlannedEntity, before: StoredRecord | undefined): Entity {
    if (write.type !== 'update' || before === undefined) return entity
    const { firstVersion, hasTimestamps } = this.#model
    const version = before[VERSION]
    return {
      ...entity,
      ...(firstVersion && typeof version === 'number' && { [VERSION]: version + 1 }),
      ...(hasTimestamps && before[CREATED_AT] !== undefined && { [CREATED_AT]: before[CREATED_AT] }),
    }
  }

  /**
   * Replaces whatever is there and still counts its version on and keeps its creation time, in one atomic call: a plain
   * put would set the version back, and a writer that had seen the old number could then overwrite this one.
   */
  #replacement(record: StoredRecord, first: number | undefined): Update {
    const { firstVersion } = this.#model
    const actions: UpdateAction[] = []
    for (const name of this.#replaced) if (!(name in record)) actions.push({ action: 'remove', path: [name] })
    for (const [name, value] of Object.entries(record)) {
      if (!this.#kept.has(name)) actions.push({ action: 'set', path: [name], value })
    }
    const createdAt = record[CREATED_AT]
    if (createdAt !== undefined)
      actions.push({ action: 'setIfMissing', path: [CREATED_AT], value: createdAt })
    if (firstVersion) actions.push({ action: 'increment', path: [VERSION], by: 1, initial: (first ?? 1) - 1 })
    return actions
  }

  #complete(input: Values, version: number | undefined): Entity {
    const { codec, firstVersion, hasTimestamps } = this.#model
    const now = hasTimestamps ? new Date().toISOString() : undefined
    return codec.complete(input, {
      ...(firstVersion && { [VERSION]: version }),
      ...(hasTimestamps && { [CREATED_AT]: input[CREATED_AT] ?? now, [UPDATED_AT]: now }),
    })
  }

  #record(entity: Entity): StoredRecord {
    const { codec, keys, isShared, name, schemaVersion } = this.#model
    const record = Object.assign(codec.encode(entity), keys.derivedAttributes(entity))
    if (isShared) record[TYPE_MARKER] = name
    if (schemaVersion !== undefined) record[SCHEMA_VERSION] = schemaVersion
    return record
  }

  #carriesVersion(input: Values): boolean {
    return this.#model.firstVersion !== undefined && typeof input[VERSION] === 'number'
  }

  /** Holds where there is nothing yet, or its immutable attributes are those of the record. */
  #immutablesStay(record: StoredRecord): Condition | undefined {
    const { immutable, codec } = this.#model
    if (immutable.length === 0) return undefined
    const same = immutable.map((name): Condition => {
      const path = [codec.storedName(name)] as const
      const value = record[path[0]]
      return value === undefined ? { op: 'missing', path } : { op: 'eq', path, value }
    })
    return {
      op: 'or',
      conditions: [absentCondition(this.#model, Date.now()), allOf(...same) ?? { op: 'and', conditions: [] }],
    }
  }

  #deletion(key: Key, guard: WriteGuard, returns: 'before' | 'none'): DeleteWrite {
    const condition = guardCondition(guard)
    return { type: 'delete', key, returns, ...(condition && { condition }) }
  }
}

const isVersion = (version: number): Condition => ({ op: 'eq', path: [VERSION], value: version })

export const guardCondition = ({ condition, version }: WriteGuard): Condition | undefined =>
  allOf(condition, version === undefined ? undefined : isVersion(version))
