import { afterEach, describe, expect, it } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { createLogStream } from '../../src/plugins/log-stream.ts'
import { demoApp, expectInjected, exchange, listen } from './demo-app.ts'

let app: HttpServer
afterEach(async () => {
  await app.close()
})

describe('health', () => {
  it('tells the version and that it lives', async () => {
    app = await demoApp()
    expect((await app.inject('/version')).json()).toEqual({ version: '1.2.3', build: 'test' })
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'ok' })
  })

  it('asks the store once for many probes, and tells nothing of why it is not ready', async () => {
    let asked = 0
    app = await demoApp({
      isReady: () => {
        asked += 1
        return Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3'))
      },
    })
    const answers = await Promise.all([1, 2, 3].map(() => app.inject('/health/ready')))
    for (const answer of answers) expectInjected(answer, 'not_ready')
    expect(asked).toBe(1)
    expect(answers[0]?.body).not.toContain('10.1.2.3')
    expect(answers[0]?.headers['retry-after']).toBe('1')
  })

  it('does not wait for a store that hangs, and asks again later', async () => {
    let isHanging = true
    app = await demoApp({
      isReady: () => (isHanging ? new Promise<void>(() => undefined) : Promise.resolve()),
    })
    const start = Date.now()
    expectInjected(await app.inject('/health/ready'), 'not_ready')
    expect(Date.now() - start).toBeLessThan(1500)
    isHanging = false
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await app.inject('/health/ready')).statusCode).toBe(200)
  })

  it('survives a check that throws at once', async () => {
    app = await demoApp({
      isReady: () => {
        throw new Error('at once')
      },
    })
    expectInjected(await app.inject('/health/ready'), 'not_ready')
  })
})

describe('the access log', () => {
  const lines: Record<string, unknown>[] = []
  const stream = {
    write: (line: string) => {
      lines.push(JSON.parse(line) as Record<string, unknown>)
    },
  }

  it('is one line a response, with the route and not the path', async () => {
    lines.length = 0
    app = await demoApp({}, { logger: { level: 'info', stream } })
    await app.inject({
      url: '/things/secret-name',
      headers: { 'x-request-id': 'r1', authorization: 'Bearer secret-token' },
    })
    await app.inject('/nope/secret-name')
    await app.inject('/health/live')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({
      level: 30,
      requestId: 'r1',
      method: 'GET',
      route: '/things/*',
      status: 200,
    })
    expect(lines[0]?.ms).toBeGreaterThan(0)
    expect(lines[1]).toMatchObject({ route: 'none', status: 404 })
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  it('has the cause of a 500, which the answer has not', async () => {
    lines.length = 0
    app = await demoApp({}, { logger: { level: 'info', stream } })
    await app.inject({ url: '/things/broken', headers: { 'x-request-id': 'r2' } })
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({
      level: 50,
      requestId: 'r2',
      err: { message: 'the password is hunter2' },
    })
    expect(lines[1]).toMatchObject({ level: 50, requestId: 'r2', status: 500 })
    await app.inject('/things/down')
    expect(lines[2]).toMatchObject({ level: 40, err: { message: 'connect ECONNREFUSED 10.1.2.3:8000' } })
  })

  it('has bytes that were no request', async () => {
    lines.length = 0
    app = await demoApp({}, { logger: { level: 'info', stream } })
    const port = await listen(app)
    await exchange(port, 'nonsense\r\n\r\n')
    expect(lines.at(-1)).toMatchObject({ problem: 'malformed_request', msg: 'connection refused' })
  })
})

describe('the log stream', () => {
  it('writes lines in batches, soon, and at once when there are many', async () => {
    app = await demoApp()
    const written: string[] = []
    const stream = createLogStream({ write: (text) => written.push(text) })
    stream.write('a\n')
    stream.write('b\n')
    expect(written).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(written).toEqual(['a\nb\n'])
    stream.write('x'.repeat(70_000))
    expect(written).toHaveLength(2)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(written).toHaveLength(2)
  })
})
