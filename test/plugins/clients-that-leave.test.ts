import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pino } from 'pino'
import { PrometheusMetrics } from '../../src/common/observability/prometheus-metrics.ts'
import { createHttpServer, type HttpServer, registerPlugins } from '../../src/http-server.ts'
import { LEVELS } from '../../src/logger.ts'
import { listen } from './demo-app.ts'

const hidden = { schema: { hide: true } } as const

let app: HttpServer
let metrics: PrometheusMetrics
let lines: string[]
let port: number
/** Ends the handler that waits. */
let release: () => void
beforeEach(async () => {
  lines = []
  metrics = new PrometheusMetrics()
  const write = (line: string): void => void lines.push(line)
  app = createHttpServer({ logger: pino({ formatters: LEVELS }, { write }) })
  await registerPlugins(app, {
    openapi: { title: 'Demo', version: '1', description: 'For tests', tags: [] },
    version: '1',
    build: 'test',
    isReady: async () => undefined,
    metrics,
  })
  app.get('/waits/:id', hidden, async () => {
    await new Promise<void>((resolve) => (release = resolve))
    return { done: true }
  })
  app.get('/streams', hidden, async (_request, reply) => {
    const stream = new PassThrough()
    stream.write('begun')
    return reply.send(stream)
  })
  app.get('/broken', hidden, async () => {
    throw new Error('planted')
  })
  app.addContentTypeParser('text/csv', (_request, payload, done) => {
    done(null, payload)
  })
  app.post('/uploads', hidden, async ({ body }) => ({ length: (await text(body as PassThrough)).length }))
  port = await listen(app)
})
afterEach(() => app.close())

async function send(head: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head}\r\nHost: x\r\nX-Request-Id: gone\r\n`)
  await once(socket, 'connect')
  return socket
}

const said = () =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ requestId }) => requestId === 'gone')
const counted = async (labels: string): Promise<boolean> =>
  (await metrics.expose()).text.includes(`http_server_request_duration_seconds_count{${labels}} 1\n`)
const inFlight = async (): Promise<boolean> =>
  (await metrics.expose()).text.includes('http_requests_in_flight 1\n')

it('a client that does not wait for its answer leaves a line and is counted, once', async () => {
  const socket = await send('GET /waits/1 HTTP/1.1')
  socket.write('\r\n')
  await expect.poll(inFlight).toBe(true)
  socket.destroy()
  await expect.poll(said).toHaveLength(1)
  release()
  expect(said()).toMatchObject([
    { level: 'INFO', method: 'GET', route: '/waits/:id', status: 499, msg: 'client left' },
  ])
  expect(await counted('method="GET",route="/waits/:id",status="499"')).toBe(true)
  expect(await inFlight()).toBe(false)
  // The next one has its own.
  await app.inject({ url: '/nothing', headers: { 'x-request-id': 'gone' } })
  expect(said().map(({ msg }) => msg)).toEqual(['client left', 'response'])
})

it('so does one that leaves a stream, with the status that it was told', async () => {
  const socket = await send('GET /streams HTTP/1.1')
  socket.write('\r\n')
  await once(socket, 'data')
  socket.destroy()
  await expect.poll(() => said().filter(({ msg }) => msg === 'client left')).toMatchObject([{ status: 200 }])
  expect(await counted('method="GET",route="/streams",status="200"')).toBe(true)
})

it('one that leaves in the middle of an upload is no error of the service', async () => {
  const socket = await send('POST /uploads HTTP/1.1')
  socket.write('Content-Type: text/csv\r\nContent-Length: 1000\r\n\r\nbegun')
  await expect.poll(inFlight).toBe(true)
  socket.destroy()
  await expect.poll(said).toHaveLength(1)
  expect(said()).toMatchObject([{ level: 'INFO', route: '/uploads', status: 499, msg: 'client left' }])
})

it('no line has a member twice', async () => {
  app.log.info('a line of the process')
  await app.inject({ url: '/nothing', headers: { 'x-request-id': 'gone' } })
  await app.inject({ url: '/broken', headers: { 'x-request-id': 'gone' } })
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines)
    expect(line.match(/"requestId":/g) ?? [], line).toHaveLength(line.includes('gone') ? 1 : 0)
})
