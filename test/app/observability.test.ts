import { request as ask } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ThrottledError } from '../../src/common/data/errors.ts'
import { EmbeddedMetrics } from '../../src/common/observability/embedded-metrics.ts'
import { MetricsServer } from '../../src/common/observability/metrics-server.ts'
import { PrometheusMetrics } from '../../src/common/observability/prometheus-metrics.ts'
import { startDynamoDbServer } from '../support/dynamodb-servers.ts'
import { aPassenger, createAll, PASSENGERS } from '../support/passengers.ts'
import { onDynamoDb, startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'

type Line = Readonly<Record<string, unknown>>

let test: TestApp
afterEach(async () => {
  vi.restoreAllMocks()
  await test.close()
})

/** The service with its log. */
async function logged(environment: Record<string, string>, options: TestAppOptions = {}): Promise<Line[]> {
  const lines: Line[] = []
  const write = (line: string): void => void lines.push(JSON.parse(line) as Line)
  test = await startTestApp({ LOG_LEVEL: 'info', ...environment }, { ...options, log: { write } })
  return lines
}

const answers = (lines: readonly Line[]): readonly Line[] => lines.filter(({ msg }) => msg === 'response')

/** A store that has stopped answering, for a reason that is nobody's business. */
function breakStore(error: Error): void {
  const { store } = test.dependencies.data
  vi.spyOn(store, 'ping').mockRejectedValue(error)
}

describe('the line of a request', () => {
  it('says what it asked of the backend, each request its own', async () => {
    const lines = await logged({ LOG_BACKEND_CALLS: 'true' })
    await createAll(test.app, [aPassenger(), aPassenger()])
    lines.length = 0
    await Promise.all([
      test.app.inject(PASSENGERS),
      test.app.inject('/nothing'),
      test.app.inject({ method: 'PATCH', url: `${PASSENGERS}/nobody`, payload: { age: 3 } }),
    ])
    const byRoute = new Map(answers(lines).map((line) => [line.status, line]))
    expect(byRoute.get(200)).toMatchObject({
      level: 'INFO',
      method: 'GET',
      route: PASSENGERS,
      backendCalls: 1,
    })
    expect(byRoute.get(200)?.backendMs).toBeGreaterThan(0)
    expect(answers(lines).find(({ route }) => route === 'none')).not.toHaveProperty('backendCalls')
    expect(answers(lines).find(({ method }) => method === 'PATCH')?.backendCalls).toBeGreaterThan(0)
  })

  it('says the capacity that DynamoDB says was used', async () => {
    const server = await startDynamoDbServer()
    if (!server.capabilities.has('transactions')) {
      await server.stop()
      console.info('Skipping consumed capacity: no DynamoDB server with transactions')
      test = await startTestApp()
      return
    }
    const lines = await logged(onDynamoDb(server))
    await createAll(test.app, [aPassenger({ ticket: 'c1' })])
    await test.app.inject(`${PASSENGERS}/c1`)
    const [get] = answers(lines).filter(({ method }) => method === 'GET')
    const [post] = answers(lines).filter(({ method }) => method === 'POST')
    expect(get).toMatchObject({ backendCalls: 1, rcu: 1, wcu: 0 })
    expect(post?.wcu).toBeGreaterThan(0)
    await server.stop()
  })

  it('says nothing of it where that is off, and keeps to the trace of the caller', async () => {
    const lines = await logged({})
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    await test.app.inject({ url: PASSENGERS, headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } })
    await test.app.inject({ url: PASSENGERS, headers: { traceparent: 'x"\n{}' } })
    const [first, second] = answers(lines)
    expect(first).toMatchObject({ trace_id: trace, parent_span_id: '00f067aa0ba902b7' })
    expect(first).not.toHaveProperty('backendCalls')
    expect(second).not.toHaveProperty('trace_id')
  })
})

describe('the record of an error', () => {
  it('has the names that metric filters look for', async () => {
    const lines = await logged({})
    breakStore(new Error('connect ECONNREFUSED'))
    await test.app.inject('/health/ready')
    const [record] = lines.filter(({ level }) => level === 'WARN')
    expect(record).toMatchObject({
      level: 'WARN',
      exception: 'HttpProblem',
      path: '/health/ready',
      method: 'GET',
      status_code: 503,
    })
    expect(record).toHaveProperty('message')
    expect(record).toHaveProperty('requestId')
  })
})

function get(
  url: string,
): Promise<{ readonly status: number; readonly type: string; readonly text: string }> {
  return new Promise((resolve, reject) => {
    ask(url, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), text })
      })
    })
      .on('error', reject)
      .end()
  })
}

