import {
  AbstractDataService,
  type Filters,
  type Page,
  type PageOptions,
  type QueryOptions,
  type RejectedItem,
} from './abstract-data-service.ts'
import { writeAll } from './batch.ts'
import type { DataContext } from './data-context.ts'
import { EntityReader } from './entity-reader.ts'
import { EntityUpdater } from './entity-updater.ts'
import { EntityWriter, type WriteGuard } from './entity-writer.ts'
import { ValidationError } from './errors.ts'
import type { Where } from './expressions/where.ts'
import type { Entity } from './model/entity-codec.ts'
import type { InputType, ItemType, KeyType, Model } from './model/model.ts'
import { compileWhere } from './model/where-compiler.ts'
import type { Patch } from './patch.ts'
import { planQuery, type Plan } from './planner.ts'
import type { Key, StoredRecord } from './store/value.ts'
import type { PlannedWrite } from './transaction.ts'

/** The attributes of the key, or the bare value when the key is one attribute. */
export type IdOf<K> = keyof K extends infer Name extends keyof K
  ? [keyof K] extends [Name]
    ? K | (IsUnion<Name> extends true ? never : K[Name])
    : never
  : never
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never

/** Conditions of a write on the stored entity. */
export interface GuardOptions<T> {
  /** Only if the stored entity is like this. */
  readonly if?: Where<T> | undefined
  /** Only if the stored version is this one. */
  readonly version?: number | undefined
}

/** An entity that is checked and encoded, and not yet written. */
export interface PreparedEntity<T> {
  readonly entity: T
  readonly record: StoredRecord
}

type Values = Readonly<Record<string, unknown>>

/**
 * The data service of one model: the six operations of `AbstractDataService` and what a table adds to them. A feature
 * extends it with its own named operations.
 */
export class TableDataService<M extends Model> extends AbstractDataService<
  ItemType<M>,
  InputType<M>,
  IdOf<KeyType<M>>
> {
  protected readonly context: DataContext
  readonly model: M
  readonly #reader: EntityReader
  readonly #writer: EntityWriter
  readonly #updater: EntityUpdater

  constructor(model: M, context: DataContext) {
    super()
    const table = context.store.table(model.table)
    this.context = context
    this.model = model
    this.#reader = new EntityReader(model, table, context)
    this.#writer = new EntityWriter(model, table)
    this.#updater = new EntityUpdater(model, table, this.#writer)
  }

  override async get(id: IdOf<KeyType<M>>): Promise<ItemType<M> | null> {
    return this.#reader.get(this.#key(id)) as Promise<ItemType<M> | null>
  }

  /** @throws NotFoundError */
  async getOrThrow(id: IdOf<KeyType<M>>): Promise<ItemType<M>> {
    const found = await this.get(id)
    if (found === null) throw this.#writer.notFound(this.#idValues(id))
    return found
  }

  /** Entities in the order of the ids, null where there is none; any number of ids. */
  async batchGet(ids: readonly IdOf<KeyType<M>>[]): Promise<(ItemType<M> | null)[]> {
    return this.#reader.batchGet(ids.map((id) => this.#key(id))) as Promise<(ItemType<M> | null)[]>
  }

  /** @throws AlreadyExistsError */
  async create(input: InputType<M>): Promise<ItemType<M>> {
    return (await this.#writer.create(input as Values)) as ItemType<M>
  }

  override async save(input: InputType<M>): Promise<ItemType<M>> {
    return (await this.upsert(input)).entity
  }

  /** As `save`, and says whether the entity was new. */
  async upsert(input: InputType<M>): Promise<{ readonly entity: ItemType<M>; readonly created: boolean }> {
    const { entity, created } = await this.#writer.upsert(input as Values)
    return { entity: entity as ItemType<M>, created }
  }

  /** Which of the ids have an entity, in their order. */
  async batchExists(ids: readonly IdOf<KeyType<M>>[]): Promise<boolean[]> {
    return this.#reader.batchExists(ids.map((id) => this.#key(id)))
  }

  /** An entity checked and made ready for `batchWrite`. @throws ValidationError */
  prepare(input: InputType<M>): PreparedEntity<ItemType<M>> {
    const { entity, record } = this.#writer.batchRecord(input as Values)
    return { entity: entity as ItemType<M>, record }
  }

  /**
   * Creates or replaces any number of different entities, without conditions: versions of replaced ones start anew.
   * @throws ValidationError before anything is written, when two have the same key
   */
  async batchWrite(prepared: readonly PreparedEntity<ItemType<M>>[]): Promise<void> {
    this.#refuseTwins(prepared.map(({ entity }) => entity as Entity))
    const { store } = this.context
    const writes = prepared.map(({ record }) => ({ type: 'put', record }) as const)
    await writeAll(store.table(this.model.table), writes, store.limits.batchWrite)
  }

  /**
   * Changes an existing entity and returns it as it is then.
   * @throws NotFoundError, ConflictError (another version), ConditionFailedError, ValidationError
   */
  async update(
    id: IdOf<KeyType<M>>,
    patch: Patch<ItemType<M>, KeyType<M>>,
    options: GuardOptions<ItemType<M>> = {},
  ): Promise<ItemType<M>> {
    const updated = await this.#updater.update(this.#idValues(id), patch, this.#guard(options))
    return updated as ItemType<M>
  }

  override async delete(id: IdOf<KeyType<M>>, options: GuardOptions<ItemType<M>> = {}): Promise<boolean> {
    return this.#writer.delete(this.#key(id), this.#guard(options))
  }

  override async list(options: PageOptions = {}): Promise<Page<ItemType<M>>> {
    return this.#page(await this.#reader.list(options))
  }

  override async query(
    filters: Filters<ItemType<M>>,
    options: QueryOptions = {},
  ): Promise<Page<ItemType<M>>> {
    return this.#page(await this.#reader.query(filters, options))
  }

  override async count(filters?: Filters<ItemType<M>>): Promise<number> {
    return this.#reader.count(filters ?? {})
  }

  /** How a query would be answered: by key, by which index, or by reading the table. */
  explain(filters: Filters<ItemType<M>>, options: Pick<QueryOptions, 'index'> = {}): Plan {
    return planQuery(this.model, filters, options.index)
  }

  /** A create for a transaction: checked now, done by `transact`. */
  planCreate(input: InputType<M>): PlannedWrite<ItemType<M>> {
    return this.#writer.planCreate(input as Values) as unknown as PlannedWrite<ItemType<M>>
  }

  #refuseTwins(entities: readonly Entity[]): void {
    const seen = new Set<string>()
    for (const entity of entities) {
      const key = JSON.stringify(this.model.keys.key(entity))
      if (seen.has(key)) {
        throw new ValidationError(
          `Two ${this.model.name} items of the batch have the key ${this.#writer.name(entity)}`,
        )
      }
      seen.add(key)
    }
  }

  #page({
    items,
    rejected,
    nextCursor,
  }: {
    items: Entity[]
    rejected: RejectedItem[]
    nextCursor: string | null
  }) {
    return { items: items as ItemType<M>[], rejected, nextCursor }
  }

  #guard({ if: where, version }: GuardOptions<ItemType<M>>): WriteGuard {
    return { condition: where && compileWhere(where, this.model.codec), version }
  }

  #key(id: IdOf<KeyType<M>>): Key {
    return this.model.keys.key(this.#idValues(id))
  }

  #idValues(id: unknown): Values {
    if (typeof id === 'object' && id !== null) return id as Values
    const [name = ''] = this.model.keys.names
    return { [name]: id }
  }
}
