import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Type } from '@sinclair/typebox'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { UnavailableError } from '../../src/common/data/errors.ts'
import { notFound } from '../../src/common/http/http-error.ts'
import { pageOf, pageQuery, sendPage } from '../../src/common/http/pagination.ts'
import { etagOf, notModified } from '../../src/common/http/preconditions.ts'
import { PROBLEM_CATALOGUE, type ProblemCode } from '../../src/common/http/problem-catalogue.ts'
import type { Problem } from '../../src/common/http/problem.ts'
import { emptyResponse, jsonResponse, problems } from '../../src/common/http/responses.ts'
import {
  nullable,
  numberEnum,
  refTo,
  safeInteger,
  strictObject,
  stringEnum,
} from '../../src/common/http/schema.ts'
import {
  createHttpServer,
  type HttpServer,
  type HttpServerOptions,
  type PluginsOptions,
  registerPlugins,
} from '../../src/http-server.ts'

const Thing = Type.Object(
  { id: Type.String(), size: Type.Integer(), weight: nullable(Type.Number()) },
  { $id: 'Thing', title: 'Thing' },
)
interface Thing {
  id: string
  size: number
  weight: number | null
}

const ThingBody = strictObject({
  title: Type.String({ minLength: 1, maxLength: 20 }),
  price: Type.Number({ minimum: 0 }),
  pclass: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
  sex: Type.Optional(stringEnum(['male', 'female'])),
  age: Type.Optional(nullable(Type.Number({ minimum: 0 }))),
  address: Type.Optional(strictObject({ city: Type.String(), zip: Type.String() })),
  tags: Type.Optional(Type.Array(safeInteger(), { maxItems: 100_000 })),
})

const describe = (operationId: string) => ({
  operationId,
  summary: operationId,
  description: operationId,
  tags: ['things'],
})

function addRoutes(app: HttpServer): void {
  app.addSchema(Thing)
  app.get(
    '/things',
    {
      schema: {
        ...describe('listThings'),
        querystring: strictObject({
          ...pageQuery({ max: 2000, default: 100 }),
          pclass: Type.Optional(numberEnum([1, 2, 3])),
          survived: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(1)])),
          'price[gte]': Type.Optional(Type.Number()),
          isOld: Type.Optional(Type.Boolean()),
          sex: Type.Optional(stringEnum(['male', 'female'])),
        }),
        response: {
          200: jsonResponse(pageOf(refTo<Thing>('Thing')), { description: 'A page', headers: ['Link'] }),
        },
      },
    },
    (request, reply) =>
      sendPage(request, reply, {
        items: [{ id: JSON.stringify(request.query), size: request.query.limit, weight: null }],
        nextCursor: request.query.cursor === undefined ? 'a+b' : null,
      }),
  )
  app.post(
    '/things',
    {
      schema: {
        ...describe('createThing'),
        body: ThingBody,
        response: {
          201: jsonResponse(refTo<Thing>('Thing'), { description: 'Created', headers: ['Location', 'ETag'] }),
          ...problems(400, 409),
        },
      },
    },
    async (request, reply) =>
      reply.code(201).send({ id: request.body.title, size: 1, weight: request.body.age ?? null }),
  )
  app.get(
    '/things/*',
    {
      config: { wildcard: 'id' },
      schema: {
        ...describe('getThing'),
        params: strictObject({ '*': Type.String({ minLength: 1, maxLength: 100 }) }),
        response: {
          200: jsonResponse(refTo<Thing>('Thing'), {
            description: 'The thing',
            headers: ['ETag'],
            examples: { thing: { id: 'a', size: 1, weight: null } },
          }),
          304: emptyResponse({ description: 'Not modified', headers: ['ETag'] }),
          ...problems(400, 404),
        },
      },
    },
    async (request, reply) => {
      const id = request.params['*']
      if (id === 'missing') throw notFound(`Thing not found: ${id}`)
      if (id === 'broken') throw new Error('the password is hunter2')
      if (id === 'down') throw new UnavailableError('connect ECONNREFUSED 10.1.2.3:8000')
      void reply.header('etag', etagOf(7))
      if (notModified(request, 7)) return reply.code(304).send(null)
      return reply.send({ id, size: 1, weight: null })
    },
  )
  app.patch(
    '/things/*',
    {
      config: { wildcard: 'id' },
      schema: {
        ...describe('updateThing'),
        consumes: ['application/merge-patch+json', 'application/json'],
        params: strictObject({ '*': Type.String() }),
        body: strictObject({ size: Type.Optional(nullable(Type.Integer())) }),
        response: { 200: jsonResponse(refTo<Thing>('Thing'), { description: 'Changed' }) },
      },
    },
    (request) => ({ id: request.params['*'], size: request.body.size ?? 0, weight: null }),
  )
  app.delete(
    '/things/*',
    { config: { wildcard: 'id' }, schema: { ...describe('deleteThing'), response: { 204: Type.Null() } } },
    async (_request, reply) => reply.code(204).send(null),
  )
  app.get(
    '/short/:name',
    {
      schema: {
        ...describe('getShort'),
        response: { 200: jsonResponse(Type.Object({}), { description: 'ok' }) },
      },
    },
    () => ({}),
  )
  app.get(
    '/slow',
    {
      schema: {
        ...describe('getSlow'),
        response: { 200: jsonResponse(Type.Object({}), { description: 'ok' }) },
      },
    },
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return {}
    },
  )
  app.get(
    '/events',
    {
      schema: {
        ...describe('streamEvents'),
        response: {
          200: { description: 'events', content: { 'text/event-stream': { schema: Type.String() } } },
        },
      },
    },
    async (_request, reply) => reply.type('text/event-stream').send('data: 1\n\n'),
  )
}

