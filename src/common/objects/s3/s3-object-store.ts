import type { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type GetObjectCommandOutput,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { ConflictError, NotFoundError, UnavailableError } from '../../data/errors.ts'
import { checkContentType, checkRange, outOfRange, pageLimit } from '../checks.ts'
import { checkKey, checkPrefix, isObjectKey } from '../object-key.ts'
import type {
  ByteRange,
  DownloadOptions,
  ListOptions,
  ObjectInfo,
  ObjectPage,
  ObjectStore,
  PutOptions,
  RangeRequest,
  StoredAs,
  StoredObject,
  UploadSpec,
  UploadTarget,
} from '../object-store.ts'
import { isMissing, isOutOfRange, toCopyError, toDataError } from './s3-errors.ts'
import { S3Urls } from './s3-urls.ts'
import { putObject, etagIn } from './s3-writer.ts'

export interface S3ObjectStoreOptions {
  readonly client: S3Client
  readonly bucket: string
}

/** Objects in a bucket of S3, or of a server that speaks its protocol. */
export class S3ObjectStore implements ObjectStore {
  readonly backend = 's3'
  readonly #client: S3Client
  readonly #bucket: string
  readonly #urls: S3Urls

  constructor({ client, bucket }: S3ObjectStoreOptions) {
    this.#client = client
    this.#bucket = bucket
    this.#urls = new S3Urls(client, bucket)
  }

  async put(
    key: string,
    body: Uint8Array | AsyncIterable<Uint8Array | string>,
    options: PutOptions,
  ): Promise<StoredAs> {
    checkKey(key)
    checkContentType(options.contentType)
    return putObject(this.#client, { bucket: this.#bucket, key, ...options }, body)
  }

  async get(
    key: string,
    { range }: { readonly range?: RangeRequest } = {},
  ): Promise<StoredObject | undefined> {
    checkKey(key)
    if (range) checkRange(range)
    try {
      const found = await this.#client.send(
        new GetObjectCommand({
          ...this.#at(key),
          ...(range && { Range: `bytes=${range.start}-${range.end ?? ''}` }),
        }),
      )
      const { size, range: given } = extentOf(found)
      return { ...infoOf(key, found), size, range: given, stream: found.Body as Readable }
    } catch (error) {
      if (isMissing(error)) return undefined
      if (range && isOutOfRange(error)) throw outOfRange(range)
      throw toDataError(error)
    }
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    checkKey(key)
    try {
      return infoOf(key, await this.#client.send(new HeadObjectCommand(this.#at(key))))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw toDataError(error)
    }
  }

  async delete(key: string): Promise<boolean> {
    // S3 itself does not say whether there was anything.
    if (!(await this.head(key))) return false
    await this.#send(() => this.#client.send(new DeleteObjectCommand(this.#at(key))))
    return true
  }

  async list(prefix: string, options: ListOptions = {}): Promise<ObjectPage> {
    checkPrefix(prefix)
    const page = await this.#send(() =>
      this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: prefix,
          MaxKeys: pageLimit(options),
          StartAfter: options.after,
        }),
      ),
    )
    if (page.IsTruncated === undefined)
      throw new UnavailableError('S3 did not answer, but something that is no list')
    const found = page.Contents ?? []
    const objects = found.flatMap(({ Key = '', Size = 0, ETag, LastModified = new Date(0) }) =>
      // Consoles make objects that stand for folders.
      isObjectKey(Key) ? [{ key: Key, size: Size, etag: etagIn(ETag), lastModified: LastModified }] : [],
    )
    return { objects, next: (page.IsTruncated ? found.at(-1)?.Key : undefined) ?? null }
  }

  async copy(from: string, to: string, { ifMatch }: { readonly ifMatch?: string } = {}): Promise<StoredAs> {
    checkKey(to)
    const source = await this.head(from)
    if (!source) throw new NotFoundError(`Object not found: ${from}`)
    if (ifMatch !== undefined && ifMatch !== source.etag)
      throw new ConflictError(`Object ${from} has other bytes by now`)
    try {
      const { CopyObjectResult } = await this.#client.send(
        new CopyObjectCommand({
          ...this.#at(to),
          CopySource: `${this.#bucket}/${from}`,
          CopySourceIfMatch: `"${source.etag}"`,
        }),
      )
      return { size: source.size, etag: etagIn(CopyObjectResult?.ETag) }
    } catch (error) {
      throw toCopyError(from, error)
    }
  }

  async createUpload(spec: UploadSpec): Promise<UploadTarget> {
    return this.#send(() => this.#urls.upload(spec))
  }

  async downloadUrl(key: string, options: DownloadOptions): Promise<string> {
    return this.#send(() => this.#urls.download(key, options))
  }

  async close(): Promise<void> {
    this.#client.destroy()
  }

  #at(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#bucket, Key: key }
  }

  async #send<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      throw toDataError(error)
    }
  }
}

function infoOf(key: string, found: GetObjectCommandOutput | HeadObjectCommandOutput): ObjectInfo {
  return {
    key,
    size: found.ContentLength ?? 0,
    contentType: found.ContentType ?? 'application/octet-stream',
    etag: etagIn(found.ETag),
    lastModified: found.LastModified ?? new Date(0),
  }
}

/** What part of how much was sent. */
function extentOf({ ContentRange = '', ContentLength = 0 }: GetObjectCommandOutput): {
  readonly size: number
  readonly range: ByteRange
} {
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(ContentRange) ?? []
  if (size === undefined) return { size: ContentLength, range: { start: 0, end: ContentLength - 1 } }
  return { size: Number(size), range: { start: Number(start), end: Number(end) } }
}
