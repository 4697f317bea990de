import { once } from 'node:events'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpServer } from '../http-server.ts'
import type { LambdaRequest } from './http-event.ts'

/** Where requests come from as the service sees it: the function itself. */
export const LOOPBACK = '127.0.0.1'

/** About a connection that ended at the gateway, or what only a trusted proxy may say. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'x-forwarded-host',
  'x-forwarded-proto',
])

/** An answer whose body may still be on its way. */
export interface Exchange {
  readonly response: IncomingMessage
  /** Resolves when the service is done with the request, its log line included. */
  readonly closed: Promise<void>
  /** Leaves, as a client does. */
  readonly abort: () => void
}

/**
 * The service behind a socket of its own. A request travels through the same parser, router and timeouts as on the
 * plain server, where an emulation of them would differ in what few look at.
 */
export class LoopbackServer {
  readonly #app: HttpServer
  #port = 0

  constructor(app: HttpServer) {
    this.#app = app
  }

  async listen(): Promise<void> {
    await this.#app.listen({ host: LOOPBACK, port: 0, listenTextResolver: () => 'Waiting for events' })
    this.#port = (this.#app.server.address() as AddressInfo).port
  }

  /** @throws when no answer begins before the signal */
  async exchange(request: LambdaRequest, signal: AbortSignal): Promise<Exchange> {
    const outgoing = httpRequest({
      host: LOOPBACK,
      port: this.#port,
      method: request.method,
      path: request.target,
      headers: headersOf(request),
      setHost: false,
      // A connection that a freeze has aged would break under the next request.
      agent: false,
      signal,
    })
    const closed = new Promise<void>((resolve) => outgoing.once('close', resolve))
    // An answer may come before the whole body has been taken.
    outgoing.end(request.body)
    const response = await answerTo(outgoing)
    outgoing.on('error', () => undefined)
    const abort = (): void => {
      outgoing.destroy()
    }
    return { response, closed, abort }
  }
}

async function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  return response
}

function headersOf({ method, headers, body, sourceIp }: LambdaRequest): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.has(name))
  const length = body?.length ?? (METHODS_WITH_BODY.has(method) ? 0 : undefined)
  return {
    ...Object.fromEntries(kept),
    ...(length !== undefined && { 'content-length': String(length) }),
    'x-forwarded-for': forwardedFor(headers['x-forwarded-for'], sourceIp),
    connection: 'close',
  }
}

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** The gateway's word last: what stands before it is the client's, and counts only with TRUST_PROXY. */
function forwardedFor(given: string | undefined, sourceIp: string): string {
  const chain = given?.split(',').map((address) => address.trim()) ?? []
  return [...chain, ...(chain.at(-1) === sourceIp ? [] : [sourceIp])].join(', ')
}
