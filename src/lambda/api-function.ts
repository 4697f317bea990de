import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { EVENT_STREAM_TYPE } from '../common/http/event-streams.ts'
import { answerV1, answerV2, headOf, type AnswerHead, type AnswerV1, type AnswerV2 } from './http-answer.ts'
import { requestOf, type HttpEvent } from './http-event.ts'
import type { Exchange, LoopbackServer } from './loopback-server.ts'
import type { Invocation } from './worker-function.ts'

export type ApiFunction = (event: HttpEvent, invocation: Invocation) => Promise<AnswerV1 | AnswerV2>
/** `begin` gives the stream of the body for the head of an answer. */
export type StreamingApiFunction = (
  event: HttpEvent,
  begin: (head: AnswerHead) => Writable,
  invocation: Invocation,
) => Promise<void>

/** Kept back from the time of an invocation for ending its answer in good order. */
const MARGIN_MS = 1_000
/**
 * How long the events of a stream are collected where an answer can only be given whole; the client then comes back
 * for what follows, as it does after any stream has ended.
 */
const COLLECT_MS = 5_000

/** Answers each event whole: for HTTP APIs, and REST APIs and function URLs that buffer. */
export function createApiFunction(server: LoopbackServer, collectMs = COLLECT_MS): ApiFunction {
  return async (event, invocation) => {
    const exchange = await server.exchange(requestOf(event), untilDeadline(invocation))
    const { response } = exchange
    const timer = isEventStream(exchange) ? setTimeout(exchange.abort, collectMs) : undefined
    const body = await collect(exchange)
    clearTimeout(timer)
    return 'httpMethod' in event ? answerV1(response, body) : answerV2(response, body)
  }
}

/** Answers each event while it is made: for function URLs that stream. */
export function createStreamingApiFunction(server: LoopbackServer): StreamingApiFunction {
  return async (event, begin, invocation) => {
    const exchange = await server.exchange(requestOf(event), untilDeadline(invocation))
    const output = begin(headOf(exchange.response))
    // The runtime sends the head with the first chunk only, and an answer may have none.
    output.write('')
    output.on('error', exchange.abort)
    try {
      for await (const chunk of exchange.response) await write(output, chunk as Buffer)
    } catch (error) {
      // The deadline, or a client that has left: the events that were sent count.
      if (!isEventStream(exchange)) throw error
    } finally {
      exchange.abort()
    }
    output.end()
    await exchange.closed
  }
}

/** No faster than the client reads. */
async function write(output: Writable, chunk: Buffer): Promise<void> {
  if (!output.write(chunk)) await once(output, 'drain')
}

const untilDeadline = (invocation: Invocation): AbortSignal =>
  AbortSignal.timeout(Math.max(0, invocation.getRemainingTimeInMillis() - MARGIN_MS))

const isEventStream = ({ response }: Exchange): boolean =>
  response.headers['content-type']?.startsWith(EVENT_STREAM_TYPE) ?? false

/** @throws when the answer breaks off, unless it is a stream of events, of which a part is of use */
async function collect(exchange: Exchange): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of exchange.response) chunks.push(chunk as Buffer)
  } catch (error) {
    if (!isEventStream(exchange)) throw error
  }
  await exchange.closed
  return Buffer.concat(chunks)
}
