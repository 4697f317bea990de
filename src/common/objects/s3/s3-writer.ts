import { randomUUID } from 'node:crypto'
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { AlreadyExistsError, UnavailableError } from '../../data/errors.ts'
import type { PutOptions, StoredAs } from '../object-store.ts'
import { S3Body } from './s3-body.ts'
import { toPutError } from './s3-errors.ts'

/** Parts of a stream in memory and on their way at once, 5 MB each. */
const PARTS_AT_ONCE = 2

/** Metadata that tells our own write from another one's. */
const TOKEN = 'write-token'

interface Target extends PutOptions {
  readonly bucket: string
  readonly key: string
}

/** Stores bytes in one request, or a stream of unknown length in parts. */
export async function putObject(
  client: S3Client,
  target: Target,
  body: Uint8Array | AsyncIterable<Uint8Array | string>,
): Promise<StoredAs> {
  const { bucket, key, contentType, ifAbsent = false } = target
  const token = randomUUID()
  const common = {
    Bucket: bucket,
    Key: key,
    ContentType: contentType,
    ...(ifAbsent && { IfNoneMatch: '*', Metadata: { [TOKEN]: token } }),
  }
  const source = body instanceof Uint8Array ? undefined : new S3Body(body)
  try {
    if (!source) {
      const { ETag } = await client.send(new PutObjectCommand({ ...common, Body: body as Uint8Array }))
      return { size: (body as Uint8Array).length, etag: etagIn(ETag) }
    }
    const params = { ...common, Body: source.stream() }
    const { ETag } = await new Upload({ client, params, queueSize: PARTS_AT_ONCE }).done()
    return { size: source.size, etag: etagIn(ETag) }
  } catch (error) {
    if (source?.failure) throw source.failure.error
    const mapped = toPutError(key, error)
    const own = mapped instanceof AlreadyExistsError ? await writtenBy(client, target, token) : undefined
    if (own) return own
    throw mapped
  }
}

/** The SDK repeats a write whose answer was lost, and is then told that there is an object: its own. */
async function writtenBy(
  client: S3Client,
  { bucket, key }: Target,
  token: string,
): Promise<StoredAs | undefined> {
  try {
    const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
    if (found.Metadata?.[TOKEN] !== token) return undefined
    return { size: found.ContentLength ?? 0, etag: etagIn(found.ETag) }
  } catch {
    return undefined
  }
}

/** @throws UnavailableError where there is none: a page of some proxy, which reads like an answer that says nothing */
export function etagIn(etag: string | undefined): string {
  if (etag === undefined) throw new UnavailableError('S3 did not answer, but something that has no etags')
  return etag.replace(/^"|"$/g, '')
}
