import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Update } from '../../expressions/update.ts'
import { randomPart } from '../../random-part.ts'
import type { Write } from '../store.ts'

/**
 * The attribute that makes a write safe to repeat after a lost reply: the SDK sends a write again when the answer did
 * not come, although the first one may have been applied. A write that finds its own token in the stored item has
 * been applied before, and counts as done. It never leaves this backend.
 *
 * The token tells of the last write only. When another writer changes the item between the lost reply and the
 * repetition, the token is gone: a conditional write then judges its condition against the other's state.
 */
export const WRITE_TOKEN = '_w'

/** 72 random bits in 12 characters: unique among the writers of one item, and cheap to keep in it. */
export const newWriteToken = (): string => randomPart(9).toString('base64url')

/** Whether a stored item was last written under this token. */
export const bearsToken = (
  item: Readonly<Record<string, AttributeValue>> | undefined,
  token: string,
): boolean => item?.[WRITE_TOKEN]?.S === token

/**
 * Whether doing the write twice in a row could differ from doing it once, in the table or in the answer. A delete has
 * nowhere to keep a token.
 */
export function needsToken(write: Write): boolean {
  if (write.type === 'delete') return false
  if (write.condition !== undefined || write.returns === 'before') return true
  return write.type === 'update' && !isRepeatable(write.update)
}

/** List positions shift under a remove and move under a set past the end, so that neither may be repeated. */
function isRepeatable(update: Update): boolean {
  return update.every(
    ({ action, path }) =>
      action !== 'increment' &&
      action !== 'append' &&
      action !== 'prepend' &&
      !path.some((part) => typeof part === 'number'),
  )
}
