import type { CursorCodec } from '../../../common/data/cursor.ts'
import type { TableDataService } from '../../../common/data/table-data-service.ts'
import type { Job, jobModel } from '../model/job-table.ts'

interface PageOptions {
  readonly limit: number
  readonly cursor?: string | undefined
}

const BINDING = 'jobs|newest'

/**
 * The newest jobs of all types: the newest of each type, merged. An index of everything would be one partition, and
 * ids sort by time, so an id is all that a cursor needs to hold.
 */
export async function newestOf(
  jobs: TableDataService<typeof jobModel>,
  cursors: CursorCodec,
  types: readonly string[],
  { limit, cursor }: PageOptions,
): Promise<{ readonly items: readonly Job[]; readonly nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : cursors.open(cursor, BINDING).after.jobId
  const older = typeof before === 'string' ? { jobId: { lt: before } } : {}
  const pages = await Promise.all(
    types.map((jobType) =>
      jobs.query({ jobType, ...older }, { index: 'byType', reverse: true, limit: limit + 1 }),
    ),
  )
  const merged = pages.flatMap(({ items }) => items).toSorted((a, b) => (a.jobId < b.jobId ? 1 : -1))
  const items = merged.slice(0, limit)
  const last = items.at(-1)
  const hasMore = merged.length > limit && last !== undefined
  return { items, nextCursor: hasMore ? cursors.seal({ after: { jobId: last.jobId } }, BINDING) : null }
}
