import { once } from 'node:events'
import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createDrainState } from '../../src/plugins/draining.ts'
import type { HttpServer } from '../../src/http-server.ts'
import { demoApp, exchange, expectInjected, expectProblem, listen, parseAnswer } from './demo-app.ts'

let app: HttpServer
afterEach(async () => {
  await app.close()
})

interface Answer {
  readonly status: number | undefined
  readonly connection: string | undefined
  readonly body: string
}

const get = (port: number, path: string, agent: Agent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, agent }, (incoming) => {
      let body = ''
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode, connection: incoming.headers.connection, body })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })

describe('requests that do not arrive', () => {
  it.each([
    ['headers', 'GET /things HTTP/1.1\r\nhost: x\r\n'],
    [
      'body',
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    ],
  ])('slow %s are answered 408 in time', async (_name, bytes) => {
    app = await demoApp({}, { timeouts: { requestMs: 400, headersMs: 300, checkMs: 50 } })
    const port = await listen(app)
    const start = Date.now()
    const { status, headers, body } = parseAnswer(await exchange(port, bytes))
    expectProblem({ contentType: headers.get('content-type'), status, body }, 'request_timeout')
    expect(Date.now() - start).toBeLessThan(2000)
  })

  it('gives a request 15 s and its headers 10 s by default', async () => {
    app = await demoApp()
    expect(app.server.requestTimeout).toBe(15_000)
    expect(app.server.headersTimeout).toBe(10_000)
  })
})

describe('closing', () => {
  it('finishes the request under way on a keep-alive socket, and is done soon after', async () => {
    app = await demoApp()
    const port = await listen(app)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await get(port, '/version', agent)).toMatchObject({ status: 200, connection: 'keep-alive' })
    const underWay = get(port, '/slow', agent)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const start = Date.now()
    await app.close()
    expect(Date.now() - start).toBeLessThan(2000)
    expect(await underWay).toMatchObject({ status: 200, connection: 'close', body: '{}' })
    agent.destroy()
  })

  it.each([
    ['nothing', ''],
    ['half a request', 'GET /version HTTP/1.1\r\nhost: x\r\n'],
  ])('does not wait for a connection over which %s came, as browsers open them', async (_what, bytes) => {
    app = await demoApp()
    const port = await listen(app)
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    await once(app.server, 'connection')
    socket.write(bytes)
    const ended = once(socket, 'close')
    await app.close()
    await ended
  })

  it('does not wait for a client that does not go on', async () => {
    app = await demoApp({ drainMs: 300 })
    const port = await listen(app)
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    )
    await expect.poll(async () => (await get(port, '/version', new Agent())).status).toBe(200)
    const ended = once(socket, 'close')
    // Without the bound it is closed when the request has timed out: this test would have, too.
    await app.close()
    await ended
  }, 8000)

  it('is not ready while draining, and still alive', async () => {
    const drain = createDrainState()
    app = await demoApp({ drain })
    expect((await app.inject('/health/ready')).statusCode).toBe(200)
    drain.isDraining = true
    const ready = await app.inject('/health/ready')
    expectInjected(ready, 'shutting_down')
    expect(ready.headers['retry-after']).toBe('5')
    expect(ready.headers.connection).toBe('close')
    expect((await app.inject('/health/live')).statusCode).toBe(200)
  })
})
