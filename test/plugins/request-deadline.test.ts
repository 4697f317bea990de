import { setTimeout as sleep } from 'node:timers/promises'
import { PassThrough } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { pino } from 'pino'
import { UnavailableError } from '../../src/common/data/errors.ts'
import { createHttpServer, type HttpServer, registerPlugins } from '../../src/http-server.ts'
import { LEVELS } from '../../src/logger.ts'
import { expectInjected } from './demo-app.ts'

const DEADLINE_MS = 60
const LATE_MS = 150
const hidden = { schema: { hide: true } } as const

let app: HttpServer
let lines: Record<string, unknown>[]
afterEach(() => app.close())

/** An app whose handlers end after the deadline, each in its own way. */
async function start(timeoutMs: number): Promise<void> {
  lines = []
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>)
  app = createHttpServer({ logger: pino({ formatters: LEVELS }, { write }) })
  await registerPlugins(app, {
    openapi: { title: 'Demo', version: '1', description: 'For tests', tags: [] },
    version: '1',
    build: 'test',
    isReady: async () => undefined,
    corsOrigins: ['*'],
    requestTimeoutMs: timeoutMs,
  })
  app.get('/quick', hidden, async () => ({ done: true }))
  app.get('/at-once', hidden, () => ({ done: true }))
  app.get('/late', hidden, async (_request, reply) => {
    await sleep(LATE_MS)
    void reply.code(201).headers({ etag: '"1"', location: '/late/1' })
    return { done: true }
  })
  app.get('/late-failure', hidden, async () => {
    await sleep(LATE_MS)
    throw new UnavailableError('the database is silent')
  })
  app.get('/late-nothing', hidden, async (_request, reply) => {
    await sleep(LATE_MS)
    return reply.code(304).send(null)
  })
  app.get('/stream', hidden, async (_request, reply) => {
    const stream = new PassThrough()
    stream.write('begun, ')
    setTimeout(() => stream.end('ended'), LATE_MS)
    return reply.send(stream)
  })
  app.get('/as-long-as-it-takes', { ...hidden, config: { deadline: false } }, async () => {
    await sleep(LATE_MS)
    return { done: true }
  })
  await app.ready()
}

const said = (text: string) => lines.filter(({ msg }) => msg === text)

it.each(['/late', '/late-failure', '/late-nothing'])('%s is answered 503 in time', async (url) => {
  await start(DEADLINE_MS)
  const response = await app.inject({ url, headers: { origin: 'https://any.example' } })
  const { detail } = expectInjected(response, 'deadline_exceeded')
  expect(detail).toContain('may still be done')
  expect(response.headers).toMatchObject({ 'retry-after': '5', 'access-control-allow-origin': '*' })
  expect(response.headers).not.toHaveProperty('location')
  // Nothing is forgotten: the log says when the work was over, and how.
  await expect.poll(() => said('request ended after its deadline')).toHaveLength(1)
  const [{ level, requestId, lateMs, err } = {}] = said('request ended after its deadline')
  expect([level, requestId]).toEqual(['WARN', response.headers['x-request-id']])
  expect(lateMs).toBeGreaterThan(0)
  if (url === '/late-failure') expect(err).toMatchObject({ message: 'the database is silent' })
  else expect(err).toBeUndefined()
  expect(said('response')).toMatchObject([{ level: 'WARN', route: url, status: 503 }])
  expect(lines.filter((line) => line.level === 'ERROR')).toEqual([])
})

it('whoever answers in time, has begun to, or needs no deadline is left alone', async () => {
  await start(DEADLINE_MS)
  for (const url of ['/quick', '/at-once', '/as-long-as-it-takes']) {
    expect((await app.inject(url)).json(), url).toEqual({ done: true })
  }
  expect((await app.inject('/stream')).body).toBe('begun, ended')
  expect(said('request ended after its deadline')).toEqual([])
})

it('is off where no limit is set', async () => {
  await start(0)
  expect((await app.inject('/late')).statusCode).toBe(201)
})
