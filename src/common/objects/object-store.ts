import type { Readable } from 'node:stream'

/** What is known of an object without reading it. */
export interface ObjectInfo {
  readonly key: string
  /** Bytes. */
  readonly size: number
  readonly contentType: string
  /** Changes whenever the bytes do; opaque, without quotes. */
  readonly etag: string
  readonly lastModified: Date
}

/** An object, or the part of it that was asked for. */
export interface StoredObject extends ObjectInfo {
  /** Where the stream begins and ends in the object, both included; the whole object when no range was asked for. */
  readonly range: ByteRange
  /** Holds a file or a connection until it is read to its end or destroyed. */
  readonly stream: Readable
}

/** Bytes of an object, both ends included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** A range as asked for: to the end of the object where `end` is left out or lies behind it. */
export type RangeRequest = Pick<ByteRange, 'start'> & Partial<ByteRange>

export interface PutOptions {
  readonly contentType: string
  /** Fail where the key has an object already. */
  readonly ifAbsent?: boolean
}

/** What a write stored. */
export type StoredAs = Pick<ObjectInfo, 'size' | 'etag'>

export type ListedObject = Omit<ObjectInfo, 'contentType'>

export interface ListOptions {
  /** Keys behind this one only: the `next` of the page before. */
  readonly after?: string
  /** 1 to 1000, 1000 by default. */
  readonly limit?: number
}

export interface ObjectPage {
  readonly objects: readonly ListedObject[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

/** What an upload may bring. */
export interface UploadSpec {
  /** A key of the caller's making, never of the client's; a fresh one for each upload. */
  readonly key: string
  readonly contentType: string
  /** Fewest bytes; 1 by default. */
  readonly minBytes?: number
  readonly maxBytes: number
  /** 1 to 604 800 (a week). */
  readonly expiresInSeconds: number
}

/**
 * What a client needs to upload one object by itself: a `multipart/form-data` POST of `fields` in any order, then the
 * bytes as the last part, named `file`. Both backends answer 204 when the object is stored.
 */
export interface UploadTarget {
  readonly method: 'POST'
  /** Absolute, or a path of this service. */
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  /** ISO 8601, UTC. */
  readonly expiresAt: string
}

export interface DownloadOptions {
  /** 1 to 604 800 (a week). */
  readonly expiresInSeconds: number
  /** Name under which a browser saves the file; the last segment of the key by default. */
  readonly fileName?: string
  /** Sent instead of the type of the object. */
  readonly contentType?: string
}

/**
 * Files by key: uploads, exports, images. A key is text such as `images/4f2a/1.png` (see `object-key.ts`). A write is
 * seen whole or not at all, and by every read that begins after it.
 *
 * Throws only errors of the data layer's taxonomy (`common/data/errors.ts`): ValidationError for a bad key or option,
 * UnavailableError when the backend cannot do it now; and what a stream given to it throws.
 */
export interface ObjectStore {
  readonly backend: 'local' | 's3'

  /**
   * Stores the bytes, in place of what the key had. A stream that fails leaves the key as it was.
   * @throws AlreadyExistsError with `ifAbsent`
   */
  put(
    key: string,
    body: Uint8Array | AsyncIterable<Uint8Array | string>,
    options: PutOptions,
  ): Promise<StoredAs>

  /** @throws ValidationError when the range begins behind the end of the object */
  get(key: string, options?: { readonly range?: RangeRequest }): Promise<StoredObject | undefined>

  head(key: string): Promise<ObjectInfo | undefined>

  /** True when there was one. Of two at the same time, both may say so on S3. */
  delete(key: string): Promise<boolean>

  /** Objects whose key begins with the text, in byte order of their keys. */
  list(prefix: string, options?: ListOptions): Promise<ObjectPage>

  /**
   * Copies an object over whatever `to` has. With `ifMatch` only the bytes that have this etag: so an upload that was
   * looked at is what is kept, though its URL can be used again on S3.
   * @throws NotFoundError
   * @throws ConflictError when the etag is another
   */
  copy(from: string, to: string, options?: { readonly ifMatch?: string }): Promise<StoredAs>

  /** A URL that takes one upload of this key, type and size until it expires. */
  createUpload(spec: UploadSpec): Promise<UploadTarget>

  /** A URL that serves the object to whoever has it until it expires, as a file to save. */
  downloadUrl(key: string, options: DownloadOptions): Promise<string>

  close(): Promise<void>
}
