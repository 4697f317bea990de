import type { Where } from './expressions/where.ts'

/** One page of entities. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Give it to the same call for the next page; null after the last one. */
  readonly nextCursor: string | null
  /** Stored items that do not fit the model, by key: reported here, never among `items`. */
  readonly rejected: readonly RejectedItem[]
}

export interface RejectedItem {
  readonly key: Readonly<Record<string, unknown>>
  readonly reason: string
}

export interface PageOptions {
  /** How many entities to return, also under a filter. Default 100. */
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  /** Read what every finished write has written; only the table can, not a global index. */
  readonly consistent?: boolean | undefined
  /**
   * What a stored item does that does not fit its model: `report` leaves it out and names it in `rejected` (the
   * default), `skip` leaves it out, `throw` fails the call.
   */
  readonly onCorrupt?: 'report' | 'skip' | 'throw' | undefined
}

export interface QueryOptions<IndexName extends string = string> extends PageOptions {
  /** Use this index of the model instead of the one that serves the filters best. */
  readonly index?: IndexName | undefined
  /** From the last key to the first. */
  readonly reverse?: boolean | undefined
}

/** What a query asks of the entities: equality by value, or operators; see `Where`. */
export type Filters<T> = Where<T>

/**
 * What every data service offers, whatever keeps the data. Routes depend on this, so a feature's store can change
 * without them.
 *
 * `T` is an entity as it is read, `Input` as it is given (defaults and nullable attributes may be left out), `Id` what
 * names one.
 */
export abstract class AbstractDataService<T, Input = T, Id = string> {
  /** The entity, or null when there is none. Any other failure is thrown, never taken for absence. */
  abstract get(id: Id): Promise<T | null>

  /**
   * Creates or replaces, and returns what was stored. An entity that carries a version is saved only over that version.
   * @throws ConflictError when the stored version is another one, or gone
   */
  abstract save(entity: Input): Promise<T>

  /** True if it was there. */
  abstract delete(id: Id): Promise<boolean>

  /** A page in the order of the store. @throws BadCursorError */
  abstract list(options?: PageOptions): Promise<Page<T>>

  /** As `list`, but only entities that pass the filters. @throws BadCursorError */
  abstract query(filters: Filters<T>, options?: QueryOptions): Promise<Page<T>>

  /** How many there are: exact, so it reads them all. */
  abstract count(filters?: Filters<T>): Promise<number>
}
