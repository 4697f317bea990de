import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { InjectOptions } from 'fastify'
import type { HttpServer } from '../../src/http-server.ts'
import { type Answer, answerOf, type Send } from './request.ts'

/** How long of a stream is read that does not end by itself. */
const STREAM_MS = 250
/** No answer may take longer; a stream only has to begin. */
const PATIENCE_MS = 20_000

/** Into the app, without a socket. */
export function injectInto(app: HttpServer): Send {
  return async ({ method, url, headers, body, operation }) => {
    const options: InjectOptions = {
      method: method as 'GET',
      url,
      headers,
      ...(body && { payload: body }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }
    if (operation.isStream) {
      const response = await app.inject({ ...options, payloadAsStream: true })
      const body = await beginning(response.stream())
      // Only a connection that closes tells the service that the client has gone.
      response.raw.res.destroy()
      return answerOf(response.statusCode, flat(response.headers), body)
    }
    const response = await app.inject(options)
    return answerOf(response.statusCode, flat(response.headers), response.rawPayload)
  }
}

/** To a server that runs, over connections that are kept. */
export function sendTo(origin: string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return async ({ method, url, headers, body, operation }) => {
    const { hostname, port } = new URL(origin)
    const length = body ? { 'content-length': String(body.length) } : {}
    const outgoing = request({
      agent,
      host: hostname,
      port,
      method,
      path: url,
      headers: { ...headers, ...length },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    outgoing.end(body)
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    const read = operation.isStream ? await beginning(response) : await all(response)
    return answerOf(response.statusCode ?? 0, flat(response.headers), read)
  }
}

async function all(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** What comes in a short time; then the client goes. */
async function beginning(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  const timer = setTimeout(() => stream.destroy(), STREAM_MS)
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error'] as const)
      stream.once(event, () => {
        resolve()
      })
  })
  clearTimeout(timer)
  return Buffer.concat(chunks)
}

function flat(headers: Readonly<Record<string, unknown>>): Answer['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
