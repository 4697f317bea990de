import {
  DeleteTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import type { StackResourceSummary } from '@aws-sdk/client-cloudformation'

/** What stays when its stack is deleted. */
export interface Retained {
  readonly type: string
  readonly name: string
}

const KEPT = new Set(['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool'])

export const retainedOf = (resources: readonly StackResourceSummary[]): Retained[] =>
  resources.flatMap(({ ResourceType: type = '', PhysicalResourceId: name = '' }) =>
    KEPT.has(type) ? [{ type, name }] : [],
  )

/** Deletes the tables among them. Buckets and users are left to whoever knows that nobody needs them. */
export async function deleteRetained(
  retained: readonly Retained[],
  { region, say }: { region: string; say: (line: string) => void },
): Promise<void> {
  const client = new DynamoDBClient({ region })
  for (const { type, name: TableName } of retained) {
    if (type !== 'AWS::DynamoDB::Table') continue
    try {
      await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }))
      await client.send(new DeleteTableCommand({ TableName }))
      say(`${TableName} is deleted`)
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error
    }
  }
  client.destroy()
}
