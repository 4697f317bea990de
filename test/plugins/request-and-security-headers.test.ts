import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { demoApp, expectInjected } from './demo-app.ts'

let app: HttpServer
beforeAll(async () => {
  app = await demoApp()
})
afterAll(async () => {
  await app.close()
})

describe('X-Request-Id', () => {
  it.each(['abc', 'A.b_c-1', 'x'.repeat(128)])('%s is taken over', async (id) => {
    const response = await app.inject({ url: '/things', headers: { 'x-request-id': id } })
    expect(response.headers['x-request-id']).toBe(id)
  })

  it.each(['', 'a b', 'x'.repeat(129), 'a\tb', '<script>', 'é', 'a,b'])('%j is replaced', async (id) => {
    const response = await app.inject({ url: '/nope', headers: { 'x-request-id': id } })
    expect(expectInjected(response, 'route_not_found').requestId).not.toBe(id)
  })

  it('is another for each request', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await app.inject('/things')).headers['x-request-id']),
    )
    expect(new Set(ids).size).toBe(3)
  })
})

describe('security headers', () => {
  const api = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }

  it.each([
    '/things',
    '/things/broken',
    '/nope',
    '/things/%E0%A4%A',
    '/openapi.json',
    '/health/live',
    '/problems',
  ])('are on %s', async (url) => {
    expect((await app.inject(url)).headers).toMatchObject(api)
  })

  it('insist on TLS only where TLS is', async () => {
    expect((await app.inject('/things')).headers['strict-transport-security']).toBeUndefined()
    const secure = await demoApp({ isTlsTerminated: true })
    expect((await secure.inject('/things')).headers['strict-transport-security']).toMatch(/^max-age=31536000/)
    await secure.close()
  })

  it.each([
    '/docs',
    '/docs/',
    '/docs/static/swagger-ui-bundle.js',
    '/docs/static/swagger-initializer.js',
    '/docs/json',
  ])('let %s work, from this host alone', async (url) => {
    const response = await app.inject(url)
    expect(response.statusCode).toBe(200)
    const policy = String(response.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/https?:|upgrade-insecure|unsafe-eval|\*/)
    expect(response.headers['x-content-type-options']).toBe('nosniff')
  })

  it('the documentation page loads nothing inline and nothing from elsewhere', async () => {
    const { body } = await app.inject('/docs/')
    expect(body).toContain('swagger-ui-bundle.js')
    expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)/)
  })
})

describe('a 5xx', () => {
  it('leaks nothing of its cause', async () => {
    const response = await app.inject('/things/broken')
    expectInjected(response, 'internal_error')
    expect(response.body).not.toMatch(/hunter2|password|Error:|\.ts/)
  })

  it('says when to retry where it may help', async () => {
    const response = await app.inject('/things/down')
    expectInjected(response, 'unavailable')
    expect(response.headers['retry-after']).toBe('5')
    expect(response.body).not.toContain('10.1.2.3')
  })
})
