import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { HttpServer } from '../../src/http-server.ts'
import { wireRequest } from './lambda-events.ts'

/** A service that runs elsewhere, as suites see an app: `inject` sends a request over a connection. */
export function remoteApp(origin: string): HttpServer {
  const { hostname, port } = new URL(origin)
  const inject = async (options: InjectOptions | string): Promise<LightMyRequestResponse> => {
    const { method, path, query, headers, body } = wireRequest(options)
    const outgoing = httpRequest({
      hostname,
      port,
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
      agent: false,
    })
    outgoing.useChunkedEncodingByDefault = false
    outgoing.end(body)
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const rawPayload = Buffer.concat(chunks)
    const text = rawPayload.toString()
    const json = (): unknown => JSON.parse(text)
    const { statusCode = 0 } = response
    return {
      statusCode,
      headers: response.headers,
      body: text,
      payload: text,
      rawPayload,
      json,
    } as LightMyRequestResponse
  }
  return { inject } as unknown as HttpServer
}
