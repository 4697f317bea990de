import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb'
import { UnavailableError } from '../../errors.ts'
import {
  keyAttributes,
  type IndexDefinition,
  type KeySchema,
  type TableDefinition,
} from '../../model/table.ts'
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
  await untilActive(client, tableName)
  if (definition.ttl !== undefined) await enableExpiry(client, tableName, definition.ttl)
  return created
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
async function untilActive(client: DynamoDBClient, tableName: string): Promise<void> {
  const deadline = Date.now() + DEADLINE
  for (let delay = FIRST_DELAY; Date.now() < deadline; delay = Math.min(delay * 2, MAX_DELAY)) {
    if (isActive(await describeTable(client, tableName))) return
    await sleep(delay)
  }
  throw new UnavailableError(`DynamoDB table ${tableName} does not become active`)
}

/** Undefined for a table so new that the service does not yet know it everywhere. */
async function describeTable(
  client: DynamoDBClient,
  tableName: string,
): Promise<TableDescription | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }))
    if (!Table) throw new UnavailableError(`DynamoDB does not describe table ${tableName}`)
    return Table
  } catch (error) {
    if (describe(error).name === 'ResourceNotFoundException') return undefined
    throw error
  }
}

const isActive = (table: TableDescription | undefined): boolean =>
  table?.TableStatus === 'ACTIVE' &&
  (table.GlobalSecondaryIndexes ?? []).every(({ IndexStatus = 'ACTIVE' }) => IndexStatus === 'ACTIVE')

/** Also for a table that was there: an earlier call may have stopped between the two steps. */
async function enableExpiry(client: DynamoDBClient, tableName: string, attribute: string): Promise<void> {
  try {
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: tableName }),
    )
    const status = TimeToLiveDescription?.TimeToLiveStatus
    if (status === 'ENABLED' || status === 'ENABLING') return
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
