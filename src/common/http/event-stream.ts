import { Readable } from 'node:stream'

/** One event of a stream (HTML Standard, "Server-sent events"). */
export interface StreamEvent {
  /** What a client that comes back names in `Last-Event-ID`; no line breaks. */
  readonly id?: string
  readonly data: string
}

/** Gives the events, until it ends or the signal aborts. */
export type EventSource = (signal: AbortSignal) => AsyncIterable<StreamEvent>

/** Milliseconds after which a client that lost the stream comes back. */
const RETRY_MS = 3000

/** Written as it comes, no faster than the client reads; the source is asked for the next event only then. */
export class EventStream extends Readable {
  readonly #gone = new AbortController()
  readonly #failed: (error: unknown) => void
  #isEnded = false
  #demand: () => void = () => undefined

  /** @param failed is told why the source failed; the stream then ends, and the client comes back for the rest */
  constructor(source: EventSource, failed: (error: unknown) => void) {
    super({ encoding: 'utf8' })
    this.#failed = failed
    this.push(`retry: ${RETRY_MS}\n\n`)
    void this.#run(source)
  }

  /** Keeps the connection from being taken for dead; nothing for a client that has not yet read what was sent. */
  heartbeat(): void {
    if (!this.#isEnded && this.readableLength === 0) this.push(':\n\n')
  }

  /** Ends the stream in good order, whatever its source still has. */
  end(): void {
    this.#gone.abort()
    this.#demand()
    if (this.#isEnded || this.destroyed) return
    this.#isEnded = true
    this.push(null)
  }

  override _read(): void {
    this.#demand()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#isEnded = true
    this.#gone.abort()
    this.#demand()
    done(error)
  }

  async #run(source: EventSource): Promise<void> {
    try {
      for await (const event of source(this.#gone.signal)) {
        if (this.#gone.signal.aborted) break
        if (!this.push(textOf(event))) await this.#demanded()
      }
    } catch (error) {
      if (!this.#gone.signal.aborted) this.#failed(error)
    }
    this.end()
  }

  async #demanded(): Promise<void> {
    if (this.#gone.signal.aborted) return
    await new Promise<void>((resolve) => {
      this.#demand = resolve
    })
  }
}

function textOf({ id, data }: StreamEvent): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `${id === undefined ? '' : `id: ${id}\n`}${lines.join('')}\n`
}
