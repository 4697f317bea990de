import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { vi } from 'vitest'
import {
  NOTHING,
  startCloudFormation,
  type CloudFormationServer,
} from '../../support/cloudformation/server.ts'
import type { Provisioner } from '../../support/cloudformation/stack-engine.ts'
import { startFauxqs } from '../../support/sqs-servers.ts'

export const region = 'us-east-1'

export interface EmulatedAws {
  readonly cloudFormation: CloudFormationServer
  /** What points a process at it. */
  readonly variables: Readonly<Record<string, string>>
  createBucket(name: string): Promise<void>
  keysOf(bucket: string): Promise<(string | undefined)[]>
  stop(): Promise<void>
}

/** A CloudFormation and an S3 over HTTP, which are those of this process until they stop. */
export async function startEmulatedAws(provisioner: Provisioner = NOTHING): Promise<EmulatedAws> {
  const cloudFormation = await startCloudFormation(provisioner)
  const storage = await startFauxqs()
  const variables = {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    AWS_ENDPOINT_URL_S3: storage.endpoint,
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const client = new S3Client({ region, forcePathStyle: true })
  return {
    cloudFormation,
    variables,
    async createBucket(Bucket) {
      await client.send(new CreateBucketCommand({ Bucket }))
    },
    async keysOf(Bucket) {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }))
      return Contents.map(({ Key }) => Key)
    },
    async stop() {
      vi.unstubAllEnvs()
      client.destroy()
      await Promise.all([cloudFormation.stop(), storage.stop()])
    },
  }
}
