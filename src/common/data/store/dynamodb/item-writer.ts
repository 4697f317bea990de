import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { atEndOfTurn } from '../end-of-turn.ts'
import type { Write, WriteResult } from '../store.ts'
import type { AttributeMap } from './attribute-value.ts'
import { withConflictRetry } from './conflict-retry.ts'
import { causeOf, conditionFailed } from './error-mapping.ts'
import { FastDeleteItem, FastGetItem, FastPutItem, FastUpdateItem } from './fast/commands.ts'
import { toRecord } from './records.ts'
import { isUnreadableRefusal, wasRepeated } from './refusal.ts'
import type { TableCommands } from './table-commands.ts'
import { bearsToken, needsToken, newWriteToken } from './write-token.ts'

/**
 * One conditional write, safe to repeat after a lost reply (`write-token.ts`). A write found to be applied already
 * answers as if its reply had come, with two exceptions: what stood there before it is no longer known, and is left
 * out; and `after` is the item as it was found.
 *
 * A delete leaves no token behind. When the SDK had to repeat it and the item is gone, it counts as done.
 */
export async function writeItem(
  client: DynamoDBClient,
  commands: TableCommands,
  write: Write,
): Promise<WriteResult> {
  const token = needsToken(write) ? newWriteToken() : undefined
  try {
    return answer(write, await withConflictRetry(() => send(client, commands, write, token)), token)
  } catch (error) {
    return refused(write, await refusedItem(client, commands, write, error), token, error)
  }
}

/** The stored item that a refusal tells of. @throws the error when it is no refusal */
async function refusedItem(
  client: DynamoDBClient,
  commands: TableCommands,
  write: Write,
  error: unknown,
): Promise<AttributeMap | undefined> {
  if (isUnreadableRefusal(error)) return readItem(client, commands, write)
  if (error instanceof ConditionalCheckFailedException) return error.Item
  throw error
}

async function send(
  client: DynamoDBClient,
  commands: TableCommands,
  write: Write,
  token: string | undefined,
): Promise<AttributeMap | undefined> {
  switch (write.type) {
    case 'put':
      return (await client.send(await atEndOfTurn(new FastPutItem(commands.put(write, token))))).Attributes
    case 'update':
      return (await client.send(await atEndOfTurn(new FastUpdateItem(commands.update(write, token)))))
        .Attributes
    case 'delete':
      return (await client.send(await atEndOfTurn(new FastDeleteItem(commands.delete(write))))).Attributes
  }
}

/** A state before the write that bears its own token was seen by the second of two equal puts: it is not `before`. */
function answer({ returns }: Write, item: AttributeMap | undefined, token: string | undefined): WriteResult {
  if (item === undefined) return {}
  const isOwn = returns === 'before' && token !== undefined && bearsToken(item, token)
  return isOwn ? {} : { record: toRecord(item) }
}

/** @throws ConditionFailedError unless the refusal shows that this very write had been applied before */
function refused(
  write: Write,
  item: AttributeMap | undefined,
  token: string | undefined,
  error: unknown,
): WriteResult {
  if (write.type === 'delete' && item === undefined && wasRepeated(error)) return {}
  if (token === undefined || !bearsToken(item, token))
    throw conditionFailed(item && toRecord(item), causeOf(error))
  return write.type === 'update' && write.returns === 'after' && item ? { record: toRecord(item) } : {}
}

async function readItem(
  client: DynamoDBClient,
  commands: TableCommands,
  write: Write,
): Promise<AttributeMap | undefined> {
  const input = commands.get(commands.keyOf(write), { consistent: true })
  return (await client.send(new FastGetItem(input))).Item
}
