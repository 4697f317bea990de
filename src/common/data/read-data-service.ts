import {
  AbstractDataService,
  type Filters,
  type Page,
  type PageOptions,
  type QueryOptions,
} from './abstract-data-service.ts'
import type { DataContext } from './data-context.ts'
import { EntityIdentity } from './entity-identity.ts'
import { EntityReader, type EntityPage } from './entity-reader.ts'
import type { Hooks } from './hooks.ts'
import type { Entity } from './model/entity-codec.ts'
import type { IndexNameType, InputType, ItemType, KeyType, Model } from './model/model.ts'
import { planQuery, type Plan } from './planner.ts'
import { notFound } from './refusals.ts'
import { scanSegments, type ScanOptions } from './scan.ts'
import type { PlannedGet } from './transaction.ts'
import type { GetOptions, IdOf, OrderOptions, Select } from './service-options.ts'

type Values = Readonly<Record<string, unknown>>

/** The reading half of `TableDataService`. With `select` only these attributes are fetched, and are what comes back. */
export abstract class ReadDataService<
  M extends Model,
  Item = ItemType<M>,
  Input = InputType<M>,
  Id = IdOf<KeyType<M>>,
> extends AbstractDataService<Item, Input, Id> {
  protected readonly context: DataContext
  readonly model: M
  protected readonly identity: EntityIdentity<Id>
  protected readonly hooks: Hooks<Item, Input, Id>
  readonly #reader: EntityReader

  constructor(model: M, context: DataContext, hooks: Hooks<Item, Input, Id> = {}) {
    super()
    this.context = context
    this.model = model
    this.identity = new EntityIdentity(model)
    this.hooks = hooks
    this.#reader = new EntityReader(model, context.store.table(model.table), context)
  }

  override async get(id: Id): Promise<Item | null>
  override async get<Name extends keyof Item>(
    id: Id,
    options: GetOptions<Item, Name>,
  ): Promise<Pick<Item, Name> | null>
  override async get(id: Id, { consistent, select }: GetOptions<Item> = {}): Promise<Item | null> {
    const entity = await this.#reader.get(this.identity.key(id), consistent, this.#fetched(select))
    return entity && this.#selected(entity, select)
  }

  /** A get that is checked now, and done together with others by `transactGet`. */
  planGet(id: Id): PlannedGet<Item>
  planGet<Name extends keyof Item>(id: Id, options: Select<Item, Name>): PlannedGet<Pick<Item, Name>>
  planGet(id: Id, { select }: Select<Item> = {}): PlannedGet<Item> {
    const planned = this.#reader.planGet(this.identity.key(id), this.#fetched(select))
    return {
      get: planned.get,
      entity: (record) => {
        const entity = planned.entity(record)
        return entity && this.#selected(entity, select)
      },
    }
  }

  /** @throws NotFoundError */
  async getOrThrow(id: Id): Promise<Item> {
    const found = await this.get(id)
    if (found === null) throw notFound(this.model, this.identity.values(id))
    return found
  }

  /** The entity as it is stored now. @throws NotFoundError */
  async refresh(entity: Item): Promise<Item> {
    return this.getOrThrow(this.identity.idOf(entity as Values))
  }

  async exists(id: Id): Promise<boolean> {
    return (await this.batchExists([id]))[0] ?? false
  }

  /** Entities in the order of the ids, null where there is none; any number of ids. */
  async batchGet(ids: readonly Id[]): Promise<(Item | null)[]>
  async batchGet<Name extends keyof Item>(
    ids: readonly Id[],
    options: Select<Item, Name>,
  ): Promise<(Pick<Item, Name> | null)[]>
  async batchGet(ids: readonly Id[], { select }: Select<Item> = {}): Promise<(Item | null)[]> {
    const keys = ids.map((id) => this.identity.key(id))
    const entities = await this.#reader.batchGet(keys, this.#fetched(select))
    return entities.map((entity) => entity && this.#selected(entity, select))
  }

  /** Which of the ids have an entity, in their order. */
  async batchExists(ids: readonly Id[]): Promise<boolean[]> {
    return this.#reader.batchExists(ids.map((id) => this.identity.key(id)))
  }

  override async list(options?: PageOptions): Promise<Page<Item>>
  override async list<Name extends keyof Item>(
    options: PageOptions & Select<Item, Name>,
  ): Promise<Page<Pick<Item, Name>>>
  override async list(options: PageOptions & Select<Item> = {}): Promise<Page<Item>> {
    const { select } = options
    return this.#page(await this.#reader.list({ ...options, select: this.#fetched(select) }), select)
  }

  override async query(filters: Filters<Item>, options?: QueryOptions<IndexNameType<M>>): Promise<Page<Item>>
  override async query<Name extends keyof Item>(
    filters: Filters<Item>,
    options: QueryOptions<IndexNameType<M>> & Select<Item, Name>,
  ): Promise<Page<Pick<Item, Name>>>
  override async query(
    filters: Filters<Item>,
    options: QueryOptions<IndexNameType<M>> & Select<Item> = {},
  ): Promise<Page<Item>> {
    const { select } = options
    return this.#page(
      await this.#reader.query(filters, { ...options, select: this.#fetched(select) }),
      select,
    )
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

  /**
   * About how many items the table holds, of all of its models and the expired ones with them: without reading it, and
   * as old and as rough as `TableDescription` says. Undefined when the table does not tell, or is not there.
   */
  async approximateCount(): Promise<number | undefined> {
    return (await this.context.store.describeTable(this.model.table))?.approximateItems
  }

  /** Every entity that passes the filters, read in parallel parts and no faster than asked; corrupt items are left out. */
  scan(filters?: Filters<Item>, options?: ScanOptions): AsyncGenerator<Item, void>
  scan<Name extends keyof Item>(
    filters: Filters<Item>,
    options: ScanOptions & Select<Item, Name>,
  ): AsyncGenerator<Pick<Item, Name>, void>
  scan(filters: Filters<Item> = {}, options: ScanOptions & Select<Item> = {}): AsyncGenerator<Item, void> {
    const segmentOf = (segment: { index: number; total: number }) =>
      this.#segment(filters, segment, options.select)
    return scanSegments(segmentOf, options)
  }

  /** How a query would be answered: by key, by which index, or by reading the table. */
  explain(
    filters: Filters<Item>,
    { index, select }: Pick<OrderOptions<IndexNameType<M>>, 'index'> & Select<Item> = {},
  ): Plan {
    return planQuery(this.model, filters, { index, select: this.#fetched(select) })
  }

  protected loaded(entity: Entity): Item {
    const { afterLoad } = this.hooks
    return afterLoad ? afterLoad(entity as Item) : (entity as Item)
  }

  async *#segment(
    where: Values,
    segment: { index: number; total: number },
    select: Names<Item>,
  ): AsyncGenerator<Item[], void> {
    for await (const entities of this.#reader.segment(where, segment, this.#fetched(select)))
      yield entities.map((each) => this.#selected(each, select))
  }

  /** A hook sees whole entities, whatever of them is asked for. */
  #fetched(select: Names<Item>): readonly string[] | undefined {
    return this.hooks.afterLoad ? undefined : (select as readonly string[] | undefined)
  }

  #selected(entity: Entity, select: Names<Item>): Item {
    const { afterLoad } = this.hooks
    if (!afterLoad) return entity as Item
    const loaded = afterLoad(entity as Item)
    return select ? pick(loaded, select) : loaded
  }

  #page({ items, rejected, nextCursor }: EntityPage, select: Names<Item>): Page<Item> {
    const isAsRead = !this.hooks.afterLoad
    const loaded = isAsRead ? (items as Item[]) : items.map((each) => this.#selected(each, select))
    return { items: loaded, rejected, nextCursor }
  }
}

type Names<T> = readonly (keyof T)[] | undefined

function pick<T>(entity: T, names: readonly (keyof T)[]): T {
  return Object.fromEntries(
    names.filter((name) => entity[name] !== undefined).map((name) => [name, entity[name]]),
  ) as T
}
