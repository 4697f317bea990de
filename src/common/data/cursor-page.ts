import type { PageOptions, RejectedItem } from './abstract-data-service.ts'
import type { CursorCodec } from './cursor.ts'
import type { Rejected } from './entity-decoder.ts'
import { ValidationError, type CorruptItemError } from './errors.ts'
import { fillPage, type FillRequest } from './paging.ts'

export const DEFAULT_LIMIT = 100

export interface CursorPage<T> {
  readonly items: T[]
  readonly rejected: readonly RejectedItem[]
  readonly nextCursor: string | null
}

interface Walk<T> extends Pick<FillRequest<T>, 'isFiltered' | 'read' | 'decode' | 'positionOf'> {
  /** What is walked, by which its cursors are told from those of other walks. */
  readonly boundTo: string
  /** What a corrupt item fails the page with. */
  readonly corrupt: (rejected: Rejected) => CorruptItemError
}

/**
 * A page of a walk, from its cursor to the next one.
 * @throws BadCursorError, ValidationError for a limit that is none, CorruptItemError when corrupt items are to throw
 */
export async function readCursorPage<T>(
  cursors: CursorCodec,
  { boundTo, corrupt, ...walk }: Walk<T>,
  { limit = DEFAULT_LIMIT, cursor, onCorrupt = 'report' }: PageOptions,
): Promise<CursorPage<T>> {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new ValidationError('limit must be a positive integer', [
      { path: '/limit', message: 'must be positive' },
    ])
  }
  const after = cursor === undefined ? undefined : cursors.open(cursor, boundTo).after
  const { items, rejected, next } = await fillPage<T>({ ...walk, limit, after })
  const [first] = rejected
  if (first && onCorrupt === 'throw') throw corrupt(first)
  return {
    items,
    rejected: onCorrupt === 'skip' ? [] : rejected,
    nextCursor: next ? cursors.seal({ after: next }, boundTo) : null,
  }
}
