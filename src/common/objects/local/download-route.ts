import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { notFound } from '../../http/http-error.ts'
import { notModified } from '../../http/preconditions.ts'
import { attachment } from '../content-disposition.ts'
import type { ObjectInfo, RangeRequest } from '../object-store.ts'
import { requestedRange } from './byte-range.ts'
import type { LocalObjectStore } from './local-object-store.ts'
import { OBJECTS_PATH, type DownloadGrant, type Query } from './signed-url.ts'

/**
 * The files come from users: whatever a browser takes one for, it may not run or load anything, nor be this site. Pages
 * of other sites may show it: the URL is the permission.
 */
const FILE_HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'private, no-cache',
  'accept-ranges': 'bytes',
} as const

type DownloadRequest = FastifyRequest<{ Params: { '*': string }; Querystring: Query }>

/** `GET /objects/{key}?…`: serves the file that the URL was made for. */
export function downloadRoute(app: FastifyInstance, store: LocalObjectStore): void {
  // The signature of the URL is the permission.
  const options = {
    config: { access: 'public', deadline: false },
    schema: { hide: true },
    exposeHeadRoute: false,
  } as const

  app.get(`${OBJECTS_PATH}/*`, options, async (request: DownloadRequest, reply) => {
    const { grant, info } = await find(store, request)
    describe(reply, grant, info)
    if (notModified(request, info.etag)) return reply.code(304).send(null)
    const range = wantsPart(request, info) ? requestedRange(request.headers.range, info.size) : undefined
    return sendFile(store, reply, info, range)
  })

  app.head(`${OBJECTS_PATH}/*`, options, async (request: DownloadRequest, reply) => {
    const { grant, info } = await find(store, request)
    describe(reply, grant, info)
    if (notModified(request, info.etag)) return reply.code(304).send(null)
    return reply.header('content-length', info.size).send()
  })
}

async function find(
  store: LocalObjectStore,
  { params, query }: DownloadRequest,
): Promise<{ readonly grant: DownloadGrant; readonly info: ObjectInfo }> {
  const grant = store.urls.openDownload(params['*'], query)
  const info = await store.head(grant.key)
  if (!info) throw notFound('The file is not there (any more).')
  return { grant, info }
}

function describe(reply: FastifyReply, { fileName, contentType }: DownloadGrant, info: ObjectInfo): void {
  void reply.headers({
    ...FILE_HEADERS,
    'content-type': contentType ?? info.contentType,
    'content-disposition': attachment(fileName),
    etag: `"${info.etag}"`,
    'last-modified': info.lastModified.toUTCString(),
  })
}

/** `If-Range`: the rest of a file that has changed since would not fit what the client has. */
function wantsPart({ headers }: DownloadRequest, { etag, lastModified }: ObjectInfo): boolean {
  const condition = headers['if-range']
  return condition === undefined || condition === `"${etag}"` || condition === lastModified.toUTCString()
}

async function sendFile(
  store: LocalObjectStore,
  reply: FastifyReply,
  { key, etag }: ObjectInfo,
  range: RangeRequest | undefined,
): Promise<FastifyReply> {
  const object = await store.get(key, range ? { range } : {})
  // Replaced or deleted since it was looked at, which is rare: the headers would be of another file.
  if (object?.etag !== etag) {
    object?.stream.destroy()
    throw notFound('The file is not there any more.')
  }
  const { start, end } = object.range
  void reply.header('content-length', end - start + 1)
  if (range) void reply.code(206).header('content-range', `bytes ${start}-${end}/${object.size}`)
  return reply.send(object.stream)
}
