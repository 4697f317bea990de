import { DynamoDB, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Place } from './library.ts'

export type RequestHandler = DynamoDBClient['config']['requestHandler']

type Address = Pick<Place, 'endpoint' | 'requestHandler'>

/** What every client is made with: the same for each library. */
export const settings = ({ endpoint, requestHandler }: Address): DynamoDBClientConfig => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  ...(requestHandler && { requestHandler }),
})

export const plainClient = (address: Address): DynamoDBClient => new DynamoDBClient(settings(address))

export const aggregatedClient = (address: Address): DynamoDB => new DynamoDB(settings(address))

export const documentClient = (address: Address): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(plainClient(address))
