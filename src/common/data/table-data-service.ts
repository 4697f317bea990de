import { writeAll } from './batch.ts'
import type { DataContext } from './data-context.ts'
import { diff } from './diff.ts'
import { EntityUpdater } from './entity-updater.ts'
import { EntityWriter, type WriteGuard } from './entity-writer.ts'
import { ValidationError } from './errors.ts'
import type { Where } from './expressions/where.ts'
import type { Hooks } from './hooks.ts'
import type { Entity } from './model/entity-codec.ts'
import { VERSION, type InputType, type ItemType, type KeyType, type Model } from './model/model.ts'
import { compileWhere } from './model/where-compiler.ts'
import type { Patch } from './patch.ts'
import { ReadDataService } from './read-data-service.ts'
import { entityName } from './refusals.ts'
import type { GuardOptions, IdOf, PreparedEntity } from './service-options.ts'
import type { BatchWrite } from './store/store.ts'
import type { PlannedWrite } from './transaction.ts'
import { updateOrCreate } from './update-or-create.ts'

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
> extends ReadDataService<M, Item, Input, Id> {
  readonly #writer: EntityWriter
  readonly #updater: EntityUpdater

  constructor(model: M, context: DataContext, hooks: Hooks<Item, Input, Id> = {}) {
    super(model, context, hooks)
    const table = context.store.table(model.table)
    this.#writer = new EntityWriter(model, table)
    this.#updater = new EntityUpdater(model, table)
  }

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
    const updated = await this.#updater.update(this.identity.values(id), patch, this.#guard(options))
    return this.loaded(updated)
  }

  /**
   * Changes an existing entity by `patch`, or creates it from `input`. Unlike `save`, it keeps what the patch does not
   * name: the two descriptions of the entity never mix.
   * @throws ValidationError when `input` has another key, and what `update` throws
   */
  async updateOrCreate(id: Id, patch: Patch<Item, KeyType<M>>, input: Input): Promise<Item> {
    const key = this.identity.key(this.identity.idOf(input as Values))
    if (JSON.stringify(this.identity.key(id)) !== JSON.stringify(key))
      throw new ValidationError(`The ${this.model.name} to create has another key than the one to change`)
    return updateOrCreate(
      () => this.update(id, patch),
      () => this.create(input),
    )
  }

  /**
   * Writes what differs between an entity as it was read and as it is now; over the version read, when there is one.
   * @throws ConflictError when somebody else changed it since, and what `update` throws
   */
  async updateFrom(before: Item, after: Item): Promise<Item> {
    const patch = diff(this.model, before as Values, after as Values)
    if (!patch) return before
    const version = (before as { version?: number })[VERSION]
    const updated = await this.#updater.update(
      this.identity.values(this.identity.idOf(before as Values)),
      patch,
      {
        condition: undefined,
        version,
      },
    )
    return this.loaded(updated)
  }

  override async delete(id: Id, options: GuardOptions<Item> = {}): Promise<boolean> {
    await this.hooks.beforeDelete?.(id)
    const isDeleted = await this.#writer.delete(
      this.identity.key(id),
      this.identity.values(id),
      this.#guard(options),
    )
    if (isDeleted) await this.hooks.afterDelete?.(id)
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
    const keys = new Map(ids.map((id) => [JSON.stringify(this.identity.key(id)), this.identity.key(id)]))
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
    return this.#updater.plan(this.identity.values(id), patch, this.#guard(options))
  }

  planDelete(id: Id, options: GuardOptions<Item> = {}): PlannedWrite {
    return this.#writer.planDelete(this.identity.key(id), this.identity.values(id), this.#guard(options))
  }

  /** Nothing is written: the transaction fails unless the entity is there and as asked. */
  planCheck(id: Id, options: GuardOptions<Item> = {}): PlannedWrite {
    return this.#writer.planCheck(this.identity.key(id), this.identity.values(id), this.#guard(options))
  }

  // ----

  async #saved(write: (input: Values) => Promise<Entity>, input: Input): Promise<Item> {
    const { beforeSave, afterSave } = this.hooks
    const given = beforeSave ? await beforeSave(input) : input
    const entity = (await write(given as Values)) as Item
    await afterSave?.(entity)
    return entity
  }

  async #writeAll(writes: readonly BatchWrite[]): Promise<void> {
    const { store } = this.context
    await writeAll(store.table(this.model.table), writes, store.limits.batchWrite)
  }

  #refuseTwins(entities: readonly Values[]): void {
    const seen = new Set<string>()
    for (const entity of entities) {
      const key = JSON.stringify(this.model.keys.key(entity))
      if (seen.has(key)) {
        throw new ValidationError(
          `Two ${this.model.name} items of the batch have the key ${entityName(this.model, entity)}`,
        )
      }
      seen.add(key)
    }
  }

  #guard({ if: where, version }: GuardOptions<Item>): WriteGuard {
    return { condition: where && compileWhere(where, this.model.codec), version }
  }
}
