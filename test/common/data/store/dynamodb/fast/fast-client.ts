import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { vi, type MockInstance } from 'vitest'
import { FastGetItem } from '../../../../../../src/common/data/store/dynamodb/fast/commands.ts'
import { usePlainPipeline } from '../../../../../../src/common/data/store/dynamodb/fast/plain-clients.ts'

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' }

/** A client as `createDynamoDbClient` configures it, but for what a test wants otherwise. */
export function client(endpoint: string, config: DynamoDBClientConfig = {}): DynamoDBClient {
  const requestHandler = {
    requestTimeout: 200,
    socketTimeout: 200,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true },
  }
  const base = { region: 'eu-west-1', maxAttempts: 3, retryMode: 'standard', credentials: CREDENTIALS }
  return new DynamoDBClient({ ...base, endpoint, requestHandler, ...config })
}

/** Its calls go through the SDK, whatever commands are sent. */
export function plainClient(endpoint: string, config?: DynamoDBClientConfig): DynamoDBClient {
  const plain = client(endpoint, config)
  usePlainPipeline(plain)
  return plain
}

/** Has the client's first call done, by which the fast lane opens or stays closed. */
export async function warm<Client extends DynamoDBClient>(fresh: Client): Promise<Client> {
  await fresh.send(new FastGetItem({ TableName: 'things', Key: { id: { S: 'warm' } } }))
  return fresh
}

/** Counts the calls that the SDK's own pipeline made: it serialises each by the client's protocol. */
export function watchPlain({ config }: DynamoDBClient): MockInstance {
  return vi.spyOn(config.protocol, 'serializeRequest')
}
