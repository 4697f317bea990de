import { setTimeout as delay } from 'node:timers/promises'
import { readinessOf } from '../readiness.ts'
import type { LandingPageOptions, ShownJob } from './landing-page-options.ts'

/** What the page says of this moment. Undefined is what could not be learnt in time. */
export interface Snapshot {
  readonly isReady: boolean
  /** Items by the base name of the table; none of tables that are not for everybody. */
  readonly items: ReadonlyMap<string, number | undefined>
  readonly jobs: readonly ShownJob[] | undefined
}

export const RECENT_JOBS = 5

/** The page is shown without what takes longer. */
const BOUND_MS = 1000
/** However often the page is asked for, tables are counted this seldom: SQLite counts each item. */
const COUNT_CACHE_MS = 5000

/** Gives a snapshot; bounded in time and in what it asks of the backend, since anybody can ask for the page. */
export function snapshots(options: LandingPageOptions): () => Promise<Snapshot> {
  const { itemsOf, needsToken } = options
  const tables = needsToken ? [] : options.tables
  const jobs = needsToken ? undefined : options.jobs
  const readiness = readinessOf(options.isReady)
  const countAll = async (): Promise<Snapshot['items']> =>
    new Map(
      await Promise.all(tables.map(async (table) => [table.base, await known(itemsOf(table))] as const)),
    )
  let counts: Promise<Snapshot['items']> | undefined
  let countedAt = 0

  return async () => {
    const now = Date.now()
    if (!counts || now - countedAt >= COUNT_CACHE_MS) {
      countedAt = now
      counts = countAll()
    }
    const [isReady, items, recent] = await Promise.all([
      readiness().then(
        () => true,
        () => false,
      ),
      counts,
      jobs && known(jobs.recent(RECENT_JOBS)),
    ])
    return { isReady, items, jobs: recent }
  }
}

/** The value if it comes in time, whatever keeps it from coming: the page says that it is not known. */
async function known<T>(value: Promise<T>): Promise<T | undefined> {
  const stop = new AbortController()
  const bound = delay(BOUND_MS, undefined, { signal: stop.signal }).catch(() => undefined)
  try {
    return await Promise.race([value.catch(() => undefined), bound])
  } finally {
    stop.abort()
  }
}
