import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpServer, registerPlugins } from '../../src/http-server.ts'
import { createApiFunction, createStreamingApiFunction } from '../../src/lambda/api-function.ts'
import type { AnswerHead, AnswerV2 } from '../../src/lambda/http-answer.ts'
import type { HttpEvent } from '../../src/lambda/http-event.ts'
import { LOOPBACK, LoopbackServer } from '../../src/lambda/loopback-server.ts'
import { within } from '../support/lambda-app.ts'
import { DOORS, eventFor, wireRequest, type Door } from '../support/lambda-events.ts'

const BYTES = Buffer.from([0, 255, 128, 10, 13, 195, 40])
const lines: string[] = []
const app = createHttpServer({
  logger: { level: 'info', stream: { write: (line: string) => void lines.push(line) } },
  trustProxy: [LOOPBACK],
})
const server = new LoopbackServer(app)
const answer = createApiFunction(server, 200)
let ticks: ReturnType<typeof setInterval> | undefined
let clientLeft = 0

beforeAll(async () => {
  await registerPlugins(app, {
    openapi: { title: 'T', version: '1', description: 'T', tags: [] },
    version: '1',
    build: 'b',
    isReady: () => Promise.resolve(),
  })
  const schema = { hide: true }
  app.all('/echo/*', { schema }, (request) => ({
    url: request.raw.url,
    ip: request.ip,
    host: request.headers.host,
    cookie: request.headers.cookie,
    note: request.headers['x-note'],
    forwarded: request.headers['x-forwarded-for'],
    body: request.body,
  }))
  app.get('/bytes', { schema }, (_request, reply) => reply.type('image/png').send(BYTES))
  app.get('/cookies', { schema }, (_request, reply) =>
    reply.header('set-cookie', ['a=1; Path=/', 'b=2, c']).header('link', ['<a>', '<b>']).send('ok'),
  )
  app.get('/ticks', { schema }, (request, reply) => {
    const stream = new PassThrough()
    let count = 0
    ticks = setInterval(() => stream.write(`data: ${count++}\n\n`), 20)
    request.raw.once('close', () => clientLeft++)
    stream.once('close', () => {
      clearInterval(ticks)
    })
    return reply.type('text/event-stream').send(stream)
  })
  app.get('/slow', { schema }, async () => {
    await sleep(3_000)
    return 'late'
  })
  await server.listen()
})
afterAll(() => app.close())

const call = async (door: Door, options: Parameters<typeof wireRequest>[0], milliseconds = 20_000) =>
  (await answer(eventFor(door, wireRequest(options)), within(milliseconds))) as AnswerV2
const echoed = async (door: Door, options: Parameters<typeof wireRequest>[0]) =>
  JSON.parse((await call(door, options)).body) as Record<string, unknown>

describe.each(DOORS)('behind %s', (door) => {
  test('the address is what the gateway says, whatever the client does', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.1', 'x-forwarded-host': 'evil.example' }
    const event = eventFor(door, wireRequest({ url: '/echo/x', headers }))
    const { body } = (await answer(event, within(9_000))) as AnswerV2
    expect(JSON.parse(body)).toMatchObject({ ip: '203.0.113.7', host: 'api.example.com' })
  })

  test('cookies, names that repeat, blanks, plus signs and commas in the query arrive', async () => {
    const { url, cookie } = await echoed(door, {
      url: '/echo/x?a=1&a=2&b=Braund%2C%20Mr.%20Owen&c=1%2B1&d=',
      headers: { cookie: 'one=1; two=2' },
    })
    const query = new URLSearchParams(String(url).split('?')[1])
    expect([...query]).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['b', 'Braund, Mr. Owen'],
      ['c', '1+1'],
      ['d', ''],
    ])
    expect(cookie).toBe('one=1; two=2')
  })

  test('a body arrives byte for byte, and is refused when it is too large', async () => {
    const body = { text: 'Zoë 🚢 \u0000', list: [1, 2] }
    expect((await echoed(door, { method: 'POST', url: '/echo/x', payload: body })).body).toEqual(body)
    const large = await call(door, {
      method: 'POST',
      url: '/echo/x',
      payload: { text: 'x'.repeat(4_000_000) },
    })
    expect(large.statusCode).toBe(413)
    expect(JSON.parse(large.body)).toMatchObject({ code: 'body_too_large' })
  })

  test('an answer that is no text arrives byte for byte', async () => {
    const { body, isBase64Encoded } = await call(door, '/bytes')
    expect(isBase64Encoded).toBe(true)
    expect(Buffer.from(body, 'base64')).toEqual(BYTES)
  })

  test('a slow answer is given up before the function is killed', async () => {
    await expect(call(door, '/slow', 1_500)).rejects.toThrow()
  })

  test('events are collected for a while and the stream is left', async () => {
    const before = clientLeft
    const { body, statusCode } = await call(door, '/ticks')
    expect(statusCode).toBe(200)
    expect(body).toMatch(/^data: 0\n\ndata: 1\n\n/)
    expect(clientLeft).toBe(before + 1)
  })
})

