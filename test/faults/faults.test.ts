import { afterAll, describe, expect, it } from 'vitest'
import { startDynamoDbFaultProxy, type DynamoDbFault } from '../support/dynamodb-fault-proxy.ts'
import { startDynamoDbServer } from '../support/dynamodb-servers.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { programFolder } from '../support/server-process.ts'
import { expectBorne, PATIENCE_MS, roundsOf } from './rounds.ts'
import { networkFaults } from './network-faults.ts'
import { type Fault, table } from './round.ts'

/** Within this time a request is answered, whatever the backend does: `REQUEST_TIMEOUT_MS`, and what a busy machine adds. */
const DEADLINE_MS = 12_000

const folder = programFolder()

const ANSWERS: readonly (readonly [string, DynamoDbFault])[] = [
  ['ProvisionedThroughputExceeded', { status: 400, error: 'ProvisionedThroughputExceededException' }],
  ['ThrottlingException', { status: 400, error: 'ThrottlingException' }],
  ['RequestLimitExceeded', { status: 400, error: 'RequestLimitExceeded' }],
  ['500 before the work', { status: 500, error: 'InternalServerError' }],
  ['500 after the work', { status: 500, error: 'InternalServerError', isAfterTheWork: true }],
  ['503', { status: 503, error: 'ServiceUnavailable' }],
  ['200 with HTML', { status: 200 }],
  ['502 with HTML', { status: 502 }],
  ['no access', { status: 400, error: 'AccessDeniedException' }],
  ['unknown credentials', { status: 400, error: 'UnrecognizedClientException' }],
]

describe('a DynamoDB backend that fails', () => {
  it('is answered with 503, and borne', { timeout: PATIENCE_MS }, async () => {
    const server = await startDynamoDbServer()
    const network = await startFaultProxy({ port: Number(new URL(server.endpoint).port) })
    const service = await startDynamoDbFaultProxy(`http://127.0.0.1:${network.port}`)
    const direct = await startFaultProxy({ port: Number(new URL(server.endpoint).port) })
    const answers = ANSWERS.map(([name, fault]): Fault => ({
      name,
      isTotal: true,
      begin: () => {
        service.fail(fault)
      },
      end: () => {
        service.fail(undefined)
      },
    }))
    const onTheWire = networkFaults(direct)
    const base = { DATA_BACKEND: 'dynamodb', APP_NAMESPACE: 'faults' }
    try {
      const wire = await roundsOf(
        folder.path,
        { ...base, DYNAMODB_ENDPOINT: `http://127.0.0.1:${direct.port}` },
        onTheWire,
      )
      const said = await roundsOf(folder.path, { ...base, DYNAMODB_ENDPOINT: service.endpoint }, answers)
      console.info(table(`DynamoDB (${server.name})`, [...wire, ...said]))
      expectBorne([...wire, ...said], [...onTheWire, ...answers], DEADLINE_MS)
      expect(service.faults).toBeGreaterThan(100)
    } finally {
      await service.stop()
      await Promise.all([network.stop(), direct.stop()])
      await server.stop()
    }
  })
})

describe('a PostgreSQL backend that fails', async () => {
  const server = await startPostgres()
  afterAll(() => server?.stop())
  it.skipIf(server === undefined)('is answered with 503, and borne', { timeout: PATIENCE_MS }, async () => {
    const url = new URL(server?.connectionString ?? '')
    const network = await startFaultProxy({ port: Number(url.port) })
    url.port = String(network.port)
    const faults = networkFaults(network)
    try {
      const rounds = await roundsOf(
        folder.path,
        { DATA_BACKEND: 'postgres', DATABASE_URL: url.href, APP_NAMESPACE: 'faults' },
        faults,
      )
      console.info(table('PostgreSQL', rounds))
      expectBorne(rounds, faults, DEADLINE_MS)
    } finally {
      await network.stop()
    }
  })
})
