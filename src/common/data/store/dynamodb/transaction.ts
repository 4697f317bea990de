import { randomUUID } from 'node:crypto'
import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type CancellationReason,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import { TransactionFailedError, UnavailableError, type TransactionReason } from '../../errors.ts'
import { withConflictRetry } from './conflict-retry.ts'
import { conditionFailed, reasonError } from './error-mapping.ts'
import { toRecord } from './item-writer.ts'
import { isUnreadableRefusal } from './refusal.ts'

/**
 * All or none. Each attempt bears the same client token, under which the service applies a transaction once within
 * ten minutes however often it is sent.
 *
 * @throws TransactionFailedError with a reason a part
 */
export async function transactItems(client: DynamoDBClient, parts: TransactWriteItem[]): Promise<void> {
  try {
    await sendAll(client, parts)
  } catch (error) {
    if (!isUnreadableRefusal(error)) throw cancellation(error)
    // Refused, but for a reason that the SDK cannot read: ask again without the stored items.
    await sendAll(client, parts.map(withoutOldItem)).catch((again: unknown) => {
      throw cancellation(again)
    })
  }
}

async function sendAll(client: DynamoDBClient, parts: TransactWriteItem[]): Promise<void> {
  const input = { TransactItems: parts, ClientRequestToken: randomUUID() }
  await withConflictRetry(() => client.send(new TransactWriteItemsCommand(input)))
}

function cancellation(error: unknown): unknown {
  if (!(error instanceof TransactionCanceledException)) return error
  const reasons = (error.CancellationReasons ?? []).map((reason) => toReason(reason, error))
  if (reasons.every((reason) => reason === null)) return error
  return new TransactionFailedError(reasons, { cause: error })
}

function toReason(
  { Code = 'None', Message = Code, Item }: CancellationReason,
  cause: unknown,
): TransactionReason {
  if (Code === 'None') return null
  if (Code === 'ConditionalCheckFailed') return conditionFailed(Item && toRecord(Item), cause)
  return reasonError(Code, Message, cause) ?? new UnavailableError(`${Code}: ${Message}`, { cause })
}

function withoutOldItem({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): TransactWriteItem {
  const none = { ReturnValuesOnConditionCheckFailure: 'NONE' } as const
  return {
    ...(Put && { Put: { ...Put, ...none } }),
    ...(Update && { Update: { ...Update, ...none } }),
    ...(Delete && { Delete: { ...Delete, ...none } }),
    ...(ConditionCheck && { ConditionCheck: { ...ConditionCheck, ...none } }),
  }
}
