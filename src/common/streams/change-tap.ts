import type { ChangeRecord } from '../data/changes/change-record.ts'
import type { ItemType, Model } from '../data/model/model.ts'
import type { TableDefinition } from '../data/model/table.ts'
import type { ChangeFeed, FeedPosition } from '../data/store/change-feed.ts'
import type { Store } from '../data/store/store.ts'
import type { TableNameResolver } from '../data/table-name.ts'
import { backoff, pause } from './backoff.ts'
import type { EntityEvent } from './entity-event.ts'
import { readEvent, Unreadable } from './event-reader.ts'

/** Hears of each event once. It returns at once, and what it throws is told to the observer of the tap. */
export type EventListener<Item> = (event: EntityEvent<Item>) => void

export type TapEvent =
  /** A change of the model that no event can be made of. */
  | { readonly type: 'change_unreadable'; readonly id: string | undefined; readonly reason: string }
  | { readonly type: 'listener_failed'; readonly model: string; readonly error: unknown }
  /** The store did not answer; the tap tries again, and goes on where it was. */
  | { readonly type: 'tap_interrupted'; readonly error: unknown }

export interface ChangeTapOptions {
  readonly store: Store
  readonly tableName: TableNameResolver
  /** The tables of all models that may be asked for. */
  readonly tables: readonly TableDefinition[]
  readonly observe?: (event: TapEvent) => void
}

interface Reader {
  readonly started: Promise<void>
  readonly stop: AbortController
}

const MAX_OUTAGE_MS = 2000

/**
 * What happens to entities, live and for as long as somebody listens: nothing is kept, and nothing is told twice. One
 * reader of the feed serves all listeners, and rests when there are none.
 */
export class ChangeTap {
  readonly #options: ChangeTapOptions
  readonly #feed: ChangeFeed
  readonly #listeners = new Map<Model, Set<EventListener<unknown>>>()
  #reader: Reader | undefined

  /** @throws Error for a table without a stream */
  constructor(options: ChangeTapOptions) {
    this.#options = options
    this.#feed = options.store.changes(options.tables)
  }

  /**
   * From when the promise resolves on, `listener` hears of every change of an entity of the model that is committed.
   * @returns what ends it
   * @throws DataError when the store does not answer
   */
  async subscribe<M extends Model>(model: M, listener: EventListener<ItemType<M>>): Promise<() => void> {
    const own: EventListener<unknown> = (event) => {
      listener(event as EntityEvent<ItemType<M>>)
    }
    const listeners = this.#listeners.get(model) ?? new Set()
    this.#listeners.set(model, listeners.add(own))
    const end = (): void => {
      listeners.delete(own)
      if (listeners.size === 0 && this.#listeners.get(model) === listeners) this.#listeners.delete(model)
      if (this.#listeners.size === 0) this.close()
    }
    try {
      this.#reader ??= this.#start()
      await this.#reader.started
      return end
    } catch (error) {
      end()
      throw error
    }
  }

  /** Ends the reader; listeners hear nothing more. */
  close(): void {
    this.#reader?.stop.abort()
    this.#reader = undefined
    this.#listeners.clear()
  }

  #start(): Reader {
    const stop = new AbortController()
    const position = this.#feed.end()
    position.then(
      (from) => this.#run(from, stop.signal),
      () => undefined,
    )
    return { started: position.then(() => undefined), stop }
  }

  async #run(from: FeedPosition, signal: AbortSignal): Promise<void> {
    const watch = this.#feed.watch()
    signal.addEventListener('abort', () => {
      watch.close()
    })
    let position = from
    for (let outages = 0; !signal.aborted;) {
      try {
        const batch = await this.#feed.read(position)
        outages = 0
        position = batch.next
        for (const { id, message } of batch.malformed)
          this.#tell({ type: 'change_unreadable', id, reason: message })
        for (const change of batch.changes) this.#deliver(change)
        if (batch.isEnd) await watch.next()
      } catch (error) {
        outages++
        this.#tell({ type: 'tap_interrupted', error })
        await pause(backoff(outages, 100, MAX_OUTAGE_MS), signal)
      }
    }
    watch.close()
  }

  /** However many listen, a change is decoded once a model. */
  #deliver(change: ChangeRecord): void {
    for (const [model, listeners] of this.#listeners) {
      if (this.#options.tableName(model.table.base) !== change.table) continue
      const event = readEvent(model, change)
      if (event instanceof Unreadable) {
        this.#tell({ type: 'change_unreadable', id: change.id, reason: `${model.name}: ${event.reason}` })
      } else if (event) {
        for (const listener of listeners)
          this.#call(model, () => {
            listener(event)
          })
      }
    }
  }

  #call(model: Model, call: () => void): void {
    try {
      call()
    } catch (error) {
      this.#tell({ type: 'listener_failed', model: model.name, error })
    }
  }

  #tell(event: TapEvent): void {
    this.#options.observe?.(event)
  }
}
