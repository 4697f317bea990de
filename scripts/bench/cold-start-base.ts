import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import Fastify from 'fastify'

/* What a cold start is measured against: one bare route over the SDK's own client, as a Lambda function. */

const client = new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT ?? '' })
const app = Fastify()

app.get<{ Params: { id: string } }>('/api/v1/passengers/:id', async ({ params }) => {
  const command = new GetItemCommand({ TableName: 'passengers', Key: { id: { S: params.id } } })
  const { Item = {} } = await client.send(command)
  return Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, Object.values(value)[0]]))
})

export async function handler({ rawPath }: { rawPath: string }) {
  const { statusCode, headers, body } = await app.inject(rawPath)
  return { statusCode, headers, body }
}
