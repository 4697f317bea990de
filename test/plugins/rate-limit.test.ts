import { afterEach, describe, expect, it } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { demoApp, expectInjected } from './demo-app.ts'

let app: HttpServer
afterEach(async () => {
  await app.close()
})

const from = (remoteAddress: string, url = '/things') => app.inject({ url, remoteAddress })

describe('the rate limit', () => {
  it('counts down, then answers 429 with the time to wait', async () => {
    app = await demoApp({ rateLimitMax: 2 })
    const first = await from('10.0.0.1')
    expect(first.headers['ratelimit-policy']).toBe('"default";q=2;w=60')
    expect(first.headers.ratelimit).toMatch(/^"default";r=1;t=(?:60|59)$/)
    expect((await from('10.0.0.1')).headers.ratelimit).toMatch(/r=0/)
    const refused = await from('10.0.0.1')
    expectInjected(refused, 'rate_limited')
    expect(refused.headers['retry-after']).toMatch(/^(?:60|59)$/)
    expect(refused.headers.ratelimit).toMatch(/r=0/)
  })

  it('is each client’s own', async () => {
    app = await demoApp({ rateLimitMax: 1 })
    expect((await from('10.0.0.1')).statusCode).toBe(200)
    expect((await from('10.0.0.2')).statusCode).toBe(200)
    expect((await from('10.0.0.1')).statusCode).toBe(429)
  })

  it('takes the /64 of an IPv6 address for the client', async () => {
    app = await demoApp({ rateLimitMax: 1 })
    expect((await from('2001:db8:0:1::1')).statusCode).toBe(200)
    expect((await from('2001:db8:0:1:ffff::2')).statusCode).toBe(429)
    expect((await from('2001:db8:0:2::1')).statusCode).toBe(200)
    expect((await from('::1')).statusCode).toBe(200)
    expect((await from('::ffff:10.0.0.1')).statusCode).toBe(200)
    expect((await from('::ffff:10.0.0.2')).statusCode).toBe(200)
  })

  it('counts 404s and refused requests, and no health checks and no documentation', async () => {
    app = await demoApp({ rateLimitMax: 2 })
    for (const url of ['/health/live', '/health/ready', '/docs/', '/openapi.json']) {
      const free = await from('10.0.0.1', url)
      expect(free.statusCode).toBe(200)
      expect(free.headers.ratelimit).toBeUndefined()
    }
    expect((await from('10.0.0.1', '/nope')).statusCode).toBe(404)
    expect((await from('10.0.0.1', '/things/%E0%A4%A')).statusCode).toBe(400)
    expect((await from('10.0.0.1', '/nope')).statusCode).toBe(429)
  })

  it('believes X-Forwarded-For only from a trusted proxy', async () => {
    const headers = (address: string) => ({ 'x-forwarded-for': address })
    app = await demoApp({ rateLimitMax: 1 })
    expect((await app.inject({ url: '/things', headers: headers('1.1.1.1') })).statusCode).toBe(200)
    expect((await app.inject({ url: '/things', headers: headers('2.2.2.2') })).statusCode).toBe(429)
    await app.close()
    app = await demoApp({ rateLimitMax: 1 }, { trustProxy: ['127.0.0.1'] })
    expect((await app.inject({ url: '/things', headers: headers('1.1.1.1') })).statusCode).toBe(200)
    expect((await app.inject({ url: '/things', headers: headers('2.2.2.2') })).statusCode).toBe(200)
    expect((await app.inject({ url: '/things', headers: headers('2.2.2.2') })).statusCode).toBe(429)
  })

  it('does not exist where none is configured', async () => {
    app = await demoApp()
    expect((await from('10.0.0.1')).headers.ratelimit).toBeUndefined()
  })
})
