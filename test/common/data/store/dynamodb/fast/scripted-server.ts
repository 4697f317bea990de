import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** One answer, or a way not to give one. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON unless it is a text. */
  readonly body?: unknown
  readonly fault?: 'reset' | 'truncate' | 'silence' | 'stall'
}

/** A request as it came. */
export interface Received {
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export interface ScriptedServer {
  readonly endpoint: string
  /** Since the last script. */
  readonly received: readonly Received[]
  /** What to answer next; the last one is given over and over. */
  play(...replies: Reply[]): void
  stop(): Promise<void>
}

/** Speaks DynamoDB's protocol by rote, on loopback. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  let received: Received[] = []
  let script: readonly Reply[] = [{}]
  const server = createServer((request, response) => {
    void answer(request, response)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    received.push({ url: request.url, headers: request.headers, body: await json(request) })
    const {
      status = 200,
      headers = {},
      body = {},
      fault,
    } = script[received.length - 1] ?? script.at(-1) ?? {}
    if (fault === 'silence') return
    if (fault === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const type = 'application/x-amz-json-1.0'
    const length = String(Buffer.byteLength(text))
    response.writeHead(status, {
      'content-type': type,
      'content-length': length,
      'x-amzn-requestid': 'R',
      ...headers,
    })
    if (fault === undefined) {
      response.end(text)
      return
    }
    response.write(text.slice(0, -2))
    if (fault === 'truncate') setTimeout(() => request.socket.destroy(), 20)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get received() {
      return received
    },
    play(...replies) {
      received = []
      script = replies
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
