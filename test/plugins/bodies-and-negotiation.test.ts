import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { isAcceptable } from '../../src/plugins/content-negotiation.ts'
import { demoApp, expectInjected } from './demo-app.ts'

let app: HttpServer
beforeAll(async () => {
  app = await demoApp()
})
afterAll(async () => {
  await app.close()
})

describe('Accept', () => {
  it.each([
    ['application/json', true],
    ['*/*', true],
    ['application/*', true],
    ['application/problem+json', true],
    ['text/html, application/xhtml+xml, */*;q=0.8', true],
    ['APPLICATION/JSON', true],
    ['application/json;version=1', true],
    ['text/html', false],
    ['application/json;q=0', false],
    ['*/*;q=0', false],
    ['application/json; q=0.0, application/problem+json;q=0, */*', false],
    ['application/json;q=0, */*', true],
    ['text/*', false],
    ['', false],
    ['nonsense', false],
  ])('%j: %s', (accept, expected) => {
    expect(isAcceptable(accept, ['application/json', 'application/problem+json'])).toBe(expected)
  })

  it('of JSON, or none, is served', async () => {
    expect((await app.inject('/things')).statusCode).toBe(200)
    expect((await app.inject({ url: '/things', headers: { accept: 'application/json' } })).statusCode).toBe(
      200,
    )
  })

  it.each(['/docs/', '/openapi.json', '/health/live', '/problems/not-found'])(
    'is not looked at for %s',
    async (url) => {
      expect((await app.inject({ url, headers: { accept: 'image/png' } })).statusCode).toBe(200)
    },
  )

  it('is held against what the route documents', async () => {
    expect((await app.inject({ url: '/events', headers: { accept: 'text/event-stream' } })).statusCode).toBe(
      200,
    )
    expectInjected(
      await app.inject({ url: '/events', headers: { accept: 'application/json' } }),
      'not_acceptable',
    )
  })

  it('of another type still gets a 404 as a problem', async () => {
    expectInjected(await app.inject({ url: '/nope', headers: { accept: 'text/html' } }), 'route_not_found')
  })
})

describe('bodies', () => {
  const json = { 'content-type': 'application/json' }

  it.each([
    'application/merge-patch+json',
    'application/json',
    'application/json; charset=UTF-8',
    'Application/JSON;charset="utf-8"',
  ])('PATCH reads %s', async (type) => {
    const response = await app.inject({
      method: 'PATCH',
      url: '/things/1',
      payload: '{"size":5}',
      headers: { 'content-type': type },
    })
    expect(response.json()).toMatchObject({ id: '1', size: 5 })
  })

  it('PATCH refuses other types and says which it reads', async () => {
    const response = await app.inject({
      method: 'PATCH',
      url: '/things/1',
      payload: '[]',
      headers: { 'content-type': 'application/json-patch+json' },
    })
    expectInjected(response, 'unsupported_media_type')
    expect(response.headers['accept-patch']).toBe('application/merge-patch+json, application/json')
  })

  it('null members of a merge patch arrive as null', async () => {
    const response = await app.inject({
      method: 'PATCH',
      url: '/things/1',
      payload: '{"size":null}',
      headers: json,
    })
    expect(response.json()).toMatchObject({ size: 0 })
  })

  it('DELETE with a JSON content type and no body is fine', async () => {
    const response = await app.inject({ method: 'DELETE', url: '/things/1', headers: json })
    expect([response.statusCode, response.body]).toEqual([204, ''])
  })

  it('bytes that are no UTF-8 are refused, not replaced', async () => {
    const payload = Buffer.concat([
      Buffer.from('{"title":"'),
      Buffer.from([0xff]),
      Buffer.from('","price":1}'),
    ])
    const document = expectInjected(
      await app.inject({ method: 'POST', url: '/things', payload, headers: json }),
      'invalid_json',
    )
    expect(document.detail).toContain('UTF-8')
  })

  it('text in UTF-8 arrives as sent', async () => {
    const payload = { title: 'Zoë 😀', price: 1 }
    expect((await app.inject({ method: 'POST', url: '/things', payload })).json()).toMatchObject({
      id: 'Zoë 😀',
    })
  })

  it('ids with slashes and signs arrive decoded', async () => {
    expect((await app.inject('/things/A%2F5%2021171')).json()).toMatchObject({ id: 'A/5 21171' })
    expect((await app.inject('/things/A/5')).json()).toMatchObject({ id: 'A/5' })
  })
})

describe('queries', () => {
  it('are converted strictly and get their defaults', async () => {
    const url = '/things?pclass=2&survived=1&price[gte]=1.5&isOld=true&sex=male'
    const { items } = (await app.inject(url)).json<{ items: { id: string }[] }>()
    expect(JSON.parse(items[0]?.id ?? '')).toEqual({
      limit: 100,
      pclass: 2,
      survived: 1,
      'price[gte]': 1.5,
      isOld: true,
      sex: 'male',
    })
  })

  it('lead to the next page with all their parameters', async () => {
    const response = await app.inject('/things?limit=5&price[gte]=1')
    expect(response.json()).toMatchObject({ nextCursor: 'a+b' })
    expect(response.headers.link).toBe('</things?limit=5&price%5Bgte%5D=1&cursor=a%2Bb>; rel="next"')
    const url = /<(.*)>/.exec(String(response.headers.link))?.[1] ?? ''
    const last = await app.inject(url)
    expect(last.json()).toMatchObject({ nextCursor: null, items: [{ size: 5 }] })
    expect(last.headers.link).toBeUndefined()
  })
})

describe('a nested body', () => {
  const nested = (depth: number): string => `{"tags":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

  it.each([
    [32, /tags/],
    [33, /deeper than 32 levels/],
  ])('of %i levels is refused for what it is', async (depth, reason) => {
    const headers = { 'content-type': 'application/json' }
    const response = await app.inject({ method: 'POST', url: '/things', headers, payload: nested(depth) })
    const { errors = [], detail } = expectInjected(response, 'validation_failed')
    expect(`${detail} ${JSON.stringify(errors)}`).toMatch(reason)
  })
})

describe('304', () => {
  it.each(['GET', 'HEAD'] as const)('to %s has no body, no type and no length', async (method) => {
    const response = await app.inject({ method, url: '/things/1', headers: { 'if-none-match': '"7"' } })
    expect([response.statusCode, response.body, response.headers.etag]).toEqual([304, '', '"7"'])
    expect(response.headers['content-length']).toBeUndefined()
    expect(response.headers['content-type']).toBeUndefined()
  })
})
