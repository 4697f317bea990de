import type { FastifyPluginAsync } from 'fastify'
import { HttpProblem } from '../../http/http-error.ts'
import { downloadRoute } from './download-route.ts'
import type { LocalObjectStore } from './local-object-store.ts'
import { uploadRoute } from './upload-route.ts'

/**
 * The routes behind the URLs that the local store gives away. They are not in the OpenAPI document: a client is given
 * a URL and never makes one, and with S3 these paths do not exist.
 */
export const objectRoutes =
  (store: LocalObjectStore): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers()
    // Not read here: the handler looks at the URL first, then takes the parts as they come.
    app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => {
      done(null)
    })
    app.addContentTypeParser('*', (_request, _payload, done) => {
      const headers = { accept: 'multipart/form-data' }
      done(new HttpProblem('unsupported_media_type', 'Send a form as multipart/form-data.', { headers }))
    })
    uploadRoute(app, store)
    downloadRoute(app, store)
  }
