import type { Entity } from '../data/model/entity-codec.ts'
import { isMarkerOf } from '../data/model/type-marker.ts'
import type { ItemType, Model } from '../data/model/model.ts'
import type { TableDefinition } from '../data/model/table.ts'
import type { TableNameResolver } from '../data/table-name.ts'
import { itemIdentity, type ChangeRecord } from '../data/changes/change-record.ts'
import type { EntityEvent } from './entity-event.ts'
import { readEvent, Unreadable } from './event-reader.ts'
import { inLanes } from './lanes.ts'
import {
  nameOf,
  summarize,
  type ChangeOutcome,
  type PoisonChange,
  type RoutingResult,
} from './routing-result.ts'

/** Reacts to what happened to an entity. It may be called again for the same event, and fails by throwing. */
export type EventHandler<Item> = (event: EntityEvent<Item>) => Promise<void> | void

export interface ChangeRouterOptions {
  readonly tableName: TableNameResolver
  /** How many items may be worked on at a time. Default 8. */
  readonly concurrency?: number
}

interface Route {
  readonly model: Model
  readonly handlers: EventHandler<unknown>[]
}

interface Work {
  readonly route: Route
  readonly event: EntityEvent<Entity>
}

const DEFAULT_CONCURRENCY = 8

/** Turns changes of tables into events of entities, and brings each to the handlers of its model. */
export class ChangeRouter {
  readonly #tableName: TableNameResolver
  readonly #concurrency: number
  /** By deployed table name. */
  readonly #routes = new Map<string, Route[]>()

  constructor({ tableName, concurrency = DEFAULT_CONCURRENCY }: ChangeRouterOptions) {
    if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
      throw new Error(`concurrency must be a positive integer, not ${concurrency}`)
    }
    this.#tableName = tableName
    this.#concurrency = concurrency
  }

  /** The tables whose changes there are handlers for. */
  get tables(): readonly TableDefinition[] {
    return [...this.#routes.values()].flatMap(([first]) => (first ? [first.model.table] : []))
  }

  /**
   * Calls `handler` for every change of an entity of the model. Several handlers of a model run in the order in which
   * they were registered, each also when one before it fails.
   *
   * @throws Error when the table's stream is declared without both images, or items of the model could not be told
   *   from those of a model that is registered already
   */
  on<M extends Model>(model: M, handler: EventHandler<ItemType<M>>): this {
    const { base, stream, isShared } = model.table
    if (stream !== undefined && stream !== 'NEW_AND_OLD_IMAGES') {
      throw new Error(`Events of ${model.name} need both images, but table ${base} has stream ${stream}`)
    }
    const table = this.#tableName(base)
    const routes = this.#routes.get(table) ?? []
    let route = routes.find((each) => each.model === model)
    if (!route) {
      const rival = routes.find((each) => !isShared || shareNames(each.model, model))
      if (rival) {
        throw new Error(
          `Table ${base}: items of ${model.name} cannot be told from those of ${rival.model.name}`,
        )
      }
      route = { model, handlers: [] }
      routes.push(route)
      this.#routes.set(table, routes)
    }
    route.handlers.push(handler as EventHandler<unknown>)
    return this
  }

  /**
   * Handles changes in their order item by item; different items may run side by side. When a change fails, the
   * later ones of its item wait for it, and so fail too. Never rejects for what a record or a handler does.
   */
  async route(records: readonly ChangeRecord[]): Promise<RoutingResult> {
    const outcomes = new Array<ChangeOutcome>(records.length)
    const placed = records.map((record, position) => ({ record, position }))
    const laneOf = ({ record }: (typeof placed)[number]): string => itemIdentity(record)
    await inLanes(placed, laneOf, this.#concurrency, async (lane) => {
      let failed: string | undefined
      for (const { record, position } of lane) {
        const outcome = await this.#handle(record, failed)
        if (outcome.status === 'failed') failed ??= record.id
        outcomes[position] = outcome
      }
    })
    return summarize(outcomes)
  }

  /** Handles one change; the caller keeps the order. Never rejects for what the record or a handler does. */
  async routeOne(record: ChangeRecord): Promise<ChangeOutcome> {
    return this.#handle(record, undefined)
  }

  /** `failed` is the id of an earlier change of the same item that failed. */
  async #handle(record: ChangeRecord, failed: string | undefined): Promise<ChangeOutcome> {
    const routes = this.#routes.get(record.table)
    if (!routes) return { status: 'passed_over', reason: 'unknown_table' }
    const { work, poison } = read(routes, record)
    if (work.length > 0) {
      const isBlocked = failed !== undefined
      const errors = isBlocked ? [new Error(`The change ${failed} of the same item failed`)] : await run(work)
      if (errors.length > 0) {
        const error = errors.length > 1 ? new AggregateError(errors, 'Several handlers failed') : errors[0]
        return { status: 'failed', failure: { ...nameOf(record), error, isBlocked } }
      }
    }
    if (poison) return { status: 'poison', poison }
    return work.length > 0 ? { status: 'handled' } : { status: 'passed_over', reason: 'other_model' }
  }
}

/** What there is to do for a change: two events when an item of one model was replaced by one of another. */
function read(routes: readonly Route[], record: ChangeRecord): { work: Work[]; poison?: PoisonChange } {
  const work: Work[] = []
  let poison: PoisonChange | undefined
  for (const route of routes) {
    const event = readEvent(route.model, record)
    if (event instanceof Unreadable) {
      const { code, reason } = event
      poison ??= { ...nameOf(record), model: route.model.name, code, reason }
    } else if (event) {
      work.push({ route, event })
    }
  }
  // The item is gone for the one model before it is there for the other.
  const inOrder = work.toSorted(
    (a, b) => Number(b.event.kind === 'remove') - Number(a.event.kind === 'remove'),
  )
  return poison ? { work: inOrder, poison } : { work: inOrder }
}

/** The failures of the handlers: one that fails does not keep the others from their work. */
async function run(work: readonly Work[]): Promise<unknown[]> {
  const errors: unknown[] = []
  for (const { route, event } of work) {
    for (const handler of route.handlers) {
      try {
        await handler(event)
      } catch (error) {
        errors.push(error)
      }
    }
  }
  return errors
}

const shareNames = (one: Model, other: Model): boolean =>
  [one.name, ...one.formerNames].some((name) => isMarkerOf(other, name))
