import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PrometheusMetrics } from './prometheus-metrics.ts'

/** Serves `GET /metrics` on a port of its own, so that what faces the world never serves it by mistake. */
export class MetricsServer {
  readonly #server: Server

  constructor(metrics: Pick<PrometheusMetrics, 'expose'>) {
    this.#server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/metrics') {
        response.writeHead(404).end()
        return
      }
      metrics.expose().then(
        ({ type, text }) => response.writeHead(200, { 'content-type': type }).end(text),
        () => response.writeHead(500).end(),
      )
    })
  }

  /** Resolves to the address. */
  async listen({ host, port }: { readonly host: string; readonly port: number }): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen({ host, port }, resolve)
    })
    const { address, port: bound } = this.#server.address() as AddressInfo
    return `http://${address.includes(':') ? `[${address}]` : address}:${bound}/metrics`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
