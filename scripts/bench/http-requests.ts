import type { HttpOperation } from './rows.ts'
import { scaleId, scalePassengers } from './scale-passengers.ts'

export interface BenchRequest {
  readonly method: 'GET' | 'PUT'
  readonly path: string
  readonly body?: string
}

const PATH = '/api/v1/passengers'
/** Writes go round so many rows, reads to one: the answers stay of one size, the pages written do not. */
const WRITTEN_ROWS = 64

/** The requests of an operation, sent one after the other. */
export function requestsOf(operation: HttpOperation): readonly [BenchRequest, ...BenchRequest[]] {
  if (operation === 'get-one') return [{ method: 'GET', path: `${PATH}/${scaleId(0)}` }]
  if (operation === 'page-100') return [{ method: 'GET', path: `${PATH}?limit=100` }]
  return [putRequest(0), ...Array.from({ length: WRITTEN_ROWS - 1 }, (_, index) => putRequest(index + 1))]
}

/** The first passenger's values under another id. */
const putRequest = (index: number): BenchRequest => ({
  method: 'PUT',
  path: `${PATH}/${scaleId(index)}`,
  body: JSON.stringify({ ...scalePassengers[0], id: scaleId(index) }),
})

/** A request as it goes over the wire, with the few headers of a plain API client. */
export function wireText({ method, path, body }: BenchRequest): string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nUser-Agent: bench\r\n`
  if (body === undefined) return `${head}\r\n`
  return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
