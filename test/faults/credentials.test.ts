import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { startDynamoDbFaultProxy } from '../support/dynamodb-fault-proxy.ts'
import { startDynamoDbServer } from '../support/dynamodb-servers.ts'
import { programFolder } from '../support/server-process.ts'
import { type Fault, table } from './round.ts'
import { expectBorne, PATIENCE_MS, roundsOf } from './rounds.ts'

const folder = programFolder()

/** Gives credentials as ECS does to a container; they end soon, so that the SDK asks again. */
async function startCredentials() {
  let accessKeyId = 'FIRST'
  const server = createServer((_request, response) => {
    const Expiration = new Date(Date.now() + 60_000).toISOString()
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: 'secret', Token: 'token', Expiration }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/credentials`,
    renew: (next: string) => {
      accessKeyId = next
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

it(
  'credentials that expire are answered with 503 until there are new ones',
  { timeout: PATIENCE_MS },
  async () => {
    const backend = await startDynamoDbServer()
    const service = await startDynamoDbFaultProxy(backend.endpoint)
    const credentials = await startCredentials()
    const faults = ['ExpiredTokenException', 'UnrecognizedClientException'].map((error, index): Fault => ({
      name: error,
      isTotal: true,
      begin: () => {
        service.fail({ status: 400, error, accessKeyId: index === 0 ? 'FIRST' : 'SECOND' })
      },
      // They stay refused: only new ones help.
      end: () => {
        credentials.renew(index === 0 ? 'SECOND' : 'THIRD')
      },
    }))
    try {
      const environment = {
        DATA_BACKEND: 'dynamodb',
        APP_NAMESPACE: 'expiry',
        DYNAMODB_ENDPOINT: service.endpoint,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials.url,
      }
      const rounds = await roundsOf(folder.path, environment, faults)
      console.info(table(`DynamoDB (${backend.name}), credentials`, rounds))
      expectBorne(rounds, faults, 10_000)
      expect(service.faults).toBeGreaterThan(0)
    } finally {
      await Promise.all([service.stop(), credentials.stop()])
      await backend.stop()
    }
  },
)
