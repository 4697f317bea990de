import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HttpProblem, notFound } from '../../../common/http/http-error.ts'
import type { ObjectStore, StoredObject } from '../../../common/objects/object-store.ts'
import { EXPORT_FORMATS, exportKey, IMPORTS } from '../model/passenger-files.ts'
import type { PassengerRoutesOptions } from './passenger-routes-options.ts'
import { downloadPassengerExport, importPassengersFile } from './passenger-file-operations.ts'

const MAX_BYTES = 64 * 1024 * 1024

/** Lists as files: in by an upload and a job, out by a job and a download. */
export const fileRoutes: FastifyPluginAsyncTypebox<PassengerRoutesOptions> = async (app, options) => {
  const { objects, submitJob } = options
  app.addContentTypeParser('text/csv', (_request, payload, done) => {
    done(null, payload)
  })

  const config = { deadline: false }
  app.post('/imports/passengers', { config, schema: importPassengersFile }, async (request, reply) => {
    const upload = `${IMPORTS}${randomUUID()}.csv`
    const { size } = await objects.put(upload, limited(bodyOf(request.body)), { contentType: 'text/csv' })
    if (size === 0) {
      await objects.delete(upload)
      throw new HttpProblem('bad_request', 'The body is empty: a CSV file with a header row is expected')
    }
    const job = await submitJob('passenger_import', { upload, ...request.query }).catch(
      async (error: unknown) => {
        await objects.delete(upload)
        throw error
      },
    )
    void reply.code(202).headers({ location: `/api/v1/jobs/${job.jobId}`, 'retry-after': '1' })
    return { jobId: job.jobId }
  })

  app.get(
    '/exports/passengers/:jobId',
    { config, schema: downloadPassengerExport },
    async (request, reply) => {
      const { jobId } = request.params
      const file = await firstOf(
        objects,
        EXPORT_FORMATS.map((format) => exportKey(jobId, format)),
      )
      if (!file) throw notFound(`Export not found: ${jobId}`)
      void reply.headers({
        'content-type': file.contentType,
        'content-length': file.size,
        'content-disposition': `attachment; filename="${file.key.slice(file.key.lastIndexOf('/') + 1)}"`,
        'x-content-type-options': 'nosniff',
      })
      // The type of the answer is that of the problems alone: a file is no JSON.
      return reply.send(file.stream as never)
    },
  )
}

async function firstOf(objects: ObjectStore, keys: readonly string[]): Promise<StoredObject | undefined> {
  for (const key of keys) {
    const found = await objects.get(key)
    if (found) return found
  }
  return undefined
}

/** A request without a body has none to read. */
const bodyOf = (body: unknown): AsyncIterable<Uint8Array> => (body as Readable | undefined) ?? nothing()

// eslint-disable-next-line @typescript-eslint/no-empty-function -- there is nothing to give
async function* nothing(): AsyncGenerator<Uint8Array, void> {}

/** The bytes as they come, until there are too many. */
async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) {
      throw new HttpProblem('body_too_large', `A passenger list may have ${MAX_BYTES} bytes`)
    }
    yield chunk
  }
}
