import { setTimeout as delay } from 'node:timers/promises'
import type { Condition } from './expressions/condition.ts'
import { ConditionFailedError } from './errors.ts'
import type { TableDefinition } from './model/table.ts'
import type { Store, StoreTable } from './store/store.ts'
import type { Key, StoredRecord } from './store/value.ts'

/** Records read at a time; with the pause it bounds what the sweep costs, whatever a table holds. */
const PAGE = 200
const PAUSE_MS = 1_000
/** After a walk of all tables, and after a failure. */
const REST_MS = 60_000

export interface ExpirySweepOptions {
  readonly store: Store
  readonly tables: readonly TableDefinition[]
  /** Between two pages; 1 s. */
  readonly pauseMs?: number
  /** Between two walks; a minute. */
  readonly restMs?: number
  /** Told of a walk that failed; the next one begins anew. */
  readonly observe?: (event: { readonly type: 'sweep_failed'; readonly error: unknown }) => void
}

/**
 * Deletes expired items where the backend does not do so itself, as DynamoDB does: nobody sees them, but they take up
 * room. Slow on purpose: 200 records a second, so that a million take an hour and a half. Several processes may sweep
 * the same tables.
 */
export class ExpirySweep {
  readonly #options: ExpirySweepOptions
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined

  constructor(options: ExpirySweepOptions) {
    this.#options = options
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Waits for the page in hand. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  /** Walks every table once. How many items were deleted. */
  async sweep(): Promise<number> {
    const { store, tables, pauseMs = PAUSE_MS } = this.#options
    let deleted = 0
    for (const definition of tables) {
      if (definition.ttl === undefined) continue
      for await (const count of deleteExpired(store.table(definition), definition.ttl)) {
        deleted += count
        if (!(await this.#pause(pauseMs))) return deleted
      }
    }
    return deleted
  }

  async #run(): Promise<void> {
    const { restMs = REST_MS, observe } = this.#options
    do {
      await this.sweep().catch((error: unknown) => observe?.({ type: 'sweep_failed', error }))
    } while (await this.#pause(restMs))
  }

  /** False when the sweep is to stop. */
  async #pause(ms: number): Promise<boolean> {
    await delay(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined)
    return !this.#stopping.signal.aborted
  }
}

/** Deletes the expired items of a table page by page, and gives after each page how many there were. */
async function* deleteExpired(table: StoreTable, ttl: string): AsyncGenerator<number, void> {
  const { pk, sk } = table.definition.key
  const attributes = sk ? [pk.name, sk.name] : [pk.name]
  let after: Key | undefined
  do {
    const filter: Condition = { op: 'lte', path: [ttl], value: Math.floor(Date.now() / 1000) }
    const page = await table.scan({ filter, attributes, limit: PAGE, ...(after && { after }) })
    const outcomes = await Promise.all(page.records.map((record) => deleteIf(table, record, filter)))
    yield outcomes.filter(Boolean).length
    after = page.next
  } while (after)
}

/** False for an item that was given more time, or that another sweep deleted. */
async function deleteIf(table: StoreTable, key: StoredRecord, condition: Condition): Promise<boolean> {
  try {
    await table.write({ type: 'delete', key: key as Key, condition })
    return true
  } catch (error) {
    if (error instanceof ConditionFailedError) return false
    throw error
  }
}
