import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface LossyProxy {
  readonly endpoint: string
  /** Operations that reached the server, in order: `PutItem`, `UpdateItem`, … */
  readonly operations: readonly string[]
  /** The server does the next new call of this operation, but its first answer never arrives. */
  loseReplyTo(operation: string): void
  stop(): Promise<void>
}

/** An HTTP proxy before a DynamoDB endpoint that can lose answers after the server has done its work. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
  const operations: string[] = []
  const toLose: string[] = []
  const server = createServer((incoming, outgoing) => {
    void forward(incoming, outgoing)
  })

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const operation = String(incoming.headers['x-amz-target']).replace(/^.*\./, '')
    operations.push(operation)
    const upstream = request(target, { method: 'POST', headers: incoming.headers })
    upstream.end(await buffer(incoming))
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage]
    const body = await buffer(answer)
    const isFirst = String(incoming.headers['amz-sdk-request']).startsWith('attempt=1;')
    const lost = isFirst ? toLose.indexOf(operation) : -1
    if (lost >= 0) {
      toLose.splice(lost, 1)
      outgoing.destroy()
    } else {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      outgoing.end(body)
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    loseReplyTo: (operation) => void toLose.push(operation),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
