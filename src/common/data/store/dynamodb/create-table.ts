import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateTableCommand,
  DeleteTableCommand,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb'
import { UnavailableError } from '../../errors.ts'
import {
  keyAttributes,
  type IndexDefinition,
  type KeySchema,
  type TableDefinition,
} from '../../model/table.ts'
import { isActive, readExpiry, readTable } from './describe-table.ts'
import { describe } from './error-mapping.ts'

const FIRST_DELAY = 20
const MAX_DELAY = 2000
const DEADLINE = 5 * 60_000

/**
 * Creates a table, billed by request, with its indexes, expiry and stream, unless it is there, and waits until it can
 * be used. A deployed table comes from its CloudFormation template; this is for emulators and tests.
 *
 * @returns true when this call created it
 */
export async function createTable(
  client: DynamoDBClient,
  definition: TableDefinition,
  tableName: string,
): Promise<boolean> {
  const created = await client.send(new CreateTableCommand(tableInput(definition, tableName))).then(
    () => true,
    (error: unknown) => {
      if (describe(error).name === 'ResourceInUseException') return false
      throw error
    },
  )
  await until(
    async () => isActive(await readTable(client, tableName)),
    `DynamoDB table ${tableName} does not become active`,
  )
  if (definition.ttl !== undefined) await enableExpiry(client, tableName, definition.ttl)
  return created
}

/** Deletes a table and waits until it is gone. @returns false when there was none */
export async function deleteTable(client: DynamoDBClient, tableName: string): Promise<boolean> {
  try {
    await client.send(new DeleteTableCommand({ TableName: tableName }))
  } catch (error) {
    if (describe(error).name === 'ResourceNotFoundException') return false
    throw error
  }
  await until(
    async () => (await readTable(client, tableName)) === undefined,
    `DynamoDB table ${tableName} does not go away`,
  )
  return true
}

/** The CreateTable request of a declaration. */
export function tableInput(definition: TableDefinition, tableName: string): CreateTableCommandInput {
  const indexes = Object.entries(definition.indexes)
  const globals = indexes.filter(([, index]) => index.kind === 'global').map(toIndex)
  const locals = indexes.filter(([, index]) => index.kind === 'local').map(toIndex)
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: toKeySchema(definition.key),
    AttributeDefinitions: [...keyAttributes(definition)].map(([name, type]) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    ...(globals.length > 0 && { GlobalSecondaryIndexes: globals }),
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals }),
    ...(definition.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: definition.stream },
    }),
  }
}

const toKeySchema = ({ pk, sk }: KeySchema): KeySchemaElement[] => [
  { AttributeName: pk.name, KeyType: 'HASH' },
  ...(sk ? [{ AttributeName: sk.name, KeyType: 'RANGE' } as const] : []),
]

function toIndex([name, index]: [string, IndexDefinition]): GlobalSecondaryIndex {
  const { projection } = index
  return {
    IndexName: name,
    KeySchema: toKeySchema(index),
    Projection:
      typeof projection === 'string'
        ? { ProjectionType: projection }
        : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projection] },
  }
}

/** Asks often at first, for an emulator is ready at once, and then ever more seldom. */
async function until(isReached: () => Promise<boolean>, failure: string): Promise<void> {
  const deadline = Date.now() + DEADLINE
  for (let delay = FIRST_DELAY; Date.now() < deadline; delay = Math.min(delay * 2, MAX_DELAY)) {
    if (await isReached()) return
    await sleep(delay)
  }
  throw new UnavailableError(failure)
}

/** Also for a table that was there: an earlier call may have stopped between the two steps. */
async function enableExpiry(client: DynamoDBClient, tableName: string, attribute: string): Promise<void> {
  if ((await readExpiry(client, tableName)) !== undefined) return
  try {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: tableName,
        TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
      }),
    )
  } catch (error) {
    // dynalite has no expiry. Two callers at once: the other one has just done it.
    const { name, message } = describe(error)
    if (name !== 'UnknownOperationException' && !/already enabled/i.test(message)) throw error
  }
}
