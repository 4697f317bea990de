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

describe('a known path with another method', () => {
  it.each([
    ['PUT', '/things', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/things/1', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['PUT', '/things/1/2/3', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['PUT', '/things/a%2Fb?x=1', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['DELETE', '/health/live', 'GET, HEAD, OPTIONS'],
    ['POST', '/openapi.json', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/short/x', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/things', 'GET, HEAD, POST, OPTIONS'],
    ['PROPFIND', '/things', 'GET, HEAD, POST, OPTIONS'],
  ])('%s %s is 405', async (method, url, allow) => {
    const response = await app.inject({ method: method as 'PUT', url })
    const document = expectInjected(response, 'method_not_allowed')
    expect(document.detail).toContain(method)
    expect(response.headers.allow).toBe(allow)
  })

  it('OPTIONS is 204 with the methods, and the patch format where there is PATCH', async () => {
    const things = await app.inject({ method: 'OPTIONS', url: '/things/1' })
    expect([things.statusCode, things.body]).toEqual([204, ''])
    expect(things.headers.allow).toBe('GET, HEAD, PATCH, DELETE, OPTIONS')
    expect(things.headers['accept-patch']).toContain('application/merge-patch+json')
    expect(things.headers['x-request-id']).toBeDefined()
    const list = await app.inject({ method: 'OPTIONS', url: '/things' })
    expect(list.headers['accept-patch']).toBeUndefined()
  })

  it('HEAD is GET without its body', async () => {
    const head = await app.inject({ method: 'HEAD', url: '/things/1' })
    const get = await app.inject('/things/1')
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers.etag).toBe(get.headers.etag)
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
  })
})

describe('an unknown path', () => {
  it.each(['GET', 'POST', 'OPTIONS', 'PROPFIND'])('%s is 404', async (method) => {
    expectInjected(await app.inject({ method: method as 'GET', url: '/nope/x' }), 'route_not_found')
  })

  it('HEAD is 404', async () => {
    expect((await app.inject({ method: 'HEAD', url: '/nope' })).statusCode).toBe(404)
  })

  it('a route that has nothing to serve is 404, not 405', async () => {
    expectInjected(await app.inject('/docs/static/nope.js'), 'route_not_found')
  })

  it('the path used for diversions is as unknown as any', async () => {
    expectInjected(await app.inject('/~'), 'route_not_found')
  })
})