/** A server with every plugin and a few routes; ready, not listening. */
export async function demoApp(
  plugins: Partial<PluginsOptions> = {},
  server: Partial<HttpServerOptions> = {},
): Promise<HttpServer> {
  const app = createHttpServer({ logger: false, ...server })
  await registerPlugins(app, {
    openapi: {
      title: 'Demo',
      version: '1.2.3',
      description: 'For tests',
      tags: [{ name: 'things', description: 'Things' }],
    },
    version: '1.2.3',
    build: 'test',
    isReady: async () => undefined,
    ...plugins,
  })
  addRoutes(app)
  await app.ready()
  return app
}

/** Listens on a free port of the loopback interface. */
export async function listen(app: HttpServer): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as AddressInfo).port
}

/** Writes bytes to a server and reads until it closes the connection. */
export function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(answer)
    })
  })
}

/** Splits a raw answer: status, headers by lower-case name, body. */
export function parseAnswer(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2)
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  return { status: Number(first.split(' ')[1]), headers, body }
}

/** Asserts all that the contract says of every problem, and returns it. */
export function expectProblem(
  answer: { contentType: unknown; status: number; body: string },
  code: ProblemCode,
): Problem {
  expect(answer.contentType).toBe('application/problem+json; charset=utf-8')
  const document = JSON.parse(answer.body) as Problem
  expect(document).toMatchObject({
    type: `/problems/${code.replaceAll('_', '-')}`,
    title: PROBLEM_CATALOGUE[code].title,
    status: PROBLEM_CATALOGUE[code].status,
    code,
  })
  expect(answer.status).toBe(document.status)
  expect(document.detail).not.toBe('')
  expect(document.instance).toMatch(/^(?:\/|\*$)/)
  expect(document.requestId).toMatch(/^[A-Za-z0-9._-]{1,128}$/)
  return document
}

/** `expectProblem` for an answer of `inject`; the id of the header has to be the one of the document. */
export function expectInjected(response: LightMyRequestResponse, code: ProblemCode): Problem {
  const { statusCode: status, body, headers } = response
  const document = expectProblem({ contentType: headers['content-type'], status, body }, code)
  expect(headers['x-request-id']).toBe(document.requestId)
  expect(headers['x-content-type-options']).toBe('nosniff')
  return document
}
