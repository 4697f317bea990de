import { portions } from './batch.ts'
import type { DataContext } from './data-context.ts'
import { ItemMigration, type MigrationFailure, type Upgrade } from './item-migration.ts'
import type { Model } from './model/model.ts'
import { paceOf } from './pace.ts'
import type { Key } from './store/value.ts'

/** How stored items of a model come to its present shape. */
export interface Migration {
  readonly model: Model
  readonly upgrade: Upgrade | undefined
}

export interface MigrationReport {
  /** Stored items that were looked at, of whatever model and shape. */
  read: number
  /** Items of the model in an older shape. */
  found: number
  migrated: number
  /** Items that are gone, or that somebody else has brought to the present shape meanwhile. */
  passed: number
  failed: number
}

export interface MigrationOptions {
  /** Find and check, write nothing. */
  readonly dryRun?: boolean | undefined
  /** Items a second that are read, and so at most written; no limit by default. */
  readonly rate?: number | undefined
  /** Told after each page. */
  readonly onProgress?: ((report: Readonly<MigrationReport>) => void) | undefined
  readonly onFailure?: ((failure: MigrationFailure) => void) | undefined
}

/** Items of one page that are rewritten at the same time. */
const CONCURRENCY = 8
/** Pages a second where there is a rate, so that work is spread over the second. */
const PAGES_A_SECOND = 4

/**
 * Declares how old items of a model are brought to its present shape; by default their attributes as they are.
 * @throws Error for a model without `schemaVersion`: its items bear no mark of their shape
 */
export function defineMigration(model: Model, upgrade?: Upgrade): Migration {
  if (model.schemaVersion === undefined)
    throw new Error(`Model ${model.name} does not stamp its items: set schemaVersion`)
  return { model, upgrade }
}

/**
 * Brings the stored items of a model to its present shape, while the service runs: an item is rewritten only if it is
 * still as it was read, and read again otherwise. An item that cannot be upgraded is reported and left as it is.
 *
 * It may be stopped at any moment and run again: what is done is no longer found.
 *
 * @throws RangeError when the rate is not positive; UnavailableError, ThrottledError
 */
export async function migrate(
  { model, upgrade }: Migration,
  { store }: DataContext,
  { dryRun = false, rate, onProgress, onFailure }: MigrationOptions = {},
): Promise<MigrationReport> {
  const pace = paceOf(rate)
  const item = new ItemMigration(model, store, upgrade, dryRun)
  const report: MigrationReport = { read: 0, found: 0, migrated: 0, passed: 0, failed: 0 }
  const limit = rate === undefined ? {} : { limit: Math.max(1, Math.floor(rate / PAGES_A_SECOND)) }
  let after: Key | undefined
  do {
    const page = await store
      .table(model.table)
      .scan({ filter: item.isOld, consistent: true, ...limit, ...(after && { after }) })
    for (const records of portions(page.records, CONCURRENCY)) {
      for (const outcome of await Promise.all(records.map((record) => item.migrate(record)))) {
        report.found += 1
        report[outcome.status] += 1
        if (outcome.status === 'failed') onFailure?.(outcome.failure)
      }
    }
    report.read += page.read
    onProgress?.(report)
    after = page.next
    await pace(report.read)
  } while (after !== undefined)
  return report
}
