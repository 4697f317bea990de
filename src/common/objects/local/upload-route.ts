import type { FastifyInstance } from 'fastify'
import { HttpProblem } from '../../http/http-error.ts'
import type { StoredAs } from '../object-store.ts'
import type { LocalObjectStore } from './local-object-store.ts'
import { OBJECTS_PATH, type Query, type UploadGrant } from './signed-url.ts'
import { FORM_ROOM, receiveFile, type FormFile } from './upload-form.ts'

/** What a program sends that does not know what a file is. */
const UNKNOWN_TYPES = new Set(['', 'text/plain', 'application/octet-stream'])

/** `POST /objects/{key}?…`: takes the one upload that the URL was made for. */
export function uploadRoute(app: FastifyInstance, store: LocalObjectStore): void {
  app.post<{ Params: { '*': string }; Querystring: Query }>(
    `${OBJECTS_PATH}/*`,
    // The signature of the URL is the permission.
    { config: { access: 'public', deadline: false }, schema: { hide: true } },
    async (request, reply) => {
      const grant = store.urls.openUpload(request.params['*'], request.query)
      if (await store.isClaimed(grant)) throw used()
      if (Number(request.headers['content-length']) > grant.maxBytes + FORM_ROOM) throw tooLarge(grant)
      const { etag } = await receiveFile(request.raw, grant.maxBytes, (file) => keep(store, grant, file))
      return reply.code(204).header('etag', `"${etag}"`).send()
    },
  )
}

async function keep(store: LocalObjectStore, grant: UploadGrant, file: FormFile): Promise<StoredAs> {
  const { key, contentType } = grant
  checkType(file, contentType)
  return store.put(key, agreed(store, grant, file), { contentType, ifAbsent: true })
}

/**
 * As with S3 the field decides. What the part of an image says must not be another thing; of other files programs say
 * too many things: a CSV file is `application/vnd.ms-excel` to some.
 */
function checkType({ fields, type }: FormFile, expected: string): void {
  const isContradiction = expected.startsWith('image/') && type !== expected && !UNKNOWN_TYPES.has(type)
  if (fields.get('content-type') === expected && !isContradiction) return
  throw new HttpProblem(
    'unsupported_media_type',
    `The URL is for a file of type ${expected}: the field Content-Type before the file has to say so, and nothing else another type.`,
  )
}

/** The bytes of the file, while they are what the URL allows; at their end the URL is used up. */
async function* agreed(
  store: LocalObjectStore,
  grant: UploadGrant,
  file: FormFile,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const part of file.bytes) {
    size += part.length
    if (size > grant.maxBytes) throw tooLarge(grant)
    yield part
  }
  if (size < grant.minBytes) {
    throw new HttpProblem(
      'bad_request',
      `The file is smaller than the ${grant.minBytes} bytes that it has to have.`,
    )
  }
  if (!(await store.claim(grant))) throw used()
}

const tooLarge = ({ maxBytes }: UploadGrant): HttpProblem =>
  new HttpProblem('body_too_large', `The file is larger than the ${maxBytes} bytes that the URL allows.`)

const used = (): HttpProblem =>
  new HttpProblem('conflict', 'The URL was used for an upload before. Ask for a new one.')
