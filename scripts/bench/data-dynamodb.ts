import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { envTableName } from '../../src/common/data/table-name.ts'
import { passengersTable } from '../../src/features/passengers/model/passenger-table.ts'
import type { DataWork } from './data-work.ts'
import { withoutNetwork } from './dynamodb-stub.ts'
import { scaleId, scalePassengers } from './scale-passengers.ts'

/** What one would write by hand: AWS's own document client, configured as it comes. */
export function documentClient(): DataWork {
  const client = DynamoDBDocumentClient.from(withoutNetwork(new DynamoDBClient({})))
  const TableName = envTableName(passengersTable.base)
  return {
    get: async () => (await client.send(new GetCommand({ TableName, Key: { id: scaleId(0) } }))).Item,
    'query-100': async () => (await client.send(new ScanCommand({ TableName, Limit: 101 }))).Items,
    save: () => client.send(new PutCommand({ TableName, Item: { ...scalePassengers[0], version: 1 } })),
  }
}
