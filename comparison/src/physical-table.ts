import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import type { Library } from './library.ts'

type Keys = Pick<CreateTableCommandInput, 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'>

const keySchema = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
]
const attributes = (types: Readonly<Record<string, 'S' | 'N'>>) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }))
const index = (IndexName: string, pk: string, sk: string) => ({
  IndexName,
  KeySchema: keySchema(pk, sk),
  Projection: { ProjectionType: 'ALL' as const },
})

const TABLES: Readonly<Record<Library['keys'], Keys>> = {
  // Single-table design: several entities share generic keys that are composed of their attributes.
  generic: {
    AttributeDefinitions: attributes({ pk: 'S', sk: 'S', gsi1pk: 'S', gsi1sk: 'S' }),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: [index('gsi1', 'gsi1pk', 'gsi1sk')],
  },
  // For libraries that compose no keys: a table of one entity, whose attributes are the keys.
  'own attributes': {
    AttributeDefinitions: attributes({ owner: 'S', storyId: 'S', status: 'S', rank: 'N' }),
    KeySchema: keySchema('owner', 'storyId'),
    GlobalSecondaryIndexes: [index('byStatus', 'status', 'rank')],
  },
}

export async function createPhysicalTable(
  client: DynamoDBClient,
  name: string,
  keys: Library['keys'],
): Promise<void> {
  await client.send(
    new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...TABLES[keys] }),
  )
}
