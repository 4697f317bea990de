import { AlreadyExistsError, ConditionFailedError, ConflictError, NotFoundError } from './errors.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import type { Update } from './expressions/update.ts'
import type { Entity } from './model/entity-codec.ts'
import type { Model } from './model/model.ts'
import { TYPE_MARKER, VERSION } from './model/model.ts'
import type { PutWrite, StoreTable } from './store/store.ts'
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

/** Creates, replaces and deletes entities of one model: records, keys, versions, and what a failed condition means. */
export class EntityWriter {
  readonly #model: Model
  readonly #table: StoreTable

  constructor(model: Model, table: StoreTable) {
    this.#model = model
    this.#table = table
  }

  /** @throws AlreadyExistsError */
  async create(input: Values): Promise<Entity> {
    const planned = this.planCreate(input)
    await this.#write(planned)
    return planned.entity
  }

  planCreate(input: Values): PlannedWrite<Entity> & { readonly write: PutWrite } {
    const entity = this.#complete(input, this.#model.firstVersion?.())
    return {
      entity,
      write: {
        type: 'put',
        table: this.#model.table,
        record: this.#record(entity),
        condition: { op: 'missing', path: [this.#model.table.key.pk.name] },
      },
      failure: (cause) =>
        new AlreadyExistsError(`${this.#title} already exists: ${this.name(entity)}`, { cause }),
    }
  }

  /** Creates or replaces; over the entity's own version when it carries one. @throws ConflictError */
  async upsert(input: Values): Promise<Upserted> {
    const { firstVersion } = this.#model
    if (!firstVersion) return this.#replace(this.#complete(input, undefined))
    const version = input[VERSION]
    if (typeof version !== 'number') return this.#upsertNextVersion(this.#complete(input, firstVersion()))
    const entity = this.#complete(input, version + 1)
    await this.#write({
      entity,
      write: {
        type: 'put',
        table: this.#model.table,
        record: this.#record(entity),
        condition: isVersion(version),
      },
      failure: (cause) => this.#conflict(entity, cause),
    })
    return { entity, created: false }
  }

  /** A record for a batch: unconditional, so a versioned entity gets a new first version. */
  batchRecord(input: Values): { readonly entity: Entity; readonly record: StoredRecord } {
    const entity = this.#complete(input, this.#model.firstVersion?.())
    return { entity, record: this.#record(entity) }
  }

  /** True if it was there. @throws ConflictError or ConditionFailedError when it was, but not as the guard asks */
  async delete(key: Key, { condition, version }: WriteGuard): Promise<boolean> {
    const guard = allOf(condition, version === undefined ? undefined : isVersion(version))
    try {
      const { record } = await this.#table.write({
        type: 'delete',
        key,
        returns: 'before',
        ...(guard && { condition: guard }),
      })
      return record !== undefined
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error
      if (error.current === undefined) return false
      throw this.refusal(key, version, error)
    }
  }

  /** Why a guarded write of an item did not happen, in the caller's terms. */
  refusal(id: Values, version: number | undefined, cause: ConditionFailedError): Error {
    if (cause.current === undefined)
      return new NotFoundError(`${this.#title} not found: ${this.name(id)}`, { cause })
    if (version !== undefined && cause.current[VERSION] !== version) return this.#conflict(id, cause)
    return cause
  }

  notFound(id: Values): NotFoundError {
    return new NotFoundError(`${this.#title} not found: ${this.name(id)}`)
  }

  /** How messages name an entity: its key attributes. */
  name(values: Values): string {
    return this.#model.keys.names.map((name) => String(values[name])).join(' ')
  }

  get #title(): string {
    const { name } = this.#model
    return name.charAt(0).toUpperCase() + name.slice(1)
  }

  async #write({ write, failure }: PlannedWrite & { readonly write: PutWrite }): Promise<void> {
    try {
      await this.#table.write(write)
    } catch (error) {
      throw error instanceof ConditionFailedError ? failure(error) : error
    }
  }

  async #replace(entity: Entity): Promise<Upserted> {
    const { record } = await this.#table.write({
      type: 'put',
      record: this.#record(entity),
      returns: 'before',
    })
    return { entity, created: record === undefined }
  }

  /**
   * Replaces whatever is there and still counts its version on, in one atomic call: a plain put would set the version
   * back, and a writer that had seen the old number could then overwrite this one.
   */
  async #upsertNextVersion(entity: Entity): Promise<Upserted> {
    const record = this.#record(entity)
    const first = entity[VERSION] as number
    const { record: before } = await this.#table.write({
      type: 'update',
      key: this.#model.keys.key(entity),
      update: this.#replacement(record, first),
      returns: 'before',
    })
    const seen = before?.[VERSION]
    return {
      entity: { ...entity, [VERSION]: typeof seen === 'number' ? seen + 1 : first },
      created: before === undefined,
    }
  }

  #replacement(record: StoredRecord, first: number): Update {
    const { keys, codec, table } = this.#model
    const physicalKey = new Set([table.key.pk.name, table.key.sk?.name])
    const derived = keys.derivedNames
    const absent = [...codec.names, ...derived].filter((name) => !(name in record) && !physicalKey.has(name))
    return [
      ...Object.entries(record).flatMap(([name, value]) =>
        physicalKey.has(name) || name === VERSION ? [] : [{ action: 'set', path: [name], value } as const],
      ),
      ...absent.map((name) => ({ action: 'remove', path: [name] }) as const),
      { action: 'increment', path: [VERSION], by: 1, initial: first - 1 },
    ]
  }

  #complete(input: Values, version: number | undefined): Entity {
    return this.#model.codec.complete(input, version)
  }

  #record(entity: Entity): StoredRecord {
    const { codec, keys, isShared, name } = this.#model
    const record = Object.assign(codec.encode(entity), keys.derivedAttributes(entity))
    if (isShared) record[TYPE_MARKER] = name
    return record
  }

  #conflict(id: Values, cause: ConditionFailedError): ConflictError {
    return new ConflictError(`${this.#title} was changed by another writer: ${this.name(id)}`, { cause })
  }
}

export const isVersion = (version: number): Condition => ({ op: 'eq', path: [VERSION], value: version })
