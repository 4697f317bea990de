import type { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { checkDownload, checkedUpload } from '../checks.ts'
import { attachment, nameOfKey } from '../content-disposition.ts'
import type { DownloadOptions, UploadSpec, UploadTarget } from '../object-store.ts'
import { S3QuerySigner } from './s3-query-signer.ts'

/** URLs that a bucket takes without credentials, until they expire. */
export class S3Urls {
  readonly #client: S3Client
  readonly #bucket: string
  #bucketUrl: URL | undefined
  #signer: S3QuerySigner | undefined

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  /**
   * A POST and not a PUT: its policy holds the client to one key, one type, a size and a time. A signed PUT cannot limit
   * the size, and the SDK's does not even sign the type.
   */
  async upload(spec: UploadSpec): Promise<UploadTarget> {
    const { key, contentType, minBytes, maxBytes, expiresInSeconds } = checkedUpload(spec)
    const { url, fields } = await createPresignedPost(this.#client, {
      Bucket: this.#bucket,
      Key: key,
      // Fields become conditions of the policy, and so does the key.
      Fields: { 'Content-Type': contentType },
      Conditions: [['content-length-range', minBytes, maxBytes]],
      Expires: expiresInSeconds,
    })
    const policy = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString()) as { expiration: string }
    return { method: 'POST', url, fields, expiresAt: new Date(policy.expiration).toISOString() }
  }

  async download(key: string, options: DownloadOptions): Promise<string> {
    checkDownload(key, options)
    const { expiresInSeconds, fileName = nameOfKey(key), contentType } = options
    const signer = await this.#currentSigner()
    return signer.sign({
      key,
      answer: {
        'response-content-disposition': attachment(fileName),
        ...(contentType !== undefined && { 'response-content-type': contentType }),
      },
      expiresInSeconds,
      // As S3 has it, where the clock of this machine was found to be wrong.
      time: Date.now() + this.#client.config.systemClockOffset,
    })
  }

  /** Credentials end, and then there are others. */
  async #currentSigner(): Promise<S3QuerySigner> {
    const credentials = await this.#client.config.credentials()
    if (!this.#signer?.isFor(credentials)) {
      const region = await this.#client.config.region()
      this.#signer = new S3QuerySigner(credentials, region, await this.#urlOfBucket())
    }
    return this.#signer
  }

  /** In the host name or in the path, in the region or at an endpoint of its own: the SDK knows. */
  async #urlOfBucket(): Promise<URL> {
    this.#bucketUrl ??= new URL(
      (await createPresignedPost(this.#client, { Bucket: this.#bucket, Key: 'any' })).url,
    )
    return this.#bucketUrl
  }
}
