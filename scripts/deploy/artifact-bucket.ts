import { createHash } from 'node:crypto'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { TierOutputs } from './plan.ts'

interface ArtifactBucketOptions {
  readonly region: string
  readonly say: (line: string) => void
}

/** The bucket among the outputs of the tier artifacts; undefined until that is deployed. */
export function bucketOf(
  artifacts: TierOutputs[string] | undefined,
  options: ArtifactBucketOptions,
): ArtifactBucket | undefined {
  const name = artifacts?.ArtifactBucketName
  return typeof name === 'string' ? new ArtifactBucket(name, options) : undefined
}

/** The bucket that CloudFormation reads packages and large templates from. A key says what the content is. */
export class ArtifactBucket {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #say: (line: string) => void

  constructor(bucket: string, { region, say }: ArtifactBucketOptions) {
    this.#client = new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined })
    this.#bucket = bucket
    this.#say = say
  }

  /** Uploads what is not there yet. */
  async put(key: string, content: Uint8Array, contentType: string): Promise<void> {
    if (await this.#has(key)) {
      this.#say(`${key} is in ${this.#bucket} already`)
      return
    }
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: content,
        ContentType: contentType,
        ChecksumSHA256: createHash('sha256').update(content).digest('base64'),
      }),
    )
    this.#say(`${key} is uploaded to ${this.#bucket}`)
  }

  /** Where an object is, without a signature: CloudFormation reads it with the rights of whoever deploys. */
  async urlOf(key: string): Promise<string> {
    // The SDK knows the host in every region and partition, and at an emulator.
    const url = new URL(
      await getSignedUrl(this.#client, new GetObjectCommand({ Bucket: this.#bucket, Key: key })),
    )
    url.search = ''
    return url.href
  }

  async #has(Key: string): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key }))
      return true
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFound') return false
      throw error
    }
  }
}
