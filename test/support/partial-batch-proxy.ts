import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface PartialBatchProxy {
  readonly endpoint: string
  /** How many requests it has cut so far. */
  readonly cuts: number
  /** The next request of this operation is done for its first key or item alone. */
  cutNext(operation: 'BatchGetItem' | 'BatchWriteItem'): void
  stop(): Promise<void>
}

type Requests = Record<string, readonly unknown[] | { Keys: readonly unknown[] }>

/**
 * Stands before a DynamoDB endpoint and does to a batch what DynamoDB does under load: carries out a part of it and
 * names the rest as unprocessed. No emulator does.
 */
export async function startPartialBatchProxy(target: string): Promise<PartialBatchProxy> {
  let toCut: string | undefined
  let cuts = 0
  const server = createServer((incoming, outgoing) => {
    void forward(incoming, outgoing)
  })

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const operation = String(incoming.headers['x-amz-target'])
    let body = await text(incoming)
    let rest: Requests | undefined
    if (toCut !== undefined && operation.endsWith(`.${toCut}`)) {
      const parts = split(JSON.parse(body) as { RequestItems: Requests })
      body = JSON.stringify(parts.first)
      rest = parts.rest
      toCut = undefined
      cuts += 1
    }
    const answer = await fetch(target, { method: 'POST', headers: kept(incoming), body })
    let reply = await answer.text()
    if (rest && answer.ok) {
      const name = operation.endsWith('BatchGetItem') ? 'UnprocessedKeys' : 'UnprocessedItems'
      reply = JSON.stringify({ ...(JSON.parse(reply) as object), [name]: rest })
    }
    outgoing.writeHead(answer.status, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(reply),
    })
    outgoing.end(reply)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cuts() {
      return cuts
    },
    cutNext: (next) => {
      toCut = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** No emulator checks signatures, so the changed body keeps its headers. */
function kept({ headers }: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization']
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]))
}

/** The first entry of the only table of the batch, and all the others. */
function split({ RequestItems, ...others }: { RequestItems: Requests }): { first: object; rest: Requests } {
  const [[table, requests] = ['', []]] = Object.entries(RequestItems)
  if (isList(requests)) {
    return {
      first: { ...others, RequestItems: { [table]: requests.slice(0, 1) } },
      rest: { [table]: requests.slice(1) },
    }
  }
  const part = (Keys: readonly unknown[]): Requests => ({ [table]: { ...requests, Keys } })
  return {
    first: { ...others, RequestItems: part(requests.Keys.slice(0, 1)) },
    rest: part(requests.Keys.slice(1)),
  }
}

const isList = (requests: Requests[string]): requests is readonly unknown[] => Array.isArray(requests)
