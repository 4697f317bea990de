import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { PrometheusMetrics } from '../../src/common/observability/prometheus-metrics.ts'
import { demoApp, expectInjected } from './demo-app.ts'

let app: HttpServer
afterEach(() => app.close())

/** Keeps the event loop from its work so often, for so long each time. */
async function beLate(times: number, ms = 250): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const end = performance.now() + ms
    while (performance.now() < end);
    // Through the timers once.
    await pause(0)
  }
}

it('refuses requests while the event loop is late again and again, and takes them again soon after', async () => {
  const metrics = new PrometheusMetrics()
  app = await demoApp({ maxDelayMs: 100, corsOrigins: ['*'], metrics })
  expect((await app.inject('/things/1')).statusCode).toBe(200)
  await beLate(4)
  const refused = await app.inject({ url: '/things/1', headers: { origin: 'https://any.example' } })
  expectInjected(refused, 'overloaded')
  expect(refused.headers['retry-after']).toBe('1')
  expect(refused.headers['access-control-allow-origin']).toBe('*')
  expect((await app.inject('/health/live')).statusCode).toBe(200)
  expect((await metrics.expose()).text).toContain('http_requests_shed_total 1')
  await expect.poll(async () => (await app.inject('/things/1')).statusCode).toBe(200)
})

it('takes a single pause for what it is', async () => {
  app = await demoApp({ maxDelayMs: 100 })
  await pause(150)
  await beLate(1, 400)
  expect((await app.inject('/things/1')).statusCode).toBe(200)
})

it('is off where no limit is set', async () => {
  app = await demoApp()
  await beLate(3)
  expect((await app.inject('/things/1')).statusCode).toBe(200)
})
