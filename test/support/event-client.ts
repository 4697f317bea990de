import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'

export interface ReceivedEvent {
  readonly id: string | undefined
  readonly data: string
}

/** A client of an event stream over a socket: what a browser's EventSource does, but by hand. */
export class EventClient {
  readonly response: IncomingMessage
  readonly events: ReceivedEvent[] = []
  comments = 0
  retry: string | undefined
  /** Resolves when the stream ends, in good order or not. */
  readonly closed: Promise<void>
  readonly #request: ClientRequest
  #text = ''

  private constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request
    this.response = response
    this.closed = new Promise((resolve) => response.once('close', resolve))
    response.setEncoding('utf8').on('data', (text: string) => {
      this.#received(text)
    })
    response.on('error', () => undefined)
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventClient> {
    const request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false })
    request.on('error', () => undefined)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return new EventClient(request, response)
  }

  get ids(): number[] {
    return this.events.flatMap(({ id }) => (id === undefined ? [] : [Number(id)]))
  }

  /** Resolves when there are so many events, or the stream has ended. */
  async until(count: number): Promise<void> {
    while (this.events.length < count && !this.response.closed) {
      await Promise.race([once(this.response, 'data'), this.closed])
    }
  }

  /** Goes without a word. */
  drop(): void {
    this.#request.destroy()
  }

  #received(text: string): void {
    const blocks = (this.#text + text).split('\n\n')
    this.#text = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split('\n')
      const of = (name: string): string[] =>
        lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2))
      if (lines.every((line) => line.startsWith(':'))) this.comments++
      else if (of('data').length > 0) this.events.push({ id: of('id')[0], data: of('data').join('\n') })
      else [this.retry] = of('retry')
    }
  }
}
