import { Type } from '@sinclair/typebox'
import type { RouteShorthandOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROBLEM_CATALOGUE, type ProblemCode, problemType } from '../../src/common/http/problem-catalogue.ts'
import { createHttpServer, type HttpServer, registerPlugins } from '../../src/http-server.ts'
import { demoApp, expectInjected } from './demo-app.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly requestBody?: { readonly content: object }
  readonly responses: Readonly<
    Record<string, { headers?: object; content?: Readonly<Record<string, object>> }>
  >
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: object }
  readonly tags: readonly { readonly name: string }[]
}

let app: HttpServer
let document: Document
beforeAll(async () => {
  app = await demoApp()
  document = (await app.inject('/openapi.json')).json<Document>()
})
afterAll(async () => {
  await app.close()
})

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 with tags, named schemas and no route of its own', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(document.tags.map(({ name }) => name)).toEqual(['things', 'service'])
    expect(Object.keys(document.components.schemas)).toEqual(['Problem', 'Thing'])
    expect(Object.keys(document.paths).sort()).toEqual([
      '/events',
      '/health/live',
      '/health/ready',
      '/short/{name}',
      '/slow',
      '/things',
      '/things/{id}',
      '/version',
    ])
  })

  it('shows a wildcard by the name of its parameter', () => {
    expect(document.paths['/things/{id}']?.get?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
    ])
  })

  it('shows optional parameters as optional, and none where a route takes none', () => {
    const parameters = document.paths['/things']?.get?.parameters ?? []
    expect(parameters.map(({ name }) => name)).toContain('price[gte]')
    expect(parameters.filter(({ required }) => required)).toEqual([])
    expect(document.paths['/version']?.get?.parameters).toBeUndefined()
  })

  it('shows headers, examples and problems of an answer', () => {
    const responses = document.paths['/things/{id}']?.get?.responses ?? {}
    expect(Object.keys(responses)).toEqual(['200', '304', '400', '404'])
    expect(responses['200']?.headers).toHaveProperty('ETag')
    expect(responses['200']?.content).toEqual({
      'application/json': {
        schema: { $ref: '#/components/schemas/Thing' },
        examples: { thing: { value: { id: 'a', size: 1, weight: null } } },
      },
    })
    expect(responses['404']?.content?.['application/problem+json']).toMatchObject({
      schema: { $ref: '#/components/schemas/Problem' },
      examples: { not_found: { value: { status: 404, code: 'not_found' } } },
    })
    expect(responses['304']?.content).toBeUndefined()
  })

  it('shows what PATCH reads', () => {
    const content = document.paths['/things/{id}']?.patch?.requestBody?.content ?? {}
    expect(Object.keys(content)).toEqual(['application/merge-patch+json', 'application/json'])
  })

  it('is the same document that the page reads', async () => {
    expect((await app.inject('/docs/json')).json()).toEqual(document)
  })
})

describe('the page', () => {
  it('gives files in part, not again to whom has them, and to HEAD without a body', async () => {
    const url = '/docs/static/swagger-ui.css'
    const whole = await app.inject(url)
    expect(whole.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'accept-ranges': 'bytes',
    })
    expect(Number(whole.headers['content-length'])).toBe(whole.rawPayload.length)
    const etag = String(whole.headers.etag)
    const again = await app.inject({ url, headers: { 'if-none-match': etag } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const part = await app.inject({ url, headers: { range: 'bytes=0-9' } })
    expect([part.statusCode, part.body]).toEqual([206, whole.body.slice(0, 10)])
    const head = await app.inject({ url, method: 'HEAD' })
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
  })

  it('sends to itself who asks for the file of it', async () => {
    const { statusCode, headers } = await app.inject('/docs/static/index.html')
    expect([statusCode, headers.location]).toEqual([302, '/docs/'])
  })
})

describe('the guard', () => {
  const schema = {
    operationId: 'getIt',
    summary: 's',
    description: 'd',
    tags: ['service'],
    response: { 200: Type.Object({}) },
  }
  async function start(options: RouteShorthandOptions, again?: RouteShorthandOptions): Promise<void> {
    const guarded = createHttpServer({ logger: false })
    await registerPlugins(guarded, {
      openapi: { title: 't', version: '1', description: 'd', tags: [] },
      version: '1',
      build: 'b',
      isReady: async () => undefined,
    })
    try {
      guarded.get('/it', options, () => ({}))
      if (again) guarded.get('/again', again, () => ({}))
      await guarded.ready()
    } finally {
      await guarded.close()
    }
  }

  it.each([
    ['operationId', { ...schema, operationId: 'get-it' }],
    ['operationId', { ...schema, operationId: 'GetIt' }],
    ['summary', { ...schema, summary: '' }],
    ['description', { ...schema, description: '' }],
    ['tag', { ...schema, tags: [] }],
    ['tag', { ...schema, tags: ['a', 'b'] }],
    ['2xx', { ...schema, response: { 404: Type.Object({}) } }],
  ])('refuses a route without %s', async (what, broken) => {
    await expect(start({ schema: broken })).rejects.toThrow(what)
  })

  it('refuses a route without a schema, and an operationId used twice', async () => {
    await expect(start({})).rejects.toThrow('/it needs a schema')
    await expect(start({ schema }, { schema: { ...schema } })).rejects.toThrow('reuses operationId getIt')
  })

  it('lets pass what is documented, and what is hidden', async () => {
    await expect(start({ schema }, { schema: { hide: true } })).resolves.toBeUndefined()
  })
})

describe('/problems', () => {
  it.each(Object.keys(PROBLEM_CATALOGUE) as ProblemCode[])('has a page for %s', async (code) => {
    const json = await app.inject(problemType(code))
    expect(json.json()).toMatchObject({ code, type: problemType(code), ...PROBLEM_CATALOGUE[code] })
    const page = await app.inject({ url: problemType(code), headers: { accept: 'text/html' } })
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toContain(PROBLEM_CATALOGUE[code].title)
  })

  it('has an index, and no page for anything else', async () => {
    expect((await app.inject('/problems')).json<{ items: unknown[] }>().items).toHaveLength(
      Object.keys(PROBLEM_CATALOGUE).length,
    )
    expect((await app.inject({ url: '/problems', headers: { accept: 'text/html' } })).body).toContain(
      '/problems/not-found',
    )
    expectInjected(await app.inject('/problems/nope'), 'not_found')
  })
})
