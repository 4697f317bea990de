import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import './cors.ts'
import type { ProblemCode } from '../common/http/problem-catalogue.ts'
import { PROBLEM_CONTENT_TYPE, problem } from '../common/http/problem.ts'
import { pathOf, toUriReference } from '../common/http/uri-reference.ts'
import { makeRequestId } from './request-context.ts'
import { API_HEADERS } from './security-headers.ts'

/** An error of Node's HTTP parser; the packet is there when it choked on bytes. */
interface ParserError {
  readonly code?: string
  readonly rawPacket?: unknown
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** The path that the first line names, where it got that far; `*` stands for the connection as such. */
function instanceOf(packet: unknown): string {
  if (!Buffer.isBuffer(packet)) return '*'
  const target = /^[A-Z]+ (\/[^ \r\n]*)/.exec(packet.toString('latin1', 0, 2048))?.[1]
  return target === undefined ? '*' : toUriReference(pathOf(target))
}

/** What the header says, where the packet has it. */
function originOf(packet: unknown): string | undefined {
  if (!Buffer.isBuffer(packet)) return undefined
  return /\r\norigin: *([^\s]+)\r\n/i.exec(packet.toString('latin1', 0, 16_384))?.[1]
}

/** True where an answer is under way: a second one would be read as its body. */
function isAnswering(socket: Duplex): boolean {
  const current: unknown = Reflect.get(socket, '_httpMessage')
  return typeof current === 'object' && current !== null && Reflect.get(current, 'headersSent') === true
}

function writeProblem(
  socket: Duplex,
  code: ProblemCode,
  instance: string,
  extra: Record<string, string>,
): string {
  const requestId = makeRequestId()
  const document = problem(code, { instance, requestId })
  const body = JSON.stringify(document)
  const headers = {
    ...API_HEADERS,
    ...extra,
    'x-request-id': requestId,
    'content-type': PROBLEM_CONTENT_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    date: new Date().toUTCString(),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
  )
  return requestId
}

/** Fastify option: answers bytes that never became a request, and requests that did not arrive in time. */
export function clientErrorHandler(
  this: Pick<FastifyInstance, 'corsHeaders'> & { readonly log: FastifyBaseLogger },
  error: ParserError,
  socket: Duplex,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy()
    return
  }
  const code = CODES[error.code ?? ''] ?? 'malformed_request'
  const cors = this.corsHeaders?.(originOf(error.rawPacket)) ?? {}
  const requestId = writeProblem(socket, code, instanceOf(error.rawPacket), cors)
  this.log.info({ requestId, problem: code, parser: error.code }, 'connection refused')
}

/** Answers CONNECT, on which Node closes the connection without a word. */
function clientErrors(app: FastifyInstance, _options: object, done: () => void): void {
  app.server.on('connect', (_request, socket: Duplex) => {
    socket.on('error', () => socket.destroy())
    writeProblem(socket, 'method_not_allowed', '*', { allow: METHODS })
  })
  done()
}

export const clientErrorsPlugin = fp(clientErrors, { name: 'client-errors', fastify: '5.x' })
