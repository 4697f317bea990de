import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { metadataOf } from './error-mapping.ts'

/**
 * Whether a refusal of a conditional write came, but could not be read: the SDK breaks on a refusal that brings an
 * item with a map entry named `__proto__`, with an error of its own (client-dynamodb 3.1162).
 */
export function isUnreadableRefusal(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) {
    return error.Item !== undefined && Object.hasOwn(error.Item, '__proto__')
  }
  return error instanceof TypeError && metadataOf(error).httpStatusCode === 400
}

/** Whether the SDK sent the call more than once, so that an earlier one may have been applied. */
export const wasRepeated = (error: unknown): boolean => (metadataOf(error).attempts ?? 1) > 1
