import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb'
import { documentClient } from '../clients.ts'
import type { Library, Opened, Place } from '../library.ts'
import { protocolStories, type ProtocolClient } from './protocol-stories.ts'

/** One page a query: only the speed of single calls is asked of it. */
const protocolOf = (client: DynamoDBDocumentClient): ProtocolClient =>
  ({
    PutItem: (input) => client.send(new PutCommand(input as never)),
    GetItem: (input) => client.send(new GetCommand(input as never)),
    UpdateItem: (input) => client.send(new UpdateCommand(input as never)),
    Query: (input) => client.send(new QueryCommand(input as never)),
    BatchWriteItem: (input) => client.send(new BatchWriteCommand(input as never)),
    BatchGetItem: (input) => client.send(new BatchGetCommand(input as never)),
  }) as ProtocolClient

async function open(place: Place): Promise<Opened> {
  const client = documentClient(place)
  return {
    stories: protocolStories(protocolOf(client), place.table),
    close: async () => {
      client.destroy()
    },
  }
}

/** What the others are measured against. */
export const documentClientLibrary: Library = {
  name: 'DocumentClient',
  package: '@aws-sdk/lib-dynamodb',
  keys: 'own attributes',
  hasModel: false,
  open,
}
