import { access, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AlreadyExistsError, ConflictError, CorruptItemError, NotFoundError } from '../../data/errors.ts'
import { checkContentType, pageLimit, rangeWithin } from '../checks.ts'
import { checkKey, checkPrefix } from '../object-key.ts'
import type {
  DownloadOptions,
  ListedObject,
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
import { hasCode, mapped } from './file-errors.ts'
import { markName, sweepTemporary, sweepUsed } from './leftovers.ts'
import { listKeys } from './list-keys.ts'
import { HEADER_BYTES, readObjectInfo, writeObjectFile } from './object-file.ts'
import { ObjectFolder, openReal } from './object-folder.ts'
import type { SignedUrls, UploadGrant } from './signed-url.ts'

const SWEEP_MS = 60 * 60 * 1000

export interface LocalObjectStoreOptions {
  /** The folder; made with the first object. */
  readonly path: string
  readonly urls: SignedUrls
}

/** Objects as files in a folder of this machine. Several processes may share it. */
export class LocalObjectStore implements ObjectStore {
  readonly backend = 'local'
  readonly urls: SignedUrls
  readonly #folder: ObjectFolder
  readonly #sweeper: NodeJS.Timeout

  constructor({ path, urls }: LocalObjectStoreOptions) {
    this.urls = urls
    this.#folder = new ObjectFolder(path)
    const sweep = (): void => {
      // Leftovers cost room and nothing else: the next time will do.
      this.sweep().catch(() => undefined)
    }
    this.#sweeper = setInterval(sweep, SWEEP_MS).unref()
    sweep()
  }

  async put(
    key: string,
    body: Uint8Array | AsyncIterable<Uint8Array | string>,
    { contentType, ifAbsent = false }: PutOptions,
  ): Promise<StoredAs> {
    checkKey(key)
    checkContentType(contentType)
    const parts = body instanceof Uint8Array ? [body] : body
    return this.#replace(key, ifAbsent, async (path) => {
      const file = await mapped(() => open(path, 'wx'))
      try {
        return await writeObjectFile(file, parts, contentType)
      } finally {
        await file.close()
      }
    })
  }

  async get(key: string, options: { readonly range?: RangeRequest } = {}): Promise<StoredObject | undefined> {
    checkKey(key)
    const file = await mapped(() => this.#folder.open(key))
    if (!file) return undefined
    try {
      const info = await mapped(() => readObjectInfo(file, key))
      const range = rangeWithin(info.size, options.range)
      const stream = file.createReadStream({
        start: HEADER_BYTES + range.start,
        // Of no bytes at all, the range ends before it starts, which the stream would not take.
        end: HEADER_BYTES + Math.max(range.end, 0),
      })
      return { ...info, range, stream }
    } catch (error) {
      await file.close()
      throw error
    }
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    checkKey(key)
    return mapped(async () => {
      const file = await this.#folder.open(key)
      if (!file) return undefined
      try {
        return await readObjectInfo(file, key)
      } finally {
        await file.close()
      }
    })
  }

  async delete(key: string): Promise<boolean> {
    checkKey(key)
    return mapped(() => this.#folder.remove(key))
  }

  async list(prefix: string, options: ListOptions = {}): Promise<ObjectPage> {
    checkPrefix(prefix)
    const limit = pageLimit(options)
    const objects: ListedObject[] = []
    return mapped(async () => {
      for await (const key of listKeys(this.#folder.top('keys'), { prefix, after: options.after ?? '' })) {
        if (objects.length === limit) return { objects, next: objects.at(-1)?.key ?? null }
        const info = await this.#infoIfWhole(key)
        if (info) objects.push(listed(info))
      }
      return { objects, next: null }
    })
  }

  async copy(from: string, to: string, { ifMatch }: { readonly ifMatch?: string } = {}): Promise<StoredAs> {
    checkKey(from)
    checkKey(to)
    // Files are never changed once they have their place, so a second name is a copy.
    return this.#replace(to, false, (path) =>
      mapped(async () => {
        if (!(await this.#folder.linkTo(from, path))) throw new NotFoundError(`Object not found: ${from}`)
        const file = await openReal(path)
        if (!file) throw new NotFoundError(`Object not found: ${from}`)
        try {
          const { size, etag } = await readObjectInfo(file, from)
          if (ifMatch !== undefined && ifMatch !== etag)
            throw new ConflictError(`Object ${from} has other bytes by now`)
          return { size, etag }
        } finally {
          await file.close()
        }
      }),
    )
  }

  async createUpload(spec: UploadSpec): Promise<UploadTarget> {
    return this.urls.upload(spec)
  }

  async downloadUrl(key: string, options: DownloadOptions): Promise<string> {
    return this.urls.download(key, options)
  }

  /** True when the URL of an upload was used. */
  async isClaimed(upload: Pick<UploadGrant, 'id' | 'expires'>): Promise<boolean> {
    return mapped(() => exists(join(this.#folder.top('used'), markName(upload))))
  }

  /** Marks an upload as done, for ever. False when it is already: its URL was used before. */
  async claim(upload: Pick<UploadGrant, 'id' | 'expires'>): Promise<boolean> {
    return mapped(async () => {
      const path = join(await this.#folder.make('used'), markName(upload))
      try {
        await (await open(path, 'wx')).close()
        return true
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return false
        throw error
      }
    })
  }

  /** Removes what interrupted writes and expired URLs left behind. Runs by itself once an hour. */
  async sweep(now: number = Date.now()): Promise<void> {
    await mapped(async () => {
      await sweepTemporary(this.#folder.top('temp'), now)
      await sweepUsed(this.#folder.top('used'), now)
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper)
  }

  /** Undefined also for a damaged file: one must not keep the others from being listed. `head` and `get` tell of it. */
  async #infoIfWhole(key: string): Promise<ObjectInfo | undefined> {
    try {
      return await this.head(key)
    } catch (error) {
      if (error instanceof CorruptItemError) return undefined
      throw error
    }
  }

  /** Makes a file under a temporary name, then gives it the key. */
  async #replace(
    key: string,
    ifAbsent: boolean,
    make: (path: string) => Promise<StoredAs>,
  ): Promise<StoredAs> {
    const path = await mapped(() => this.#folder.temporary())
    try {
      const stored = await make(path)
      if (await mapped(() => this.#folder.publish(path, key, ifAbsent))) return stored
    } finally {
      await rm(path, { force: true })
    }
    throw new AlreadyExistsError(`There is an object ${key} already`)
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

function listed({ contentType: _, ...info }: ObjectInfo): ListedObject {
  return info
}
