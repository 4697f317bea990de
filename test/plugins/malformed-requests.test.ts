import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProblemCode } from '../../src/common/http/problem-catalogue.ts'
import type { HttpServer } from '../../src/http-server.ts'
import { demoApp, exchange, expectInjected, expectProblem, listen, parseAnswer } from './demo-app.ts'

let app: HttpServer
let port: number

beforeAll(async () => {
  app = await demoApp({}, { bodyLimit: 2000 })
  port = await listen(app)
})
afterAll(async () => {
  await app.close()
})

const JSON_TYPE = { 'content-type': 'application/json' }
const post = (payload: string, headers: Record<string, string> = JSON_TYPE): InjectOptions => ({
  method: 'POST',
  url: '/things',
  payload,
  headers,
})
const good = '{"title":"a","price":1}'

const requests: readonly (readonly [string, InjectOptions, ProblemCode, string])[] = [
  ['unknown path', { url: '/nope' }, 'route_not_found', '/nope'],
  [
    'unknown path with a broken body',
    { method: 'POST', url: '/nope', payload: '{', headers: JSON_TYPE },
    'route_not_found',
    '/nope',
  ],
  ['wrong method', { method: 'PUT', url: '/things/1' }, 'method_not_allowed', 'PUT'],
  [
    'wrong method with a broken body',
    { method: 'PUT', url: '/things/1', payload: '{', headers: JSON_TYPE },
    'method_not_allowed',
    'PUT',
  ],
  ['bad percent-encoding', { url: '/things/%E0%A4%A' }, 'invalid_url', 'percent'],
  ['over-long path parameter', { url: `/short/${'a'.repeat(600)}` }, 'uri_too_long', 'too long'],
  ['over-long URL', { url: `/things?cursor=${'a'.repeat(9000)}` }, 'uri_too_long', '8192'],
  ['empty path parameter', { url: '/things/' }, 'validation_failed', 'Path parameter id'],
  ['missing fields', post('{}'), 'validation_failed', 'Missing required fields: title, price'],
  ['unknown field', post('{"title":"a","price":1,"foo":1}'), 'validation_failed', 'Unknown field: foo'],
  [
    'number out of range',
    post('{"title":"a","price":1,"pclass":4}'),
    'validation_failed',
    'Field pclass must be <= 3',
  ],
  ['text for a number', post('{"title":"a","price":"1"}'), 'validation_failed', 'Field price must be number'],
  ['number for text', post('{"title":1,"price":1}'), 'validation_failed', 'Field title must be string'],
  [
    'null for a number',
    post('{"title":"a","price":null}'),
    'validation_failed',
    'Field price must be number',
  ],
  [
    'boolean for a number',
    post('{"title":"a","price":true}'),
    'validation_failed',
    'Field price must be number',
  ],
  ['array for text', post('{"title":["a"],"price":1}'), 'validation_failed', 'Field title must be string'],
  [
    'outside an enum',
    post('{"title":"a","price":1,"sex":"x"}'),
    'validation_failed',
    'Field sex must be one of: male, female',
  ],
  ['array for an object', post('[]'), 'validation_failed', 'Request body must be object'],
  ['null body', post('null'), 'validation_failed', 'Request body must not be null'],
  ['no body', { method: 'POST', url: '/things' }, 'validation_failed', 'Request body is required'],
  ['empty JSON body', post(''), 'validation_failed', 'Request body is required'],
  [
    'integer past 2^53',
    post('{"title":"a","price":1,"tags":[12345678901234567890]}'),
    'validation_failed',
    'tags[0]',
  ],
  ['broken JSON', post('{"title":'), 'invalid_json', 'JSON'],
  ['prototype poisoning', post('{"title":"a","price":1,"__proto__":{"x":1}}'), 'invalid_json', 'JSON'],
  [
    'constructor poisoning',
    post('{"title":"a","price":1,"constructor":{"prototype":1}}'),
    'invalid_json',
    'JSON',
  ],
  ['another media type', post(good, { 'content-type': 'text/plain' }), 'unsupported_media_type', 'JSON'],
  ['no media type', post(good, { 'content-type': '' }), 'unsupported_media_type', 'JSON'],
  ['nonsense media type', post(good, { 'content-type': 'json' }), 'unsupported_media_type', 'JSON'],
  [
    'another charset',
    post(good, { 'content-type': 'application/json; charset=utf-16' }),
    'unsupported_media_type',
    'JSON',
  ],
  [
    'compressed body',
    post(good, { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    'unsupported_media_type',
    'JSON',
  ],
  [
    'merge patch on POST',
    post(good, { 'content-type': 'application/merge-patch+json' }),
    'unsupported_media_type',
    'JSON',
  ],
  ['body over the limit', post(`{"title":"${'a'.repeat(3000)}"}`), 'body_too_large', 'larger'],
  [
    'limit over the maximum',
    { url: '/things?limit=2001' },
    'validation_failed',
    'Query parameter limit must be <= 2000',
  ],
  ['unknown query parameter', { url: '/things?foo=1' }, 'validation_failed', 'Unknown query parameter: foo'],
  [
    'query on a route that takes none',
    { url: '/things/1?foo=1' },
    'validation_failed',
    'Unknown query parameter: foo',
  ],
  [
    'prototype in the query',
    { url: '/things?__proto__=1' },
    'validation_failed',
    'Unknown query parameter: __proto__',
  ],
  [
    'parameter given twice',
    { url: '/things?limit=1&limit=2' },
    'validation_failed',
    'Query parameter limit must be given once',
  ],
  [
    'enum given twice',
    { url: '/things?sex=male&sex=male' },
    'validation_failed',
    'Query parameter sex must be given once',
  ],
  [
    'Accept without JSON',
    { url: '/things', headers: { accept: 'text/html' } },
    'not_acceptable',
    'application/json',
  ],
  [
    'malformed If-None-Match',
    { url: '/things/1', headers: { 'if-none-match': 'abc' } },
    'validation_failed',
    'If-None-Match',
  ],
  ['not there', { url: '/things/missing' }, 'not_found', 'Thing not found: missing'],
]

describe('every refused request is a problem document', () => {
  it.each(requests)('%s', async (_name, request, code, detail) => {
    const response = await app.inject(request)
    const document = expectInjected(response, code)
    expect(document.detail).toContain(detail)
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it.each([
    '',
    '1.5',
    '0x10',
    '%205',
    '5%20',
    '1e1',
    'true',
    '+5',
    '5.0',
    '٣',
    'null',
    '--5',
    'Infinity',
    '99999999999999999999',
  ])('limit=%s is not an integer in bounds', async (text) => {
    const document = expectInjected(
      await app.inject(`/things?limit=${encodeURI(decodeURI(text))}`),
      'validation_failed',
    )
    expect(document.detail).toMatch(/^Query parameter limit must be/)
    expect(document.errors?.[0]).toMatchObject({ parameter: 'limit' })
  })

  it('names each place in errors[]', async () => {
    const payload = '{"title":"","pclass":4,"a/b~c d":1,"address":{"city":1}}'
    const document = expectInjected(await app.inject(post(payload)), 'validation_failed')
    expect(document.detail).toBe('Missing required fields: price')
    expect(document.errors).toEqual([
      { pointer: '#/price', detail: 'is required' },
      { pointer: '#/a~1b~0c%20d', detail: 'is unknown' },
      { pointer: '#/title', detail: 'must NOT have fewer than 1 characters' },
      { pointer: '#/pclass', detail: 'must be <= 3' },
      { pointer: '#/address/zip', detail: 'is required' },
      { pointer: '#/address/city', detail: 'must be string' },
    ])
  })
})

describe('bytes that are no HTTP request', () => {
  const overflow = `GET /things HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`
  it.each([
    ['malformed request line', 'GET / HTTP/9.9\r\n\r\n', 'malformed_request', '/'],
    ['no HTTP at all', 'hello\r\n\r\n', 'malformed_request', '*'],
    ['header overflow', overflow, 'headers_too_large', '*'],
    [
      'length and chunks at once',
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'malformed_request',
      '/things',
    ],
    [
      'two lengths',
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd',
      'malformed_request',
      '/things',
    ],
    ['no Host', 'GET /things HTTP/1.1\r\nconnection: close\r\n\r\n', 'malformed_request', '/things'],
    [
      'unknown expectation',
      'GET /things HTTP/1.1\r\nhost: x\r\nexpect: magic\r\nconnection: close\r\n\r\n',
      'expectation_failed',
      '/things',
    ],
    [
      'two hosts, of which another server may see the other one',
      'GET /things HTTP/1.1\r\nhost: x\r\nHOST: y\r\nconnection: close\r\n\r\n',
      'malformed_request',
      '/things',
    ],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n', 'method_not_allowed', '*'],
  ] as const)('%s', async (_name, bytes, code, instance) => {
    const { status, headers, body } = parseAnswer(await exchange(port, bytes))
    const document = expectProblem({ contentType: headers.get('content-type'), status, body }, code)
    if (code !== 'headers_too_large') expect(document.instance).toBe(instance)
    expect(headers.get('x-request-id')).toBe(document.requestId)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('connection')).toBe('close')
  })

  it('OPTIONS * names the methods of the service', async () => {
    const bytes = 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'
    const { status, headers } = parseAnswer(await exchange(port, bytes))
    expect(status).toBe(204)
    expect(headers.get('allow')).toContain('GET')
  })
})
