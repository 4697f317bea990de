import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { ConflictError, TransactionFailedError, UnavailableError } from '../../errors.ts'
import type { TransactionGet } from '../store.ts'
import type { StoredRecord } from '../value.ts'
import { withConflictRetry } from './conflict-retry.ts'
import { FastTransactGetItems } from './fast/commands.ts'
import { toRecord } from './records.ts'
import type { TableCommands } from './table-commands.ts'
import { cancellation, requireDifferent } from './transaction.ts'

export interface GetPart {
  readonly get: TransactionGet
  readonly commands: TableCommands
}

/** Items as they were at one moment, in the order of the parts. */
export async function getTogether(
  client: DynamoDBClient,
  parts: readonly GetPart[],
): Promise<(StoredRecord | undefined)[]> {
  requireDifferent(parts.map(({ get, commands }) => ({ commands, key: get.key })))
  const TransactItems = parts.map(({ get: { key, attributes }, commands }) => ({
    Get: commands.get(key, attributes && { attributes }),
  }))
  try {
    const { Responses = [] } = await withConflictRetry(() =>
      client.send(new FastTransactGetItems({ TransactItems })),
    )
    return parts.map((_, i) => Responses[i]?.Item).map((item) => item && toRecord(item))
  } catch (error) {
    throw readFailure(cancellation(error))
  }
}

/** A read has one reason to fail, and nobody's conflict but its own to wait for. */
function readFailure(error: unknown): unknown {
  if (!(error instanceof TransactionFailedError)) return error
  const reason = error.reasons.find((each) => each !== null) ?? error
  if (!(reason instanceof ConflictError)) return reason
  return new UnavailableError('The items to be read together are being changed', { cause: reason })
}
