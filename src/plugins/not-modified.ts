import type { FastifyInstance, onSendHookHandler } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Takes the body off a 304. The typed reply of a route asks for one (`send(null)`), and Fastify would announce the
 * length of the text `null`, where RFC 9110 section 8.6 allows only that of the full answer.
 */
function notModified(app: FastifyInstance, _options: object, done: () => void): void {
  app.addHook('onSend', (request, reply, _payload, next) => {
    if (reply.statusCode !== 304) {
      next()
      return
    }
    reply.removeHeader('content-type')
    // Fastify's own hook of a HEAD route measures the body, and throws where there is none.
    next(null, request.method === 'HEAD' ? '' : null)
  })
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD') route.onSend = [route.onSend ?? []].flat().concat(withoutLength)
  })
  done()
}

/** Runs after Fastify's own hook, which says 0. */
const withoutLength: onSendHookHandler = (_request, reply, payload, next) => {
  if (reply.statusCode === 304) reply.removeHeader('content-length')
  next(null, payload)
}

export const notModifiedPlugin = fp(notModified, { name: 'not-modified', fastify: '5.x' })
