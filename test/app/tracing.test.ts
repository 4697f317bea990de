import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { aPassenger, createAll, PASSENGERS } from '../support/passengers.ts'
import { startTestApp } from '../support/test-app.ts'

interface Span {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly attributes: readonly { readonly key: string; readonly value: object }[]
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Span['attributes'] }
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[]
  }[]
}

let collector: Server | undefined
afterEach(() => {
  collector?.closeAllConnections()
  collector?.close()
})

/** A collector that keeps what it is sent. */
async function collect(exports: Export[]): Promise<string> {
  collector = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      if (request.url === '/v1/traces') exports.push(JSON.parse(body) as Export)
      response.end('{}')
    })
  })
  const server = collector
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

it('a trace has a span of the request, of the caller’s trace, and of each store call within it', async () => {
  const exports: Export[] = []
  const endpoint = await collect(exports)
  const test = await startTestApp({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, WORKER_CONCURRENCY: '0' })
  await createAll(test.app, [aPassenger({ ticket: 'secret-ticket' })])
  const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`
  const { statusCode } = await test.app.inject({
    url: `${PASSENGERS}/secret-ticket`,
    headers: { traceparent },
  })
  expect(statusCode).toBe(200)
  await test.app.inject('/health/live')
  await test.close()

  const spans = exports.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  )
  const mine = spans.filter(({ traceId }) => traceId === TRACE)
  const request = mine.find(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7')
  const call = mine.find(({ name }) => name === 'get passengers')
  expect(request).toBeDefined()
  expect(call?.attributes).toContainEqual({ key: 'db.system.name', value: { stringValue: 'sqlite' } })
  // Between the two there may be the span of the handler.
  const parents = new Map(mine.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]))
  const chain = [call?.parentSpanId, parents.get(call?.parentSpanId ?? '')]
  expect(chain).toContain(request?.spanId)
  expect(JSON.stringify(spans.map(({ name }) => name))).not.toContain('health')
  const [resource] = exports.flatMap(({ resourceSpans }) => resourceSpans)
  expect(resource?.resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'bulkhead' },
  })
})

it('a collector that is not there disturbs nobody, and holds no shutdown up', async () => {
  const test = await startTestApp({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
  expect((await test.app.inject(PASSENGERS)).statusCode).toBe(200)
  const started = Date.now()
  await test.close()
  expect(Date.now() - started).toBeLessThan(4000)
})
