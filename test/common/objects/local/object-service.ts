import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import type { ObjectStore, UploadSpec } from '../../../../src/common/objects/object-store.ts'
import { startTestApp, type Environment, type TestApp } from '../../../support/test-app.ts'

/** The running service with its local object store. */
export interface ObjectService {
  readonly store: ObjectStore
  readonly origin: string
  /** The folder of the store. */
  readonly folder: string
}

/** Starts the service before the tests of the suite and stops it after them. */
export function objectService(folder: string, environment: Environment = {}): () => ObjectService {
  let running: TestApp | undefined
  let origin = ''
  beforeAll(async () => {
    running = await startTestApp({ OBJECTS_PATH: folder, ...environment })
    origin = await running.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => running?.close())
  return () => {
    if (!running) throw new Error('The service runs in tests only')
    return { store: running.dependencies.objects, origin, folder }
  }
}

/** An upload of 3 to 10 bytes under a key of its own. */
export const someUpload = (changes: Partial<UploadSpec> = {}): UploadSpec => ({
  key: `test/${randomUUID()}`,
  contentType: 'text/csv',
  minBytes: 3,
  maxBytes: 10,
  expiresInSeconds: 60,
  ...changes,
})

export const BOUNDARY = 'x-boundary-x'

/** A form as bytes on the wire, its parts in this order. */
export const formOf = (parts: readonly (readonly [disposition: string, body: string])[]): string =>
  parts
    .map(
      ([disposition, body]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${body}\r\n`,
    )
    .join('')

export const END = `--${BOUNDARY}--\r\n`
export const TYPE_FIELD = ['name="Content-Type"', 'text/csv'] as const
export const FILE = ['name="file"; filename="a.csv"', '01234'] as const

export interface Answer {
  readonly status: number
  readonly text: string
}

/** Posts a body of any kind. */
export async function postBody(
  { origin }: ObjectService,
  url: string,
  body: string,
  headers: Record<string, string> = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
): Promise<Answer> {
  const answer = await fetch(new URL(url, origin), { method: 'POST', body, headers })
  return { status: answer.status, text: await answer.text() }
}

/** Sends bytes over a socket of its own and gives the beginning of the answer; empty where none came in time. */
export function speak(origin: string, bytes: string, patienceMs = 5000): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const end = (text: string): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(text)
    }
    const timer = setTimeout(end, patienceMs, '')
    socket.on('data', (data) => {
      end(data.toString('latin1'))
    })
    socket.on('error', reject)
  })
}
