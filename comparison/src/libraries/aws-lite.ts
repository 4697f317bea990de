import awsLite from '@aws-lite/client'
import { settings } from '../clients.ts'
import type { Library, Opened, Place } from '../library.ts'
import { protocolStories, type ProtocolClient } from './protocol-stories.ts'

async function awsLiteClient(endpoint: string): Promise<ProtocolClient> {
  const { region, credentials } = settings({ endpoint })
  const client = (await awsLite({
    ...(credentials as object),
    region: region as string,
    endpoint,
    plugins: [import('@aws-lite/dynamodb')],
    autoloadPlugins: false,
    keepAlive: true,
  } as never)) as unknown as { DynamoDB: ProtocolClient }
  return client.DynamoDB
}

async function open({ endpoint, table }: Place): Promise<Opened> {
  return { stories: protocolStories(await awsLiteClient(endpoint), table), close: async () => undefined }
}

export const awsLiteLibrary: Library = {
  name: 'aws-lite',
  package: '@aws-lite/dynamodb',
  keys: 'own attributes',
  hasModel: false,
  instead: {
    'half an item': 'a `ConditionExpression`; it is a client of the protocol, without models',
    unprocessed: 'returns them, to be sent again by the caller',
    'filter and limit': '`paginate: true` reads to the end of the partition',
  },
  open,
}
