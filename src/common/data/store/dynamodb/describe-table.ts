import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type AttributeDefinition,
  type DynamoDBClient,
  type KeySchemaElement,
  type Projection as SdkProjection,
  type TableDescription as SdkTable,
} from '@aws-sdk/client-dynamodb'
import { UnavailableError } from '../../errors.ts'
import type { IndexDefinition, KeyAttribute, KeySchema, Projection } from '../../model/table.ts'
import type { TableDescription } from '../table-description.ts'
import { describe } from './error-mapping.ts'

/** Undefined when there is no table of that name. */
export async function describeTable(
  client: DynamoDBClient,
  tableName: string,
): Promise<TableDescription | undefined> {
  const table = await readTable(client, tableName)
  if (!table) return undefined
  const { AttributeDefinitions: attributes = [], KeySchema: key, StreamSpecification, ItemCount } = table
  const stream = StreamSpecification?.StreamEnabled ? StreamSpecification.StreamViewType : undefined
  const ttl = await readExpiry(client, tableName)
  return {
    name: tableName,
    status: statusOf(table),
    key: toKeySchema(key, attributes),
    indexes: indexesOf(table, attributes),
    ...(ttl !== undefined && { ttl }),
    ...(stream && { stream }),
    approximateItems: ItemCount,
  }
}

/** Undefined also for a table so new that the service does not yet know it everywhere. */
export async function readTable(client: DynamoDBClient, tableName: string): Promise<SdkTable | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }))
    if (!Table) throw new UnavailableError(`DynamoDB does not describe table ${tableName}`)
    return Table
  } catch (error) {
    if (describe(error).name === 'ResourceNotFoundException') return undefined
    throw error
  }
}

export const isActive = (table: SdkTable | undefined): boolean =>
  table !== undefined && statusOf(table) === 'active'

function statusOf({ TableStatus, GlobalSecondaryIndexes = [] }: SdkTable): TableDescription['status'] {
  switch (TableStatus) {
    case 'ACTIVE':
      return GlobalSecondaryIndexes.every(({ IndexStatus = 'ACTIVE' }) => IndexStatus === 'ACTIVE')
        ? 'active'
        : 'updating'
    case 'CREATING':
      return 'creating'
    case 'UPDATING':
      return 'updating'
    case 'DELETING':
      return 'deleting'
    default:
      return 'unusable'
  }
}

function indexesOf(
  { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: SdkTable,
  attributes: readonly AttributeDefinition[],
): Record<string, IndexDefinition> {
  const kinds = [
    ...LocalSecondaryIndexes.map((index) => ({ ...index, kind: 'local' as const })),
    ...GlobalSecondaryIndexes.map((index) => ({ ...index, kind: 'global' as const })),
  ]
  return Object.fromEntries(
    kinds.map(({ IndexName = '', KeySchema: key, Projection: projection, kind }) => [
      IndexName,
      { ...toKeySchema(key, attributes), kind, projection: toProjection(projection) },
    ]),
  )
}

function toKeySchema(
  elements: readonly KeySchemaElement[] = [],
  attributes: readonly AttributeDefinition[],
): KeySchema {
  const attribute = (role: 'HASH' | 'RANGE'): KeyAttribute | undefined => {
    const name = elements.find(({ KeyType }) => KeyType === role)?.AttributeName
    if (name === undefined) return undefined
    const type = attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? 'S'
    return { name, type }
  }
  const [pk, sk] = [attribute('HASH'), attribute('RANGE')]
  if (!pk) throw new UnavailableError('DynamoDB describes a table without a partition key')
  return sk ? { pk, sk } : { pk }
}

function toProjection({ ProjectionType, NonKeyAttributes = [] }: SdkProjection = {}): Projection {
  if (ProjectionType === 'INCLUDE') return NonKeyAttributes
  return ProjectionType === 'KEYS_ONLY' ? 'KEYS_ONLY' : 'ALL'
}

/** The attribute with the expiry time. */
export async function readExpiry(client: DynamoDBClient, tableName: string): Promise<string | undefined> {
  try {
    const input = { TableName: tableName }
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand(input))
    const { TimeToLiveStatus: status, AttributeName } = TimeToLiveDescription ?? {}
    return status === 'ENABLED' || status === 'ENABLING' ? AttributeName : undefined
  } catch (error) {
    // dynalite has no expiry.
    if (describe(error).name === 'UnknownOperationException') return undefined
    throw error
  }
}
