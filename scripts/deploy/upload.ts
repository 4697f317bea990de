import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { LambdaPackage } from '../lambda/package.ts'

/** Uploads the packages that are not there yet: the key of one is its content. */
export async function uploadPackages(
  packages: readonly LambdaPackage[],
  folder: string,
  { bucket, region, say }: { bucket: string; region: string; say: (line: string) => void },
): Promise<void> {
  const client = new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined })
  for (const { name, key, sha256 } of packages) {
    if (await exists(client, bucket, key)) {
      say(`${key} is in ${bucket} already`)
      continue
    }
    const checksum = Buffer.from(sha256, 'hex').toString('base64')
    const content = { Body: readFileSync(join(folder, `${name}.zip`)), ChecksumSHA256: checksum }
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: 'application/zip', ...content }),
    )
    say(`${key} is uploaded to ${bucket}`)
  }
  client.destroy()
}

async function exists(client: S3Client, Bucket: string, Key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket, Key }))
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return false
    throw error
  }
}
