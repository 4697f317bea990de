import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { RequestUsage } from '../common/observability/request-usage.ts'
import { onClientLeft } from './client-left.ts'

/**
 * One line a response in place of Fastify's two. It is the extension point that Fastify calls anyway when a response
 * has been sent, so there is no hook to pay for.
 */
export class AccessLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' })
  }

  override incomingRequest(request: FastifyRequest, reply: FastifyReply): void {
    // The line at the end says it all, and comes also where nobody waited for it.
    onClientLeft(reply, (status) => {
      if (isLogged(request, status)) request.server.log.info(lineOf(request, reply, status), 'client left')
    })
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { statusCode: status } = reply
    if (!isLogged(request, status)) return
    const line = lineOf(request, reply, status)
    const { log } = request.server
    if (error) log.warn({ ...line, err: error }, 'response failed')
    else if (status === 503) log.warn(line, 'response')
    else if (status >= 500) log.error(line, 'response')
    else log.info(line, 'response')
  }
}

const isLogged = ({ routeOptions }: FastifyRequest, status: number): boolean =>
  routeOptions.config.accessLog !== false || status >= 500

const lineOf = (request: FastifyRequest, reply: FastifyReply, status: number) => ({
  requestId: request.id,
  method: request.method,
  // The template, not the path: it groups, and it holds nobody's identity.
  route: request.routeOptions.url ?? 'none',
  status,
  ms: microseconds(reply.elapsedTime),
  ...(request.usage && usageOf(request.usage)),
  ...traceOf(request.raw.headers.traceparent),
})

/** Milliseconds with three places. */
const microseconds = (ms: number): number => Math.round(ms * 1000) / 1000

/** Capacity units are said by DynamoDB alone. */
const usageOf = ({ calls, ms, read, write }: RequestUsage) => ({
  backendCalls: calls,
  backendMs: microseconds(ms),
  ...((read > 0 || write > 0) && { rcu: read, wcu: write }),
})

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/

/** Where the request belongs to a trace (W3C Trace Context). */
function traceOf(header: string | string[] | undefined): object | undefined {
  const [, traceId, spanId] = typeof header === 'string' ? (TRACEPARENT.exec(header) ?? []) : []
  return traceId === undefined ? undefined : { trace_id: traceId, parent_span_id: spanId }
}
