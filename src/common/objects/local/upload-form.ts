import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { HttpProblem } from '../../http/http-error.ts'

/** What a form may need besides its file: the fields, a boundary before each, the headers of the parts. */
export const FORM_ROOM = 64 * 1024
const LIMITS = { fields: 30, fieldSize: 8192, files: 1, parts: 31, headerPairs: 20, headerSize: 8192 }

/** The file of a form, and what stood before it. */
export interface FormFile {
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, string>
  /** What the part says that it is. */
  readonly type: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Reads a `multipart/form-data` body as it arrives and hands its `file` over, which is read at the pace of whoever
 * takes it. As with S3, what comes behind the file does not count.
 * @throws HttpProblem for a form that is malformed, too long or without a file, when `take` has ended; what it throws
 */
export async function receiveFile<T>(
  raw: IncomingMessage,
  maxBytes: number,
  take: (file: FormFile) => Promise<T>,
): Promise<T> {
  const form = openForm(raw)
  const fields = new Map<string, string>()
  let file: Readable | undefined
  let taken: Promise<T> | undefined
  try {
    return await new Promise<T>((resolve, reject) => {
      limit(raw, maxBytes + FORM_ROOM, reject)
      raw.on('close', () => {
        if (!raw.readableEnded) reject(malformed('The connection was closed before the end of the form.'))
      })
      form.on('field', (name: string | undefined, value) => {
        // Its types promise a name that a client may leave out.
        if (name !== undefined) fields.set(name.toLowerCase(), value)
      })
      form.on('file', (_name, stream, _fileName, _encoding, type) => {
        file = stream
        // It is told of a form that breaks off also when nobody reads it any more, and that must not end the process.
        stream.on('error', () => undefined)
        taken = take({ fields, type, bytes: partsOf(stream) })
        taken.then(resolve, reject)
      })
      form.on('finish', () => {
        if (!file) reject(malformed('The form has no part named file.'))
      })
      form.on('error', (error) => {
        reject(malformed(undefined, error))
      })
      raw.pipe(form)
    })
  } finally {
    // Whatever is still to come is read and dropped, so that the client hears the answer.
    raw.unpipe(form)
    raw.resume()
    file?.destroy()
    await taken?.catch(() => undefined)
  }
}

function openForm(raw: IncomingMessage): BusboyInstance {
  const { 'content-type': type = '' } = raw.headers
  try {
    return new Busboy({
      headers: { ...raw.headers, 'content-type': type },
      limits: LIMITS,
      isPartAFile: (name) => name === 'file',
    })
  } catch (error) {
    throw malformed('The content type names no boundary of the parts.', error)
  }
}

/** Fields and parts that nobody asked for must not go on for ever. */
function limit(raw: IncomingMessage, most: number, refuse: (reason: HttpProblem) => void): void {
  let size = 0
  raw.on('data', ({ length }: Buffer) => {
    size += length
    if (size > most) refuse(new HttpProblem('body_too_large'))
  })
}

async function* partsOf(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of stream) yield part as Uint8Array
  } catch (error) {
    throw malformed(undefined, error)
  }
}

const malformed = (detail = 'The form ends before its file does, or is malformed.', cause?: unknown) =>
  new HttpProblem('bad_request', detail, { cause })
