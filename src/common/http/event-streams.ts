import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clientOf } from './client-of.ts'
import { EventStream, type EventSource } from './event-stream.ts'
import { HttpProblem, unavailable } from './http-error.ts'

export const EVENT_STREAM_TYPE = 'text/event-stream'

export interface EventStreamsOptions {
  /** Streams that one client may have open. */
  readonly perClient: number
  /** Shorter in tests. */
  readonly heartbeatMs?: number
}

/** API Gateway ends what is silent for 30 seconds. */
const HEARTBEAT_MS = 15_000
/** Soon enough for a client that has just left one of its streams. */
const RETRY_AFTER_SECONDS = 5

/** The event streams that are open in this process: their heartbeat, how many a client has, and their end. */
export class EventStreams {
  readonly #perClient: number
  readonly #heartbeatMs: number
  readonly #open = new Map<EventStream, string>()
  #timer: NodeJS.Timeout | undefined
  #isClosing = false

  /** Ends its streams when the app closes: they would keep it from closing for ever. */
  constructor(app: FastifyInstance, { perClient, heartbeatMs = HEARTBEAT_MS }: EventStreamsOptions) {
    this.#perClient = perClient
    this.#heartbeatMs = heartbeatMs
    app.addHook('preClose', (done) => {
      this.#isClosing = true
      for (const stream of this.#open.keys()) stream.end()
      done()
    })
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size
  }

  /**
   * Answers with the events of the source.
   * @throws HttpProblem 429 when the client has too many open, 503 while the app closes
   */
  send(request: FastifyRequest, reply: FastifyReply, source: EventSource): FastifyReply {
    if (this.#isClosing) throw unavailable('shutting_down', RETRY_AFTER_SECONDS)
    const client = clientOf(request.ip)
    this.#refuseTooMany(client)
    void reply.headers({
      'content-type': `${EVENT_STREAM_TYPE}; charset=utf-8`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // The connection has nothing else to carry, and one that stays open afterwards would hold up a shutdown.
      connection: 'close',
    })
    if (request.method === 'HEAD') return reply.send('')
    const stream = new EventStream(source, (error) => {
      request.log.warn({ err: error }, 'event stream ended early')
    })
    this.#open.set(stream, client)
    stream.once('close', () => this.#open.delete(stream))
    this.#beat()
    return reply.send(stream)
  }

  #refuseTooMany(client: string): void {
    const open = [...this.#open.values()].filter((owner) => owner === client).length
    if (open < this.#perClient) return
    throw new HttpProblem('rate_limited', `A client may have ${this.#perClient} event streams open`, {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    })
  }

  /** One timer for all of them, while there are any. */
  #beat(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      for (const stream of this.#open.keys()) stream.heartbeat()
      if (this.#open.size > 0) this.#beat()
    }, this.#heartbeatMs)
    this.#timer.unref()
  }
}