describe('metrics for Prometheus', () => {
  it('are served on a port of their own, by route and never by path', async () => {
    test = await startTestApp({ METRICS_PORT: '0', WORKER_CONCURRENCY: '0' })
    const metrics = test.metrics
    if (!(metrics instanceof PrometheusMetrics)) throw new Error('There are no metrics')
    await createAll(test.app, [aPassenger({ ticket: 'secret-ticket' })])
    await test.app.inject(`${PASSENGERS}/secret-ticket`)
    await test.app.inject({
      method: 'PUT',
      url: `${PASSENGERS}/secret-ticket`,
      headers: { 'if-none-match': '*' },
      payload: aPassenger({ ticket: 'secret-ticket' }),
    })
    await test.app.inject({
      method: 'POST',
      url: '/api/v1/jobs',
      payload: { jobType: 'passenger_export', inputData: { format: 'csv' } },
    })
    const server = new MetricsServer(metrics)
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    const { status, type, text } = await get(url)
    expect(status).toBe(200)
    expect(type).toContain('text/plain')
    expect(text).not.toContain('secret-ticket')
    for (const line of [
      /http_server_request_duration_seconds_count\{method="GET",route="\/api\/v1\/passengers\/\*",status="200"\} 1/,
      /store_call_duration_seconds_count\{backend="sqlite",table="passengers",operation="get",outcome="ok"\} \d/,
      /store_condition_failed_total\{table="passengers"\} 1/,
      /http_requests_in_flight 0/,
      /http_requests_shed_total 0/,
      /queue_depth 1/,
      /queue_oldest_seconds \d/,
      /sse_streams_open 0/,
      /nodejs_eventloop_lag_p99_seconds/,
      /process_resident_memory_bytes/,
    ])
      expect(text).toMatch(line)
    expect((await get(url.replace('/metrics', '/'))).status).toBe(404)
    expect((await test.app.inject('/metrics')).statusCode).toBe(404)
    await server.close()
  })

  it('count throttles by reason and capacity by table, and leave out what cannot be read', async () => {
    test = await startTestApp()
    const metrics = new PrometheusMetrics()
    const call = {
      type: 'store_call',
      backend: 'dynamodb',
      table: 'jobs',
      operation: 'put',
      ms: 3,
      records: 1,
    } as const
    metrics.storeCall({ ...call, capacity: { read: 0, write: 2 }, error: undefined, reason: undefined })
    const error = new ThrottledError('slow down').code
    metrics.storeCall({ ...call, capacity: undefined, error, reason: 'RequestLimitExceeded' })
    metrics.gauge('broken', 'fails', () => Promise.reject(new Error('no')))
    const { text } = await metrics.expose()
    expect(text).toContain('store_throttled_total{table="jobs",reason="RequestLimitExceeded"} 1')
    expect(text).toContain('store_consumed_capacity_units_total{table="jobs",kind="write"} 2')
    expect(text).not.toMatch(/^broken /m)
  })
})

describe('metrics embedded in the log, for CloudWatch', () => {
  it('are one line a request, with the units of each metric that it names', async () => {
    test = await startTestApp()
    const lines: string[] = []
    const metrics = new EmbeddedMetrics({
      namespace: 'app/dev',
      service: 'bulkhead',
      write: (line) => lines.push(line),
    })
    metrics.storeCall({
      type: 'store_call',
      backend: 'dynamodb',
      table: 'jobs',
      operation: 'put',
      ms: 4,
      records: 1,
      capacity: { read: 0, write: 2 },
      error: 'condition_failed',
      reason: undefined,
    })
    metrics.requestDone({ method: 'POST', route: '/api/v1/jobs', status: 503, ms: 12.5 })
    metrics.requestDone({ method: 'GET', route: '/api/v1/jobs', status: 200, ms: 1 })
    expect(lines).toHaveLength(2)
    const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(first).toMatchObject({
      service: 'bulkhead',
      route: 'POST /api/v1/jobs',
      Latency: 12.5,
      ServerErrors: 1,
      StoreCalls: 1,
      ConditionFailures: 1,
      WriteCapacityUnits: 2,
    })
    expect(second).toMatchObject({ ServerErrors: 0, StoreCalls: 0, WriteCapacityUnits: 0 })
    const { _aws: aws } = first as { _aws: { Timestamp: number; CloudWatchMetrics: [Directive] } }
    const [directive] = aws.CloudWatchMetrics
    expect(aws.Timestamp).toBeGreaterThan(1e12)
    expect(directive.Namespace).toBe('app/dev')
    for (const { Name } of directive.Metrics) expect(first?.[Name], Name).toBeTypeOf('number')
    for (const name of directive.Dimensions.flat()) expect(first?.[name], name).toBeTypeOf('string')
  })

  it('are on by default on Lambda', async () => {
    test = await startTestApp({}, { isLambda: true })
    expect(test.metrics).toBeInstanceOf(EmbeddedMetrics)
  })
})

interface Directive {
  readonly Namespace: string
  readonly Dimensions: readonly (readonly string[])[]
  readonly Metrics: readonly { readonly Name: string }[]
}
