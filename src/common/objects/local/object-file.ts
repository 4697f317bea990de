import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { CorruptItemError } from '../../data/errors.ts'
import type { ObjectInfo, StoredAs } from '../object-store.ts'
import { mapped } from './file-errors.ts'

/*
 * One file an object: a line of JSON, padded to 256 bytes, then the bytes. So there is no second file that a crash could
 * leave without its first, and `head -1` shows what a file is.
 */

/** Bytes before the bytes of the object. */
export const HEADER_BYTES = 256
const FORMAT_VERSION = 1

interface Header {
  readonly version: number
  readonly type: string
  readonly etag: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

type Body = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>

/**
 * Writes an object into an empty file and waits until the disk has it.
 * @throws what the body throws, as it is
 */
export async function writeObjectFile(file: FileHandle, body: Body, contentType: string): Promise<StoredAs> {
  const hash = createHash('sha256')
  let size = 0
  await mapped(() => file.writeFile(Buffer.alloc(HEADER_BYTES)))
  for await (const part of body) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    size += bytes.length
    hash.update(bytes)
    await mapped(() => file.writeFile(bytes))
  }
  const etag = hash.digest('hex').slice(0, 32)
  const header: Header = { version: FORMAT_VERSION, type: contentType, etag, size, modified: Date.now() }
  const line = `${JSON.stringify(header).padEnd(HEADER_BYTES - 1)}\n`
  await mapped(async () => {
    await file.write(line, 0)
    await file.sync()
  })
  return { size, etag }
}

/** @throws CorruptItemError for a file that is no whole object */
export async function readObjectInfo(file: FileHandle, key: string): Promise<ObjectInfo> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
  const { size } = await file.stat()
  const header = bytesRead === HEADER_BYTES ? parse(buffer.toString()) : undefined
  if (header?.version !== FORMAT_VERSION || header.size !== size - HEADER_BYTES) {
    throw new CorruptItemError(`The file of object ${key} is damaged`, { key }, [])
  }
  const { type: contentType, etag, modified } = header
  return { key, size: header.size, contentType, etag, lastModified: new Date(modified) }
}

function parse(line: string): Header | undefined {
  try {
    return JSON.parse(line) as Header
  } catch {
    return undefined
  }
}
