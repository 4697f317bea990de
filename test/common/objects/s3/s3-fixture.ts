import { randomBytes } from 'node:crypto'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { createS3Client } from '../../../../src/common/objects/s3/s3-client.ts'
import { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'

/** A store on a bucket of its own. */
export async function s3Store(endpoint: string): Promise<S3ObjectStore> {
  const client = createS3Client({ region: 'us-east-1', endpoint, pathStyle: true, localCredentials: true })
  const bucket = `bulkhead-${randomBytes(5).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  return new S3ObjectStore({ client, bucket })
}
