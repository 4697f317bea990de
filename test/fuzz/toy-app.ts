import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { notFound } from '../../src/common/http/http-error.ts'
import { etagOf } from '../../src/common/http/preconditions.ts'
import { emptyResponse, jsonResponse, problems } from '../../src/common/http/responses.ts'
import { strictObject } from '../../src/common/http/schema.ts'
import { createHttpServer, type HttpServer, registerPlugins } from '../../src/http-server.ts'

interface Toy {
  readonly id: string
  readonly size: number
}

/** What each operation does, whatever the types of its schema say; a fault takes the place of one of them. */
export interface ToyHandlers {
  readonly create: (toy: Toy, reply: FastifyReply, toys: Map<string, Toy>) => unknown
  readonly get: (toy: Toy, reply: FastifyReply) => unknown
  readonly remove: (id: string, reply: FastifyReply, toys: Map<string, Toy>) => unknown
}

export interface ToyFaults extends Partial<ToyHandlers> {
  /** No body is validated. */
  readonly takesAnything?: boolean
}

const right: ToyHandlers = {
  create(toy, reply, toys) {
    toys.set(toy.id, toy)
    return reply
      .code(201)
      .headers({ location: `/toys/${toy.id}`, etag: etagOf(1) })
      .send(toy)
  },
  get: (toy, reply) => reply.header('etag', etagOf(1)).send(toy),
  remove: (id, reply, toys) => reply.code(toys.delete(id) ? 204 : 404).send(null),
}

const id = Type.String({ pattern: '^[a-z]{1,8}$', description: 'Id', examples: ['ball'] })
const toySchema = { id, size: Type.Integer({ minimum: 0, maximum: 9 }) }
const headers = { description: 'The toy', headers: ['ETag'] } as const
const about = (operationId: string) => ({
  operationId,
  summary: operationId,
  description: operationId,
  tags: ['toys'],
})
const one = { params: Type.Object({ id }) }

/** What a handler answers is sent as it is: Fastify would leave out what is not in the schema. */
const serializerCompiler = () => (data: unknown) => JSON.stringify(data)

/** A service of three operations, of which some may do wrong; the schemas stay as they are. */
export async function startToyApp({ takesAnything = false, ...faults }: ToyFaults = {}): Promise<HttpServer> {
  const app = createHttpServer({ logger: false })
  await registerPlugins(app, {
    openapi: {
      title: 'Toys',
      version: '1',
      description: 'Toys.',
      tags: [{ name: 'toys', description: 'Toys' }],
    },
    version: '1',
    build: 'test',
    isReady: async () => undefined,
  })
  const { create, get, remove } = { ...right, ...faults }
  const toys = new Map<string, Toy>()
  app.post(
    '/toys',
    {
      ...(takesAnything && { validatorCompiler: () => () => true }),
      serializerCompiler,
      schema: {
        ...about('createToy'),
        body: strictObject(toySchema),
        response: {
          201: jsonResponse(Type.Object(toySchema), { ...headers, headers: ['ETag', 'Location'] }),
          ...problems(400, 406, 413, 414, 415, 500),
        },
      },
    },
    async (request, reply) => create(request.body, reply, toys) as never,
  )
  app.get(
    '/toys/:id',
    {
      serializerCompiler,
      schema: {
        ...about('getToy'),
        ...one,
        response: {
          200: jsonResponse(Type.Object(toySchema), headers),
          ...problems(400, 404, 406, 414, 500),
        },
      },
    },
    async (request, reply) => {
      const toy = toys.get(request.params.id)
      if (!toy) throw notFound('No such toy')
      return get(toy, reply) as never
    },
  )
  app.delete(
    '/toys/:id',
    {
      schema: {
        ...about('deleteToy'),
        ...one,
        response: {
          204: emptyResponse({ description: 'Gone' }),
          ...problems(400, 404, 406, 413, 414, 415, 500),
        },
      },
    },
    async (request, reply) => {
      if (!toys.has(request.params.id)) throw notFound('No such toy')
      return remove(request.params.id, reply, toys) as never
    },
  )
  await app.ready()
  return app
}
