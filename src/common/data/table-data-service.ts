import {
  AbstractDataService,
  type Filters,
  type Page,
  type PageOptions,
  type QueryOptions,
} from './abstract-data-service.ts'
import { writeAll } from './batch.ts'
import type { DataContext } from './data-context.ts'
import { diff } from './diff.ts'
import { EntityReader, type EntityPage } from './entity-reader.ts'
import { EntityUpdater } from './entity-updater.ts'
import { EntityWriter, type WriteGuard } from './entity-writer.ts'
import { ValidationError } from './errors.ts'
import type { Where } from './expressions/where.ts'
import type { Hooks } from './hooks.ts'
import type { Entity } from './model/entity-codec.ts'
import {
  VERSION,
  type IndexNameType,
  type InputType,
  type ItemType,
  type KeyType,
  type Model,
} from './model/model.ts'
import { compileWhere } from './model/where-compiler.ts'
import type { Patch } from './patch.ts'
import { planQuery, type Plan } from './planner.ts'
import { scanSegments, type ScanOptions } from './scan.ts'
import type { GetOptions, GuardOptions, IdOf, OrderOptions, PreparedEntity } from './service-options.ts'
import type { BatchWrite } from './store/store.ts'
import type { Key } from './store/value.ts'
import type { PlannedWrite } from './transaction.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The data service of one model: the six operations of `AbstractDataService` and what a table adds to them. A feature
 * extends it with its own named operations.
 *
 * Everything fails with the taxonomy of `errors.ts` alone.
 */
export class TableDataService<
  M extends Model,
  Item = ItemType<M>,
  Input = InputType<M>,
  Id = IdOf<KeyType<M>>,
