import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { demoApp, exchange, expectInjected, listen, parseAnswer } from './demo-app.ts'

const origin = 'https://app.example'
let app: HttpServer
beforeAll(async () => {
  app = await demoApp({ corsOrigins: [origin, 'https://other.example'], rateLimitMax: 1000 })
})
afterAll(async () => {
  await app.close()
})

const preflight = {
  origin,
  'access-control-request-method': 'PATCH',
  'access-control-request-headers': 'if-match',
}

describe('a configured origin', () => {
  it.each([
    ['/things', 200],
    ['/things?limit=0', 400],
    ['/things/missing', 404],
    ['/nope', 404],
    ['/things/%E0%A4%A', 400],
    [`/things?cursor=${'a'.repeat(9000)}`, 414],
    ['/things/broken', 500],
    ['/things/down', 503],
  ])('gets its headers on %s (%i)', async (url, status) => {
    const { statusCode, headers } = await app.inject({ url, headers: { origin } })
    expect(statusCode).toBe(status)
    expect(headers['access-control-allow-origin']).toBe(origin)
    expect(headers.vary).toBe('Origin')
    for (const name of [
      'ETag',
      'Location',
      'Link',
      'Retry-After',
      'X-Request-Id',
      'Idempotent-Replayed',
      'RateLimit',
    ]) {
      expect(headers['access-control-expose-headers']).toContain(name)
    }
  })

  it.each(['/things/1', '/nope', '/things/%E0%A4%A'])('has its preflight for %s answered', async (url) => {
    const { statusCode, headers, body } = await app.inject({ method: 'OPTIONS', url, headers: preflight })
    expect([statusCode, body]).toEqual([204, ''])
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-max-age': '600',
    })
    expect(headers['access-control-allow-headers']).toContain('If-Match')
    expect(headers.allow).toBeUndefined()
  })

  it('gets the ordinary OPTIONS where it is no preflight', async () => {
    const { headers } = await app.inject({ method: 'OPTIONS', url: '/things', headers: { origin } })
    expect(headers.allow).toBe('GET, HEAD, POST, OPTIONS')
    expect(headers['access-control-allow-origin']).toBe(origin)
  })
})

describe('other origins', () => {
  it.each(['https://evil.example', 'null', 'https://app.example.evil.example', 'http://app.example'])(
    '%s gets nothing',
    async (stranger) => {
      for (const method of ['GET', 'OPTIONS'] as const) {
        const { headers } = await app.inject({
          method,
          url: '/things',
          headers: { ...preflight, origin: stranger },
        })
        expect(headers['access-control-allow-origin']).toBeUndefined()
        expect(headers['access-control-allow-methods']).toBeUndefined()
        expect(headers.vary).toBe('Origin')
      }
    },
  )

  it('any origin where `*` is configured, and none where nothing is', async () => {
    const open = await demoApp({ corsOrigins: ['*'] })
    const any = await open.inject({ url: '/nope', headers: { origin: 'https://who.example' } })
    expect(any.headers['access-control-allow-origin']).toBe('*')
    expect(any.headers.vary).toBeUndefined()
    await open.close()
    const closed = await demoApp()
    const response = await closed.inject({ method: 'OPTIONS', url: '/things', headers: preflight })
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
    expect(response.headers.allow).toBe('GET, HEAD, POST, OPTIONS')
    await closed.close()
  })

  it('a request that comes from no browser page is answered as ever', async () => {
    const response = await app.inject('/nope')
    expectInjected(response, 'route_not_found')
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('bytes that are no request', () => {
  const overflow = `GET /things HTTP/1.1\r\nHost: x\r\nOrigin: ${origin}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`

  it('are answered to a configured origin with its headers, where they say it', async () => {
    const port = await listen(app)
    const { status, headers } = parseAnswer(await exchange(port, overflow))
    expect(status).toBe(431)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    const evil = parseAnswer(await exchange(port, overflow.replace(origin, 'https://evil.example')))
    expect(evil.headers.get('access-control-allow-origin')).toBeUndefined()
  })

  it('are answered to everybody where everybody may ask', async () => {
    const open = await demoApp({ corsOrigins: ['*'] })
    const { status, headers } = parseAnswer(await exchange(await listen(open), 'nonsense\r\n\r\n'))
    expect(status).toBe(400)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    await open.close()
  })
})
