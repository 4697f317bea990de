import { randomBytes } from 'node:crypto'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { createS3Client } from '../../../../src/common/objects/s3/s3-client.ts'
import { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'

export interface Bucket {
  readonly store: S3ObjectStore
  /** What makes the service use it. */
  readonly environment: Readonly<Record<string, string>>
}

/** A bucket of its own. */
export async function startBucket(endpoint: string): Promise<Bucket> {
  const client = createS3Client({ region: 'us-east-1', endpoint, pathStyle: true, localCredentials: true })
  const bucket = `bulkhead-${randomBytes(5).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  return {
    store: new S3ObjectStore({ client, bucket }),
    environment: { OBJECT_STORE: 's3', S3_BUCKET: bucket, S3_ENDPOINT: endpoint },
  }
}

/** A store on a bucket of its own. */
export const s3Store = async (endpoint: string): Promise<S3ObjectStore> => (await startBucket(endpoint)).store
