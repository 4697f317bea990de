import { randomUUID } from 'node:crypto'
import {
  TransactionCanceledException,
  type CancellationReason,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import {
  TransactionFailedError,
  UnavailableError,
  ValidationError,
  type TransactionReason,
} from '../../errors.ts'
import type { CheckWrite, Write } from '../store.ts'
import type { Key } from '../value.ts'
import { toAttributeMap } from './attribute-value.ts'
import { withConflictRetry } from './conflict-retry.ts'
import { causeOf, conditionFailed, reasonError } from './error-mapping.ts'
import { FastTransactWriteItems } from './fast/commands.ts'
import { toRecord } from './records.ts'
import { isUnreadableRefusal } from './refusal.ts'
import type { TableCommands } from './table-commands.ts'

export interface TransactionPart {
  readonly write: Write | CheckWrite
  readonly commands: TableCommands
}

/** The request parts of a transaction. @throws ValidationError when two of them are about one item */
export function transactionItems(parts: readonly TransactionPart[]): TransactWriteItem[] {
  requireDifferent(parts.map(({ write, commands }) => ({ commands, key: commands.keyOf(write) })))
  return parts.map(({ write, commands }) => commands.transactionPart(write))
}

/** @throws ValidationError when two keys are those of one item */
export function requireDifferent(items: readonly { commands: TableCommands; key: Key }[]): void {
  const seen = new Set<string>()
  for (const { commands, key } of items) {
    // Text, numbers and bytes have one marshalled form each, so that equal keys have equal texts.
    const { pk, sk } = commands.definition.key
    const attributes = toAttributeMap(key)
    const identity = JSON.stringify([commands.tableName, attributes[pk.name], sk && attributes[sk.name]])
    if (seen.has(identity)) throw new ValidationError('A transaction cannot name an item twice')
    seen.add(identity)
  }
}

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
  await withConflictRetry(() => client.send(new FastTransactWriteItems(input)))
}

/** The reasons of a transaction that was cancelled, any other error as it is. */
export function cancellation(error: unknown): unknown {
  if (!(error instanceof TransactionCanceledException)) return error
  const cause = causeOf(error)
  const reasons = (error.CancellationReasons ?? []).map((reason) => toReason(reason, cause))
  if (reasons.every((reason) => reason === null)) return error
  return new TransactionFailedError(reasons, { cause })
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
