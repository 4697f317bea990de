import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { checkDownload, checkedUpload } from '../checks.ts'
import { attachment, nameOfKey } from '../content-disposition.ts'
import type { DownloadOptions, UploadSpec, UploadTarget } from '../object-store.ts'

/**
 * A POST and not a PUT: its policy holds the client to one key, one type, a size and a time. A signed PUT cannot limit
 * the size, and the SDK's does not even sign the type.
 */
export async function presignedUpload(
  client: S3Client,
  bucket: string,
  spec: UploadSpec,
): Promise<UploadTarget> {
  const { key, contentType, minBytes, maxBytes, expiresInSeconds } = checkedUpload(spec)
  const { url, fields } = await createPresignedPost(client, {
    Bucket: bucket,
    Key: key,
    // Fields become conditions of the policy, and so does the key.
    Fields: { 'Content-Type': contentType },
    Conditions: [['content-length-range', minBytes, maxBytes]],
    Expires: expiresInSeconds,
  })
  const policy = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString()) as { expiration: string }
  return { method: 'POST', url, fields, expiresAt: new Date(policy.expiration).toISOString() }
}

export async function presignedDownload(
  client: S3Client,
  bucket: string,
  key: string,
  options: DownloadOptions,
): Promise<string> {
  checkDownload(key, options)
  const { expiresInSeconds, fileName = nameOfKey(key), contentType } = options
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: attachment(fileName),
    ...(contentType !== undefined && { ResponseContentType: contentType }),
  })
  return getSignedUrl(client, command, { expiresIn: expiresInSeconds })
}
