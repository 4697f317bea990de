import type { PageOptions, QueryOptions, RejectedItem } from './abstract-data-service.ts'
import { readAll } from './batch.ts'
import type { DataContext } from './data-context.ts'
import { CorruptItemError, ValidationError } from './errors.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import { InvalidRecord, type Entity } from './model/entity-codec.ts'
import { positionOf } from './model/key-map.ts'
import { TYPE_MARKER, type Model } from './model/model.ts'
import { attributeTests } from './model/where-compiler.ts'
import { fillPage } from './paging.ts'
import { planQuery, type Plan } from './planner.ts'
import type { RangeQuery, RecordPage, ScanQuery, StoreTable } from './store/store.ts'
import type { Key, StoredRecord } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>

export interface EntityPage {
  readonly items: Entity[]
  readonly rejected: RejectedItem[]
  readonly nextCursor: string | null
}

export const DEFAULT_LIMIT = 100

/** Reads entities of one model: by key, by page, by count; corrupt items are reported and left out. */
export class EntityReader {
  readonly #model: Model
  readonly #table: StoreTable
  readonly #context: DataContext
  /** In a shared table only this model's items are seen. */
  readonly #marker: Condition | undefined

  constructor(model: Model, table: StoreTable, context: DataContext) {
    this.#model = model
    this.#table = table
    this.#context = context
    this.#marker = model.isShared ? { op: 'eq', path: [TYPE_MARKER], value: model.name } : undefined
  }

  /** @throws CorruptItemError */
  async get(key: Key): Promise<Entity | null> {
    const record = await this.#table.get(key, { consistent: true })
    return record === undefined ? null : this.#entity(record)
  }

  async batchGet(keys: readonly Key[]): Promise<(Entity | null)[]> {
    const found = await this.#records(keys)
    return keys.map((key) => {
      const record = found.get(nameOf(key))
      return record === undefined ? null : this.#entity(record)
    })
  }

  async batchExists(keys: readonly Key[]): Promise<boolean[]> {
    const found = await this.#records(keys)
    return keys.map((key) => found.has(nameOf(key)))
  }

  async #records(keys: readonly Key[]): Promise<Map<string, StoredRecord>> {
    const distinct = new Map(keys.map((key) => [nameOf(key), key]))
    const records = await readAll(this.#table, [...distinct.values()], this.#context.store.limits.batchGet)
    return new Map(records.map((record) => [nameOf(positionOf(record, this.#model.table.key)), record]))
  }

  async list(options: PageOptions): Promise<EntityPage> {
    return this.#page({ kind: 'scan', filter: undefined }, options, 'list')
  }

  async query(where: Values, options: QueryOptions): Promise<EntityPage> {
    const plan = planQuery(this.#model, where, options.index)
    if (plan.kind === 'scan' && plan.filter) this.#observeScan(where)
    const binding = JSON.stringify(
      ['query', where, options.index ?? null, options.reverse ?? false],
      bigintAsText,
    )
    return this.#page(plan, options, binding)
  }

  async count(where: Values): Promise<number> {
    const plan = planQuery(this.#model, where)
    if (plan.kind === 'get') return (await this.#read(plan, undefined, 1)).records.length
    let total = 0
    let after: Key | undefined
    do {
      const page = await this.#table.count(this.#storeQuery(plan, after, undefined))
      total += page.matched
      after = page.next
    } while (after !== undefined)
    return total
  }

  async #page(plan: Plan, options: QueryOptions, binding: string): Promise<EntityPage> {
    const { limit = DEFAULT_LIMIT, cursor, reverse } = options
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new ValidationError('limit must be a positive integer', [
        { path: '/limit', message: 'must be positive' },
      ])
    }
    const { cursors } = this.#context
    const boundTo = `${this.#model.table.base}|${this.#model.name}|${binding}`
    const index =
      plan.kind === 'range' && plan.index ? this.#model.table.indexes[plan.index.index] : undefined
    const { items, rejected, next } = await fillPage<Entity>({
      limit,
      after: cursor === undefined ? undefined : cursors.open(cursor, boundTo).after,
      isFiltered: plan.filter !== undefined || this.#marker !== undefined,
      read: (after, count) => this.#read(plan, after, count, reverse),
      decode: (record) => this.#decode(record),
      isRejected,
      positionOf: (record) => positionOf(record, this.#model.table.key, index),
    })
    return { items, rejected, nextCursor: next ? cursors.seal({ after: next }, boundTo) : null }
  }

  async #read(plan: Plan, after: Key | undefined, limit: number, reverse?: boolean): Promise<RecordPage> {
    switch (plan.kind) {
      case 'get': {
        const record = await this.#table.get(plan.key, { consistent: true })
        const isFound = record !== undefined && (!plan.filter || matches(plan.filter, record))
        return { records: isFound ? [record] : [], read: 1 }
      }
      case 'range':
        return this.#table.range({ ...this.#rangeQuery(plan, after, limit), ...(reverse && { reverse }) })
      case 'scan':
        if (reverse) throw new ValidationError('Only a query by key or index has an order to reverse')
        return this.#table.scan(this.#scanQuery(plan, after, limit))
    }
  }

  #storeQuery(plan: Exclude<Plan, { kind: 'get' }>, after: Key | undefined, limit: number | undefined) {
    return plan.kind === 'range' ? this.#rangeQuery(plan, after, limit) : this.#scanQuery(plan, after, limit)
  }

  #rangeQuery(
    plan: Extract<Plan, { kind: 'range' }>,
    after: Key | undefined,
    limit: number | undefined,
  ): RangeQuery {
    const { pk, sk, index } = plan
    return {
      ...this.#scanQuery(plan, after, limit),
      pk,
      ...(sk && { sk }),
      ...(index && { index: index.index }),
    }
  }

  #scanQuery(
    plan: { filter: Condition | undefined },
    after: Key | undefined,
    limit: number | undefined,
  ): ScanQuery {
    const filter = allOf(this.#marker, plan.filter)
    return { ...(filter && { filter }), ...(after && { after }), ...(limit !== undefined && { limit }) }
  }

  #entity(record: StoredRecord): Entity | null {
    const decoded = this.#decode(record)
    if (decoded === null || !isRejected(decoded)) return decoded
    const { key, reason } = decoded
    throw new CorruptItemError(`Stored ${this.#model.name} is corrupt: ${reason}`, key, [])
  }

  #decode(record: StoredRecord): Entity | RejectedItem | null {
    const { codec, isShared, name, table } = this.#model
    if (isShared && record[TYPE_MARKER] !== name) return null
    const decoded = codec.decode(record)
    if (!(decoded instanceof InvalidRecord)) return decoded
    const key = positionOf(record, table.key)
    const { reason } = decoded
    this.#context.observe?.({ type: 'corrupt_item', model: name, key, reason })
    return new Rejected(key, reason)
  }

  #observeScan(where: Values): void {
    const attributes = [...new Set(attributeTests(where).map(({ name }) => name))]
    this.#context.observe?.({ type: 'scan', model: this.#model.name, attributes })
  }
}

class Rejected implements RejectedItem {
  readonly key: Key
  readonly reason: string

  constructor(key: Key, reason: string) {
    this.key = key
    this.reason = reason
  }
}

/** Equal for equal keys: key attributes always stand in the order of the table's declaration. */
const nameOf = (key: Key): string => JSON.stringify(key)

const isRejected = (decoded: Entity | RejectedItem): decoded is RejectedItem => decoded instanceof Rejected

const bigintAsText = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}n` : value