> extends AbstractDataService<Item, Input, Id> {
  protected readonly context: DataContext
  readonly model: M
  readonly #reader: EntityReader
  readonly #writer: EntityWriter
  readonly #updater: EntityUpdater
  readonly #hooks: Hooks<Item, Input, Id>

  constructor(model: M, context: DataContext, hooks: Hooks<Item, Input, Id> = {}) {
    super()
    const table = context.store.table(model.table)
    this.context = context
    this.model = model
    this.#hooks = hooks
    this.#reader = new EntityReader(model, table, context)
    this.#writer = new EntityWriter(model, table)
    this.#updater = new EntityUpdater(model, table, this.#writer)
  }

  // ---- reading

  override async get(id: Id): Promise<Item | null>
  override async get<Name extends keyof Item>(
    id: Id,
    options: GetOptions<Item, Name>,
  ): Promise<Pick<Item, Name> | null>
  override async get(id: Id, options?: GetOptions<Item>): Promise<Item | null> {
    const entity = await this.#reader.get(this.#key(id), options?.consistent)
    if (entity === null) return null
    const loaded = this.#loaded(entity)
    return options?.select ? pick(loaded, options.select) : loaded
  }

  /** @throws NotFoundError */
  async getOrThrow(id: Id): Promise<Item> {
    const found = await this.get(id)
    if (found === null) throw this.#writer.notFound(this.#idValues(id))
    return found
  }

  /** The entity as it is stored now. @throws NotFoundError */
  async refresh(entity: Item): Promise<Item> {
    return this.getOrThrow(this.#idOf(entity as Values))
  }

  async exists(id: Id): Promise<boolean> {
    return (await this.#reader.batchExists([this.#key(id)]))[0] ?? false
  }

  /** Entities in the order of the ids, null where there is none; any number of ids. */
  async batchGet(ids: readonly Id[]): Promise<(Item | null)[]> {
    const entities = await this.#reader.batchGet(ids.map((id) => this.#key(id)))
    return entities.map((entity) => entity && this.#loaded(entity))
  }

  /** Which of the ids have an entity, in their order. */
  async batchExists(ids: readonly Id[]): Promise<boolean[]> {
    return this.#reader.batchExists(ids.map((id) => this.#key(id)))
  }

  override async list(options: PageOptions = {}): Promise<Page<Item>> {
    return this.#page(await this.#reader.list(options))
  }

  override async query(
    filters: Filters<Item>,
    options: QueryOptions<IndexNameType<M>> = {},
  ): Promise<Page<Item>> {
    return this.#page(await this.#reader.query(filters, options))
  }

  /** The first in key order, or null. */
  async first(filters: Filters<Item>, options: OrderOptions<IndexNameType<M>> = {}): Promise<Item | null> {
    return (await this.query(filters, { ...options, limit: 1 })).items[0] ?? null
  }

  /** The last in key order, or null; the filter must be served by a key or index. */
  async last(filters: Filters<Item>, options: OrderOptions<IndexNameType<M>> = {}): Promise<Item | null> {
    return (await this.query(filters, { ...options, limit: 1, reverse: true })).items[0] ?? null
  }

  override async count(filters?: Filters<Item>): Promise<number> {
    return this.#reader.count(filters ?? {})
  }

  /** Every entity that passes the filters, read in parallel parts and no faster than asked; corrupt items are left out. */
  scan(filters: Filters<Item> = {}, options: ScanOptions = {}): AsyncGenerator<Item, void> {
    const segmentOf = (segment: { index: number; total: number }) => this.#segment(filters, segment)
    return scanSegments(segmentOf, options)
  }

  /** How a query would be answered: by key, by which index, or by reading the table. */
  explain(filters: Filters<Item>, options: Pick<OrderOptions<IndexNameType<M>>, 'index'> = {}): Plan {
    return planQuery(this.model, filters, options.index)
  }

  // ---- writing

  /** @throws AlreadyExistsError */
  async create(input: Input): Promise<Item> {
    return this.#saved(async (given) => this.#writer.create(given), input)
  }

  override async save(input: Input, options: { readonly if?: Where<Item> | undefined } = {}): Promise<Item> {
    return (await this.upsert(input, options)).entity
  }

  /** As `save`, and says whether the entity was new. */
  async upsert(
    input: Input,
    options: { readonly if?: Where<Item> | undefined } = {},
  ): Promise<{ readonly entity: Item; readonly created: boolean }> {
    const condition = this.#guard(options).condition
    let created = false
    const entity = await this.#saved(async (given) => {
      const result = await this.#writer.upsert(given, condition)
      created = result.created
      return result.entity
    }, input)
    return { entity, created }
  }

  /**
   * Changes an existing entity and returns it as it is then.
   * @throws NotFoundError, ConflictError (another version), ConditionFailedError, ValidationError
   */
  async update(id: Id, patch: Patch<Item, KeyType<M>>, options: GuardOptions<Item> = {}): Promise<Item> {
    const updated = await this.#updater.update(this.#idValues(id), patch, this.#guard(options))
    return this.#loaded(updated)
  }

  /**
   * Writes what differs between an entity as it was read and as it is now; over the version read, when there is one.
   * @throws ConflictError when somebody else changed it since, and what `update` throws
   */
  async updateFrom(before: Item, after: Item): Promise<Item> {
    const patch = diff(this.model, before as Values, after as Values)
    if (!patch) return before
    const version = (before as { version?: number })[VERSION]
    const updated = await this.#updater.update(this.#idValues(this.#idOf(before as Values)), patch, {
      condition: undefined,
      version,
    })
    return this.#loaded(updated)
  }

  override async delete(id: Id, options: GuardOptions<Item> = {}): Promise<boolean> {
    await this.#hooks.beforeDelete?.(id)
    const isDeleted = await this.#writer.delete(this.#key(id), this.#idValues(id), this.#guard(options))
    if (isDeleted) await this.#hooks.afterDelete?.(id)
    return isDeleted
  }

  /** An entity checked and made ready for `batchWrite`. @throws ValidationError */
  prepare(input: Input): PreparedEntity<Item> {
    const { entity, record } = this.#writer.batchRecord(input as Values)
    return { entity: entity as Item, record }
  }

  /**
   * Creates or replaces any number of different entities, without conditions and hooks: versions of replaced ones start
   * anew.
   * @throws ValidationError before anything is written, when two have the same key
   */
  async batchWrite(prepared: readonly PreparedEntity<Item>[]): Promise<void> {
    this.#refuseTwins(prepared.map(({ entity }) => entity as Values))
    await this.#writeAll(prepared.map(({ record }) => ({ type: 'put', record }) as const))
  }

  /** Deletes any number of entities, without conditions and hooks; ids that name nobody are passed over. */
  async batchDelete(ids: readonly Id[]): Promise<void> {
    const keys = new Map(ids.map((id) => [JSON.stringify(this.#key(id)), this.#key(id)]))
    await this.#writeAll([...keys.values()].map((key) => ({ type: 'delete', key }) as const))
  }

  // ---- transactions: each is checked now, and done by `transact`

  planCreate(input: Input): PlannedWrite<Item> {
    return this.#writer.planCreate(input as Values) as PlannedWrite as PlannedWrite<Item>
  }

  planSave(input: Input, options: { readonly if?: Where<Item> | undefined } = {}): PlannedWrite<Item> {
    const planned = this.#writer.planSave(input as Values, this.#guard(options).condition)
    return { ...planned, write: { ...planned.write, returns: 'none' } } as PlannedWrite as PlannedWrite<Item>
  }

  planUpdate(id: Id, patch: Patch<Item, KeyType<M>>, options: GuardOptions<Item> = {}): PlannedWrite {
    return this.#updater.plan(this.#idValues(id), patch, this.#guard(options))
  }

  planDelete(id: Id, options: GuardOptions<Item> = {}): PlannedWrite {
    return this.#writer.planDelete(this.#key(id), this.#idValues(id), this.#guard(options))
  }

  /** Nothing is written: the transaction fails unless the entity is there and as asked. */
  planCheck(id: Id, options: GuardOptions<Item> = {}): PlannedWrite {
    return this.#writer.planCheck(this.#key(id), this.#idValues(id), this.#guard(options))
  }

  // ----

  async #saved(write: (input: Values) => Promise<Entity>, input: Input): Promise<Item> {
    const { beforeSave, afterSave } = this.#hooks
    const given = beforeSave ? await beforeSave(input) : input
    const entity = (await write(given as Values)) as Item
    await afterSave?.(entity)
    return entity
  }

  async *#segment(where: Values, segment: { index: number; total: number }): AsyncGenerator<Item[], void> {
    for await (const entities of this.#reader.segment(where, segment))
      yield entities.map((each) => this.#loaded(each))
  }

  async #writeAll(writes: readonly BatchWrite[]): Promise<void> {
    const { store } = this.context
    await writeAll(store.table(this.model.table), writes, store.limits.batchWrite)
  }

  #loaded(entity: Entity): Item {
    const { afterLoad } = this.#hooks
    return afterLoad ? afterLoad(entity as Item) : (entity as Item)
  }

  #page({ items, rejected, nextCursor }: EntityPage): Page<Item> {
    const { afterLoad } = this.#hooks
    return { items: afterLoad ? (items as Item[]).map(afterLoad) : (items as Item[]), rejected, nextCursor }
  }

  #refuseTwins(entities: readonly Values[]): void {
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

  #guard({ if: where, version }: GuardOptions<Item>): WriteGuard {
    return { condition: where && compileWhere(where, this.model.codec), version }
  }

  #key(id: Id): Key {
    return this.model.keys.key(this.#idValues(id))
  }

  #idValues(id: Id): Values {
    if (typeof id === 'object' && id !== null) return id as Values
    const [name = ''] = this.model.keys.names
    return { [name]: id }
  }

  #idOf(entity: Values): Id {
    return Object.fromEntries(this.model.keys.names.map((name) => [name, entity[name]])) as Id
  }
}

function pick<T>(entity: T, names: readonly (keyof T)[]): T {
  return Object.fromEntries(names.map((name) => [name, entity[name]])) as T
}
