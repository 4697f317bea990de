import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { RequestHandler } from '../clients.ts'
import type { CannedDynamoDb } from './canned-dynamodb.ts'

const operationOf = (target: unknown): string => String(target).split('.').at(-1) ?? ''

const headers = (length: number): Record<string, string> => ({
  'content-type': 'application/x-amz-json-1.0',
  'content-length': String(length),
  'x-amzn-requestid': 'COMPARISONCOMPARISONCOMPARISONCOMPARISONCOMPARISON',
})

interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** In the place of the AWS SDK's HTTP client, in the same process. */
export function inProcess(canned: CannedDynamoDb): RequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: SdkRequest) => {
      const sent = (): string =>
        typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body)
      const body = canned.answer(operationOf(request.headers['x-amz-target']), sent)
      return { response: { statusCode: 200, headers: headers(body.length), body } }
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  } as unknown as RequestHandler
}

export interface CannedServer {
  readonly endpoint: string
  stop(): Promise<void>
}

/** Plain HTTP on loopback, in a process whose time is not measured: for a library that brings its own HTTP client. */
export async function overHttp(canned: CannedDynamoDb): Promise<CannedServer> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = canned.answer(operationOf(request.headers['x-amz-target']), () => body)
      response.writeHead(200, headers(answer.length)).end(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
