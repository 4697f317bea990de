import { connect, type Socket } from 'node:net'

const HEAD_END = '\r\n\r\n'
const LENGTH = /\r\ncontent-length: (\d+)/i

/**
 * One keep-alive connection with one request under way at a time. Our own few lines: a generator that parses answers
 * in full takes longer for them than a bare server, which then idles, and an idling server costs more a request.
 */
export class LoadConnection {
  readonly #socket: Socket
  readonly #next: () => Buffer | undefined
  readonly #onEnd: (error?: Error) => void
  /** Bytes of the answer under way that are still to come; undefined before its head is known. */
  #missing: number | undefined
  #head: Buffer = Buffer.alloc(0)

  /** `next` gives the request to send; undefined ends the connection once the last answer is there. */
  constructor(port: number, next: () => Buffer | undefined, onEnd: (error?: Error) => void) {
    this.#next = next
    this.#onEnd = onEnd
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      this.#send()
    })
    this.#socket.on('data', (chunk) => {
      this.#receive(chunk)
    })
    this.#socket.on('error', onEnd)
    this.#socket.on('end', () => {
      onEnd(new Error('The server closed a connection'))
    })
  }

  #send(): void {
    const request = this.#next()
    if (request) {
      this.#socket.write(request)
    } else {
      this.#socket.destroy()
      this.#onEnd()
    }
  }

  #receive(chunk: Buffer): void {
    this.#missing = this.#missing === undefined ? this.#begin(chunk) : this.#missing - chunk.length
    if (this.#missing !== 0) return
    this.#missing = undefined
    this.#send()
  }

  /** Reads the head of an answer; undefined until all of it is there. */
  #begin(chunk: Buffer): number | undefined {
    const bytes = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk])
    const end = bytes.indexOf(HEAD_END)
    this.#head = end === -1 ? bytes : Buffer.alloc(0)
    if (end === -1) return undefined
    const head = bytes.toString('latin1', 0, end)
    const length = LENGTH.exec(head)?.[1]
    if (!head.startsWith('HTTP/1.1 2') || length === undefined) {
      this.#socket.destroy()
      this.#onEnd(new Error(`Unexpected answer: ${bytes.toString('latin1', 0, 500)}`))
      return undefined
    }
    return end + HEAD_END.length + Number(length) - bytes.length
  }
}