test('the path of an HTTP API is escaped again as far as can be told', async () => {
  const { url } = await echoed('http-api', '/echo/SC%2FAH%2029037%20%E2%82%AC%23%25')
  expect(url).toBe('/echo/SC/AH%2029037%20%E2%82%AC%23%25')
})

test.each(['function-url', 'rest-api'] as const)(
  'the path behind %s is what the client sent',
  async (door) => {
    const path = '/echo/SC%2FAH%2529037/%3F/%23/..%2F//x;y=1/'
    expect((await echoed(door, path)).url).toBe(path)
  },
)

test('several cookies are set, and other headers joined', async () => {
  const { headers, cookies } = await call('function-url', '/cookies')
  expect(cookies).toEqual(['a=1; Path=/', 'b=2, c'])
  expect(headers.link).toBe('<a>, <b>')
  expect(headers).not.toHaveProperty('connection')
  expect(await call('rest-api', '/cookies')).toMatchObject({
    multiValueHeaders: { 'set-cookie': cookies, link: ['<a>', '<b>'] },
  })
})

test('a header in UTF-8 arrives as on the plain server', async () => {
  const { note } = await echoed('function-url', { url: '/echo/x', headers: { 'x-note': 'Zoë' } })
  expect(note).toBe(Buffer.from('Zoë').toString('latin1'))
})

test('the log line of a request is written before its answer is given', async () => {
  lines.length = 0
  await call('function-url', '/echo/x')
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain('response')
})

test('an event that is no request is refused by name', async () => {
  await expect(answer({ source: 'aws.events' } as unknown as HttpEvent, within(9_000))).rejects.toThrow(
    'no HTTP request',
  )
})

describe('a function URL that streams', () => {
  const stream = createStreamingApiFunction(server)

  async function streamed(url: string, milliseconds: number) {
    const output = new PassThrough()
    const heads: AnswerHead[] = []
    const chunks: string[] = []
    output.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
    const begun = performance.now()
    const event = eventFor('function-url', wireRequest(url))
    const done = stream(event, (head) => (heads.push(head), output), within(milliseconds))
    await Promise.race([once(output, 'data'), done])
    const firstAfter = performance.now() - begun
    await done
    return { head: heads[0], chunks, firstAfter, ended: output.writableEnded }
  }

  test('sends events as they come, and ends in good order before its time is up', async () => {
    const { head, chunks, firstAfter, ended } = await streamed('/ticks', 1_600)
    expect(head).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream' } })
    expect(firstAfter).toBeLessThan(400)
    expect(chunks.length).toBeGreaterThan(5)
    expect(ended).toBe(true)
  })

  test('sends an answer without a body, and one that is whole', async () => {
    expect((await streamed('/none', 9_000)).head?.statusCode).toBe(404)
    const { chunks, ended } = await streamed('/echo/whole', 9_000)
    expect(JSON.parse(chunks.join(''))).toMatchObject({ url: '/echo/whole' })
    expect(ended).toBe(true)
  })
})
