import { afterAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../src/common/http/problem.ts'
import { startDynamoDbServer } from '../support/dynamodb-servers.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { aPassenger, PASSENGERS, type PassengerPage } from '../support/passengers.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { startServer, programFolder, type Environment } from '../support/server-process.ts'
import { PATIENCE_MS } from './rounds.ts'

/** One exchange is in time, the exchanges of a creation are not. */
const DEADLINE_MS = 1000
const LATENCY_MS = 700
const CLIENTS = 5

const folder = programFolder()

const create = (origin: string, ticket: string) =>
  fetch(origin + PASSENGERS, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': ticket },
    body: JSON.stringify(aPassenger({ ticket })),
  })

/** A backend that is too slow answers 503 in time; the write is done all the same, and once, however often it is asked for. */
async function expectDoneOnce(port: number, environment: (proxyPort: number) => Environment): Promise<void> {
  const proxy = await startFaultProxy({ port })
  const server = await startServer(folder.path, {
    ...environment(proxy.port),
    APP_NAMESPACE: 'deadline',
    CREATE_TABLES: 'true',
    MAX_EVENT_LOOP_DELAY_MS: '0',
    REQUEST_TIMEOUT_MS: String(DEADLINE_MS),
  })
  const { origin, program } = server
  const tickets = Array.from({ length: CLIENTS }, (_, n) => `DEADLINE-${n}`)
  try {
    proxy.poison({ kind: 'latency', ms: LATENCY_MS })
    for (const response of await Promise.all(tickets.map((ticket) => create(origin, ticket)))) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
      expect(((await response.json()) as Problem).code).toBe('deadline_exceeded')
    }
    // One comes back while the first request is still at work, the others when the backend is well again.
    await create(origin, String(tickets[0])).then((response) => response.body?.cancel())
    proxy.poison(undefined)
    await expect
      .poll(() => program.stdout.split('ended after its deadline').length > CLIENTS, POLL)
      .toBe(true)
    for (const ticket of tickets) {
      const again = await create(origin, ticket)
      expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
      const found = await fetch(`${origin}${PASSENGERS}?ticket=${encodeURIComponent(ticket)}`)
      expect(((await found.json()) as PassengerPage).items).toHaveLength(1)
    }
  } finally {
    const { code, stderr } = await program.stop()
    expect([code, stderr]).toEqual([0, ''])
    await proxy.stop()
  }
}

const POLL = { timeout: 20_000 }

describe('a write that is not done before the deadline of its request', async () => {
  const postgres = await startPostgres()
  afterAll(() => postgres?.stop())

  it.skipIf(!postgres)('is done once on PostgreSQL', { timeout: PATIENCE_MS }, async () => {
    const url = new URL(postgres?.connectionString ?? '')
    await expectDoneOnce(Number(url.port), (port) => {
      url.port = String(port)
      return { DATA_BACKEND: 'postgres', DATABASE_URL: url.href }
    })
  })

  it('is done once on DynamoDB', { timeout: PATIENCE_MS }, async () => {
    const dynamodb = await startDynamoDbServer()
    try {
      await expectDoneOnce(Number(new URL(dynamodb.endpoint).port), (port) => ({
        DATA_BACKEND: 'dynamodb',
        DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}`,
      }))
    } finally {
      await dynamodb.stop()
    }
  })
})
