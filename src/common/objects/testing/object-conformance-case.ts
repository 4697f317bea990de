import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { DataError } from '../../data/errors.ts'
import type { ObjectStore, StoredObject, UploadTarget } from '../object-store.ts'

/** What some emulators of S3 cannot do, or do without looking; both backends that users run can. */
export type ObjectCapability =
  | 'put if absent'
  | 'copy if match'
  | 'byte order'
  | 'keys below keys'
  | 'post uploads'
  | 'upload policies'
  | 'signatures'

/** A store, and where its URLs lead: those of the local store are relative to the service. */
export interface ObjectBackend {
  readonly store: ObjectStore
  readonly origin: string
}

/** One promise of the object store port. Cases may run in any order, also at the same time, on one store. */
export interface ObjectConformanceCase {
  readonly name: string
  readonly needs: readonly ObjectCapability[]
  run(backend: ObjectBackend): Promise<void>
}

/** What a case works with; `prefix` begins keys that no other case has. */
interface CaseContext extends ObjectBackend {
  readonly prefix: string
}

export function objectCase(
  name: string,
  run: (context: CaseContext) => Promise<void>,
  ...needs: readonly ObjectCapability[]
): ObjectConformanceCase {
  return { name, needs, run: (backend) => run({ ...backend, prefix: `kit/${randomUUID()}/` }) }
}

/** All bytes of an object. */
export async function read(object: StoredObject | undefined): Promise<Buffer> {
  assert.ok(object, 'the object is there')
  const parts: Buffer[] = []
  for await (const part of object.stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

export const bytesOf = (text: string): Buffer => Buffer.from(text)

/** Bytes in several parts, as a stream gives them. */
export async function* inParts(
  ...parts: readonly (Uint8Array | string)[]
): AsyncGenerator<Uint8Array | string> {
  for (const part of parts) {
    await new Promise(setImmediate)
    yield part
  }
}

export const csv = { contentType: 'text/csv' } as const

type ErrorClass = new (...args: never[]) => DataError

/** The promise fails with an error of this class of the taxonomy. */
export async function rejects(promise: Promise<unknown>, expected: ErrorClass): Promise<void> {
  const outcome = await promise.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )
  assert.ok(outcome instanceof expected, `expected ${expected.name}, but ${String(outcome)}`)
}

export interface FileToPost {
  readonly bytes: Uint8Array
  /** In place of those of the target. */
  readonly fields?: Readonly<Record<string, string>>
  /** What the part of the file says that it is. */
  readonly type?: string
}

/** Uploads a file as a client does that knows nothing of the backend. */
export async function post(
  { method, url, fields }: UploadTarget,
  file: FileToPost,
  origin: string,
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...file.fields })) form.append(name, value)
  const options = file.type === undefined ? {} : { type: file.type }
  form.append('file', new Blob([Uint8Array.from(file.bytes)], options), 'upload')
  return fetch(new URL(url, origin), { method, body: form })
}
