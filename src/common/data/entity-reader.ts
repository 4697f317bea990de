import type { PageOptions, QueryOptions, RejectedItem } from './abstract-data-service.ts'
import { readAll } from './batch.ts'
import type { DataContext } from './data-context.ts'
import { CorruptItemError, ValidationError } from './errors.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import { isLive, liveCondition } from './liveness.ts'
import { InvalidRecord, type Entity } from './model/entity-codec.ts'
import { positionOf } from './model/key-map.ts'
import { TYPE_MARKER, type Model } from './model/model.ts'
import { attributeTests, compileWhere } from './model/where-compiler.ts'
import { fillPage } from './paging.ts'
import { planQuery, type Plan } from './planner.ts'
import { PlannedRead } from './planned-read.ts'
import type { StoreTable } from './store/store.ts'
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
  async get(key: Key, consistent = true): Promise<Entity | null> {
    const record = await this.#table.get(key, { consistent })
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
    return keys.map((key) => {
      const record = found.get(nameOf(key))
      return record !== undefined && this.#isOurs(record)
    })
  }

  async list(options: PageOptions): Promise<EntityPage> {
    return this.#page({ kind: 'scan', filter: undefined }, options, 'list')
  }

  async query(where: Values, options: QueryOptions): Promise<EntityPage> {
    const plan = planQuery(this.#model, where, options.index)
    if (plan.kind === 'scan' && plan.filter) this.#observeScan(where)
    const binding = JSON.stringify(
      ['query', where, options.index ?? null, options.reverse ?? false],
      plainData,
    )
    return this.#page(plan, options, binding)
  }

  async count(where: Values): Promise<number> {
    const plan = planQuery(this.#model, where)
    const read = this.#planned(plan, {})
    if (plan.kind === 'get') return (await read.page(undefined, 1)).records.length
    let total = 0
    let after: Key | undefined
    do {
      const page = await read.count(after)
      total += page.matched
      after = page.next
    } while (after !== undefined)
    return total
  }

  /** Every entity of one part of the table, a page of the store at a time. */
  async *segment(where: Values, segment: { index: number; total: number }): AsyncGenerator<Entity[], void> {
    const wanted = allOf(this.#seen(), compileWhere(where, this.#model.codec))
    let after: Key | undefined
    do {
      const page = await this.#table.scan({
        segment,
        ...(wanted && { filter: wanted }),
        ...(after && { after }),
      })
      yield page.records.flatMap((record) => {
        const decoded = this.#decode(record)
        return decoded === null || isRejected(decoded) ? [] : [decoded]
      })
      after = page.next
    } while (after !== undefined)
  }

  async #page(plan: Plan, options: QueryOptions, binding: string): Promise<EntityPage> {
    const { limit = DEFAULT_LIMIT, cursor, onCorrupt = 'report' } = options
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new ValidationError('limit must be a positive integer', [
        { path: '/limit', message: 'must be positive' },
      ])
    }
    const { cursors } = this.#context
    const boundTo = `${this.#model.table.base}|${this.#model.name}|${binding}`
    const index =
      plan.kind === 'range' && plan.index ? this.#model.table.indexes[plan.index.index] : undefined
    const planned = this.#planned(plan, options)
    const { items, rejected, next } = await fillPage<Entity>({
      limit,
      after: cursor === undefined ? undefined : cursors.open(cursor, boundTo).after,
      isFiltered: planned.filter !== undefined,
      read: (after, count) => planned.page(after, count),
      decode: (record) => this.#decode(record),
      isRejected,
      positionOf: (record) => positionOf(record, this.#model.table.key, index),
    })
    const [first] = rejected
    if (first && onCorrupt === 'throw') throw this.#corrupt(first)
    return {
      items,
      rejected: onCorrupt === 'skip' ? [] : rejected,
      nextCursor: next ? cursors.seal({ after: next }, boundTo) : null,
    }
  }

  #planned(plan: Plan, options: QueryOptions): PlannedRead {
    return new PlannedRead(this.#table, plan, allOf(this.#seen(), plan.filter), options)
  }

  /** What every record that this model sees must be: its own, and alive. */
  #seen(): Condition | undefined {
    return allOf(this.#marker, liveCondition(this.#model, Date.now()))
  }

  #isOurs(record: StoredRecord): boolean {
    return (!this.#marker || matches(this.#marker, record)) && isLive(this.#model, record, Date.now())
  }

  async #records(keys: readonly Key[]): Promise<Map<string, StoredRecord>> {
    const distinct = new Map(keys.map((key) => [nameOf(key), key]))
    const records = await readAll(this.#table, [...distinct.values()], this.#context.store.limits.batchGet)
    return new Map(records.map((record) => [nameOf(positionOf(record, this.#model.table.key)), record]))
  }

  #entity(record: StoredRecord): Entity | null {
    const decoded = this.#decode(record)
    if (decoded === null || !isRejected(decoded)) return decoded
    throw this.#corrupt(decoded)
  }

  #corrupt({ key, reason }: RejectedItem): CorruptItemError {
    return new CorruptItemError(`Stored ${this.#model.name} is corrupt: ${reason}`, key, [])
  }

  #decode(record: StoredRecord): Entity | RejectedItem | null {
    const { codec, isShared, ttl, name, table } = this.#model
    if ((isShared || ttl !== undefined) && !this.#isOurs(record)) return null
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

/** JSON for what JSON has no form for. */
const plainData = (_name: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`
  return value instanceof Set ? [...value] : value
}
