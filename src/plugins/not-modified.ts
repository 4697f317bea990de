import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Takes the body off a 304. The typed reply of a route asks for one (`send(null)`), and Fastify would announce the
 * length of the text `null`, where RFC 9110 section 8.6 allows only that of the full answer.
 */
function notModified(app: FastifyInstance, _options: object, done: () => void): void {
  app.addHook('onSend', (_request, reply, _payload, next) => {
    if (reply.statusCode !== 304) {
      next()
      return
    }
    reply.removeHeader('content-type')
    next(null, null)
  })
  done()
}

export const notModifiedPlugin = fp(notModified, { name: 'not-modified', fastify: '5.x' })
