import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { TokenProvider } from '../support/token-provider.ts'
import type { OpenApiDocument } from './openapi-document.ts'

/** Stands in whatever a client would not want to read in a log. */
const CANARY = `canary${randomBytes(8).toString('hex')}`

let provider: TokenProvider
let test: TestApp
let output = ''
beforeAll(async () => {
  provider = await TokenProvider.start()
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      output += text.toString()
      return true
    })
  const write = (line: string): void => void (output += line)
  test = await startTestApp(
    provider.environment({
      LOG_LEVEL: 'trace',
      LOG_BACKEND_CALLS: 'true',
      METRICS_PORT: '0',
      CURSOR_SECRET: `secret-${CANARY}`,
      WORKER_CONCURRENCY: '0',
    }),
    { log: { write } },
  )
})
afterAll(async () => {
  vi.restoreAllMocks()
  await test.close()
  await provider.stop()
})

/** A request of each operation with the canary in its credentials, its query, its path and its body. */
function requests({ paths }: OpenApiDocument, authorization: string): InjectOptions[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => {
      const base = {
        method: method.toUpperCase() as 'GET',
        headers: {
          authorization,
          cookie: `session=${CANARY}`,
          'idempotency-key': CANARY,
          'x-amz-security-token': CANARY,
          'if-match': `"${CANARY}"`,
          'x-api-key': CANARY,
        },
      }
      const body = ['get', 'delete'].includes(method) ? {} : { payload: { password: CANARY, name: CANARY } }
      const url = path.replaceAll(/\{\w+\}/g, CANARY)
      return [
        { ...base, ...body, url },
        { ...base, ...body, url: `${url}?token=${CANARY}` },
        { ...base, ...body, url: `${url}?cursor=${CANARY}` },
        { ...base, url: `/objects/${CANARY}?X-Amz-Signature=${CANARY}` },
        { ...base, url: `${url}/%FF?${CANARY}` },
      ]
    }),
  )
}

it('no secret of a caller, nor one of the configuration, is ever in the log', async () => {
  const document = (await test.app.inject('/openapi.json')).json<OpenApiDocument>()
  const good = await provider.token({ sub: 'ann', jti: CANARY })
  const tokens = [good, `${good}x`, CANARY, await provider.token({ exp: 1, jti: CANARY })]
  let sent = 0
  for (const token of tokens) {
    for (const request of requests(document, `Bearer ${token}`)) {
      await test.app.inject(request)
      sent += 1
    }
  }
  // A failure of the store is logged with its cause.
  const { store } = test.dependencies.data
  vi.spyOn(store, 'ping').mockRejectedValue(new Error('connect ECONNREFUSED'))
  await test.app.inject({ url: '/health/ready', headers: { authorization: `Bearer ${CANARY}` } })
  expect(sent).toBeGreaterThan(300)
  expect(output.split('\n').length).toBeGreaterThan(sent / 2)
  expect(output.split('\n').filter((line) => line.includes(CANARY))).toEqual([])
  for (const token of tokens)
    for (const part of token.split('.')) if (part.length > 20) expect(output).not.toContain(part)
})
