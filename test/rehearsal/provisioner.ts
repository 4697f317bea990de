import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateQueueCommand, DeleteQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import { resourcesOf, TableProperties } from '../../scripts/cloudformation/resources.ts'
import type { JsonObject } from '../../scripts/cloudformation/json.ts'
import type { Provisioner } from '../support/cloudformation/stack-engine.ts'

/** Makes tables, queues and buckets for real, at the emulators that the environment names; counts the rest. */
export function emulatedAws(region: string): Provisioner & { readonly made: Map<string, string[]> } {
  const [dynamodb, sqs, s3] = [
    new DynamoDBClient({ region }),
    // The URLs of the emulator have a host that no resolver knows.
    new SQSClient({ region, useQueueUrlAsEndpoint: false }),
    new S3Client({ region, forcePathStyle: true }),
  ]
  const made = new Map<string, string[]>()
  const makers: Readonly<
    Record<string, (id: string, properties: JsonObject) => Promise<string | undefined>>
  > = {
    'AWS::DynamoDB::Table': async (id, properties) => {
      const { input, ttl } = tableInput(id, properties)
      await dynamodb.send(new CreateTableCommand(input))
      if (ttl)
        await dynamodb.send(
          new UpdateTimeToLiveCommand({ TableName: input.TableName, TimeToLiveSpecification: ttl }),
        )
      return input.TableName
    },
    'AWS::SQS::Queue': async (_id, properties) => {
      const { QueueName, VisibilityTimeout = 30 } = properties as {
        QueueName: string
        VisibilityTimeout?: string
      }
      const Attributes = { VisibilityTimeout: String(VisibilityTimeout) }
      return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl
    },
    'AWS::S3::Bucket': async (_id, { BucketName }) => {
      await s3.send(new CreateBucketCommand({ Bucket: BucketName as string }))
      return BucketName as string
    },
  }
  return {
    made,
    async create(type, id, properties) {
      made.set(type, [...(made.get(type) ?? []), id])
      return makers[type]?.(id, properties)
    },
    async remove(type, _id, { QueueName }) {
      if (type !== 'AWS::SQS::Queue') return
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: QueueName as string }))
      await sqs.send(new DeleteQueueCommand({ QueueUrl }))
    },
  }
}

/** A table of a template as the API wants it. What an emulator has no notion of is left out: limits, backups, keys. */
function tableInput(id: string, Properties: JsonObject) {
  const evaluation = { resources: { [id]: { Type: 'AWS::DynamoDB::Table', Properties } } }
  const { found, problems } = resourcesOf(evaluation as never, 'AWS::DynamoDB::Table', TableProperties)
  const properties = found[0]?.properties
  if (!properties) throw new Error(problems.join('\n'))
  const { TableName, BillingMode, AttributeDefinitions, KeySchema, DeletionProtectionEnabled } = properties
  const index = ({
    IndexName,
    KeySchema: keys,
    Projection,
  }: {
    IndexName: string
    KeySchema: unknown
    Projection: unknown
  }) => ({
    IndexName,
    KeySchema: keys,
    Projection,
  })
  const globals = properties.GlobalSecondaryIndexes?.map(index)
  const locals = properties.LocalSecondaryIndexes?.map(index)
  const stream = properties.StreamSpecification
  const input = {
    ...{ TableName, BillingMode, AttributeDefinitions, KeySchema, DeletionProtectionEnabled },
    ...(globals && { GlobalSecondaryIndexes: globals }),
    ...(locals && { LocalSecondaryIndexes: locals }),
    ...(stream && { StreamSpecification: { ...stream, StreamEnabled: true } }),
  } as CreateTableCommandInput
  const ttl = properties.TimeToLiveSpecification
  return { input, ttl: ttl && { AttributeName: ttl.AttributeName, Enabled: ttl.Enabled } }
}
