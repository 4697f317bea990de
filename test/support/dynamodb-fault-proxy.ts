import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a DynamoDB endpoint answers in the place of the server behind it. */
export interface DynamoDbFault {
  readonly status: number
  /** `ThrottlingException`, …; HTML instead of JSON without it. */
  readonly error?: string
  /** The server does the work first. */
  readonly isAfterTheWork?: boolean
  /** Only calls that are signed with this key. */
  readonly accessKeyId?: string
}

export interface DynamoDbFaultProxy {
  readonly endpoint: string
  /** How many calls it has answered itself. */
  readonly faults: number
  fail(fault: DynamoDbFault | undefined): void
  stop(): Promise<void>
}

/** An HTTP proxy before a DynamoDB endpoint that answers as AWS does when something is wrong: no emulator does. */
export async function startDynamoDbFaultProxy(target: string): Promise<DynamoDbFaultProxy> {
  let fault: DynamoDbFault | undefined
  let faults = 0
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming)
    const now = fault
    const isHit =
      now !== undefined && (now.accessKeyId === undefined || isSignedWith(incoming, now.accessKeyId))
    if (!isHit || now.isAfterTheWork === true) {
      const reply = await fetch(target, { method: 'POST', headers: kept(incoming), body })
      const bytes = Buffer.from(await reply.arrayBuffer())
      if (!isHit) {
        outgoing.writeHead(reply.status, {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': bytes.length,
        })
        outgoing.end(bytes)
        return
      }
    }
    faults += 1
    const { status, error } = now
    if (error === undefined) {
      outgoing.writeHead(status, { 'content-type': 'text/html' }).end('<html><h1>Bad gateway</h1></html>')
      return
    }
    const members = { __type: `com.amazonaws.dynamodb.v20120810#${error}`, message: `${error} by the proxy` }
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(members))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get faults() {
      return faults
    },
    fail: (next) => {
      fault = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const isSignedWith = ({ headers }: IncomingMessage, accessKeyId: string): boolean =>
  headers.authorization?.includes(`Credential=${accessKeyId}/`) ?? false

/** No emulator checks signatures. */
function kept({ headers }: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization']
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]))
}
