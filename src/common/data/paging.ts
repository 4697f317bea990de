import { Rejected } from './entity-decoder.ts'
import type { RecordPage } from './store/store.ts'
import type { Key, StoredRecord } from './store/value.ts'

/** What one page may cost: records read before the filter, over all calls. */
export const READ_BUDGET = 10_000
/**
 * Under a filter one call asks for as many records as the page lacks, and each further one for so many times more: where
 * most records pass (all the models of a shared table are filtered) little is read in vain, and where few do, calls stay few.
 */
const GROWTH = 4
const LARGEST_CALL = 1_000

export interface FillRequest<T> {
  /** Entities to return. */
  readonly limit: number
  readonly after: Key | undefined
  readonly isFiltered: boolean
  /** One call of the store. */
  readonly read: (after: Key | undefined, limit: number) => Promise<RecordPage>
  /** The entity of a record, null for an item of another model, or why it is refused. */
  readonly decode: (record: StoredRecord) => T | Rejected | null
  /** The position of a record in this walk. */
  readonly positionOf: (record: StoredRecord) => Key
  readonly budget?: number
}

export interface FilledPage<T> {
  readonly items: T[]
  readonly rejected: Rejected[]
  /** Where the next page goes on; undefined after the last entity. */
  readonly next: Key | undefined
}

/**
 * Reads until `limit` entities are found, the end is reached, or the budget is spent. The next position is that of the
 * last entity returned, never of the last record read beyond it, so that nothing is skipped; and one entity more than
 * asked for is looked for, so that the last page knows that it is the last.
 */
export async function fillPage<T>(request: FillRequest<T>): Promise<FilledPage<T>> {
  const { limit, isFiltered, budget = READ_BUDGET } = request
  const items: T[] = []
  const rejected: Rejected[] = []
  let after = request.after
  let lastTaken: Key | undefined
  for (let spent = 0, factor = 1; ; factor *= GROWTH) {
    const lacking = limit - items.length + 1
    const wanted = isFiltered ? Math.max(lacking, Math.min(lacking * factor, LARGEST_CALL)) : lacking
    const page = await request.read(after, Math.min(wanted, Math.max(budget - spent, 1)))
    for (const record of page.records) {
      const decoded = request.decode(record)
      if (decoded === null) continue
      if (items.length === limit) return { items, rejected, next: lastTaken }
      if (decoded instanceof Rejected) rejected.push(decoded)
      else items.push(decoded)
      if (items.length === limit) lastTaken = request.positionOf(record)
    }
    spent += page.read
    if (page.next === undefined) return { items, rejected, next: undefined }
    after = page.next
    if (spent >= budget) return { items, rejected, next: items.length === limit ? lastTaken : after }
  }
}
