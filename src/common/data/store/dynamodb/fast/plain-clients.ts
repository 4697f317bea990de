import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { ClientConfig } from './sdk-types.ts'

const plain = new WeakSet<ClientConfig>()

/** Has all calls of a client take the SDK's own pipeline, whatever commands are sent. */
export function usePlainPipeline(client: DynamoDBClient): void {
  plain.add(client.config)
}

export const isPlain = (config: ClientConfig): boolean => plain.has(config)
