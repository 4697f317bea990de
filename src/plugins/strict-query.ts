import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { strictObject } from '../common/http/schema.ts'

const NO_PARAMETERS = strictObject({})

/** Routes that declare no query parameters take none: a misspelt filter must not look as if it had worked. */
function strictQuery(app: FastifyInstance, _options: object, done: () => void): void {
  app.addHook('onRoute', (route) => {
    if (route.schema && route.schema.hide !== true) route.schema.querystring ??= NO_PARAMETERS
  })
  done()
}

export const strictQueryPlugin = fp(strictQuery, { name: 'strict-query', fastify: '5.x' })
