import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { HttpProblem, invalidBody } from '../common/http/http-error.ts'
import { isNestedDeeper } from '../common/http/nesting.ts'

type Done = (error: Error | null, body?: unknown) => void

/** No body of the service is nested deeper than a few levels; what walks through one should not have to count. */
const MAX_DEPTH = 32

/** Only of what is JSON at all: of text that is not, that is what is said. */
const tooDeep =
  (next: Done): Done =>
  (error) => {
    const detail = `The request body is nested deeper than ${MAX_DEPTH} levels.`
    next(error ?? invalidBody(detail, [{ pointer: '#', detail }]))
  }

// Fastify's parser does not look at these; a body in another charset or compressed is not the JSON that it seems.
function isPlainUtf8({ headers }: FastifyRequest): boolean {
  const type = headers['content-type'] ?? ''
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') return false
  return !type.includes('charset') || /;\s*charset\s*=\s*"?utf-?8"?\s*(?:;|$)/i.test(type)
}

/**
 * Reads `application/json`, and `application/merge-patch+json` on PATCH; any other body is 415. An empty body is no
 * body: a DELETE with a JSON content type is fine, and a route that needs a body says so by its schema.
 * `__proto__` and `constructor.prototype` members are refused.
 */
function jsonBody(app: FastifyInstance, _options: object, done: () => void): void {
  const parseText = app.getDefaultJsonParser('error', 'error')

  function parse(request: FastifyRequest, bytes: Buffer, next: Done): void {
    if (!isPlainUtf8(request)) next(new HttpProblem('unsupported_media_type'))
    else if (bytes.length === 0) next(null, undefined)
    // Decoding would put U+FFFD in the place of bad bytes, and the caller's text would be changed in silence.
    else if (!isUtf8(bytes)) next(new HttpProblem('invalid_json', 'The request body is not valid UTF-8.'))
    else void parseText(request, bytes.toString(), isNestedDeeper(bytes, MAX_DEPTH) ? tooDeep(next) : next)
  }

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, parse)
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'buffer' },
    (request, bytes: Buffer, next) => {
      if (request.method === 'PATCH') parse(request, bytes, next)
      else
        next(
          new HttpProblem('unsupported_media_type', undefined, { headers: { accept: 'application/json' } }),
        )
    },
  )
  done()
}

export const jsonBodyPlugin = fp(jsonBody, { name: 'json-body', fastify: '5.x' })
