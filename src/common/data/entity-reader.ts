import type { QueryOptions } from './abstract-data-service.ts'
import { readAll } from './batch.ts'
import { readCursorPage, type CursorPage } from './cursor-page.ts'
import type { DataContext } from './data-context.ts'
import { EntityDecoder, Rejected, type Selection } from './entity-decoder.ts'
import { allOf } from './expressions/condition.ts'
import { keyName } from './key-name.ts'
import type { Entity } from './model/entity-codec.ts'
import { positionOf } from './model/key-map.ts'
import type { Model } from './model/model.ts'
import { attributeTests, compileWhere } from './model/where-compiler.ts'
import { planQuery, type Plan } from './planner.ts'
import { PlannedRead } from './planned-read.ts'
import type { StoreTable } from './store/store.ts'
import type { PlannedGet } from './transaction.ts'
import type { Key, StoredRecord } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>

export type EntityPage = CursorPage<Entity>

/** Options of a page, with what to read of each entity. */
export type ReadPageOptions = QueryOptions & { readonly select?: Selection }

/** Reads entities of one model: by key, by page, by count; corrupt items are reported and left out. */
export class EntityReader {
  readonly #model: Model
  readonly #table: StoreTable
  readonly #context: DataContext
  readonly #decoder: EntityDecoder

  constructor(model: Model, table: StoreTable, context: DataContext) {
    this.#model = model
    this.#table = table
    this.#context = context
    this.#decoder = new EntityDecoder(model, context.observe)
  }

  /** @throws CorruptItemError */
  async get(key: Key, consistent = true, select?: Selection): Promise<Entity | null> {
    const attributes = this.#decoder.attributes(select)
    const record = await this.#table.get(key, { consistent, ...(attributes && { attributes }) })
    return this.#decoder.entity(record, select)
  }

  /** A get for a snapshot of several items. */
  planGet(key: Key, select?: Selection): PlannedGet<Entity> {
    const attributes = this.#decoder.attributes(select)
    return {
      get: { table: this.#model.table, key, ...(attributes && { attributes }) },
      entity: (record) => this.#decoder.entity(record, select),
    }
  }

  async batchGet(keys: readonly Key[], select?: Selection): Promise<(Entity | null)[]> {
    const records = await this.#records(keys, select)
    return records.map((record) => this.#decoder.entity(record, select))
  }

  async batchExists(keys: readonly Key[]): Promise<boolean[]> {
    const records = await this.#records(keys, [])
    return records.map((record) => record !== undefined && this.#decoder.isOurs(record))
  }

  async list(options: ReadPageOptions): Promise<EntityPage> {
    return this.#page({ kind: 'scan', filter: undefined }, options, 'list')
  }

  async query(where: Values, options: ReadPageOptions): Promise<EntityPage> {
    const plan = planQuery(this.#model, where, options)
    if (plan.kind === 'scan' && plan.filter) this.#observeScan(where)
    // A position in one index means nothing in another, which a new release or a selection may choose.
    const way = plan.kind === 'range' ? (plan.index?.index ?? 'table') : plan.kind
    const binding = JSON.stringify(['query', where, way, options.reverse ?? false], plainData)
    return this.#page(plan, options, binding)
  }

  async count(where: Values): Promise<number> {
    const plan = planQuery(this.#model, where, { select: [] })
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
  async *segment(
    where: Values,
    segment: { index: number; total: number },
    select?: Selection,
  ): AsyncGenerator<Entity[], void> {
    const attributes = this.#decoder.attributes(select)
    const wanted = allOf(this.#decoder.seen(), compileWhere(where, this.#model.codec))
    let after: Key | undefined
    do {
      const page = await this.#table.scan({
        segment,
        ...(wanted && { filter: wanted }),
        ...(attributes && { attributes }),
        ...(after && { after }),
      })
      yield page.records.flatMap((record) => {
        const decoded = this.#decoder.decode(record, select)
        return decoded === null || decoded instanceof Rejected ? [] : [decoded]
      })
      after = page.next
    } while (after !== undefined)
  }

  async #page(plan: Plan, options: ReadPageOptions, binding: string): Promise<EntityPage> {
    const { select } = options
    const { table, name } = this.#model
    const index = plan.kind === 'range' && plan.index ? table.indexes[plan.index.index] : undefined
    const planned = this.#planned(plan, options, this.#decoder.attributes(select, index))
    const walk = {
      boundTo: `${table.base}|${name}|${binding}`,
      isFiltered: planned.filter !== undefined,
      read: (after: Key | undefined, count: number) => planned.page(after, count),
      decode: (record: StoredRecord) => this.#decoder.decode(record, select),
      positionOf: (record: StoredRecord) => positionOf(record, table.key, index),
      corrupt: (rejected: Rejected) => this.#decoder.corrupt(rejected),
    }
    return readCursorPage(this.#context.cursors, walk, options)
  }

  #planned(plan: Plan, options: QueryOptions, attributes?: readonly string[]): PlannedRead {
    return new PlannedRead(this.#table, plan, allOf(this.#decoder.seen(), plan.filter), options, attributes)
  }

  /** In the order of the keys, undefined where there is none. */
  async #records(keys: readonly Key[], select: Selection): Promise<(StoredRecord | undefined)[]> {
    const schema = this.#model.table.key
    const names = keys.map((key) => keyName(schema, key))
    const distinct = new Map(keys.map((key, position) => [names[position] ?? '', key]))
    const attributes = this.#decoder.attributes(select)
    const { batchGet } = this.#context.store.limits
    const records = await readAll(this.#table, [...distinct.values()], batchGet, attributes && { attributes })
    const found = new Map(records.map((record) => [keyName(schema, record), record]))
    return names.map((name) => found.get(name))
  }

  #observeScan(where: Values): void {
    const attributes = [...new Set(attributeTests(where).map(({ name }) => name))]
    this.#context.observe?.({ type: 'scan', model: this.#model.name, attributes })
  }
}

/** JSON for what JSON has no form for. */
const plainData = (_name: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`
  return value instanceof Set ? [...value] : value
}
