import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A connection on which a test says when each part of a request is sent. */
export class RawConnection {
  readonly #socket: Socket
  #received = ''
  #isEnded = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8').on('data', (text: string) => (this.#received += text))
    socket.on('close', () => (this.#isEnded = true))
    socket.on('error', () => undefined)
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new RawConnection(socket)
  }

  send(text: string): void {
    this.#socket.write(text)
  }

  /** The next answer that matches, taken off what was received. */
  async receive(pattern: RegExp, milliseconds = 10_000): Promise<string> {
    for (let waited = 0; waited < milliseconds; waited += 5) {
      if (pattern.test(this.#received)) {
        const answer = this.#received
        this.#received = ''
        return answer
      }
      if (this.#isEnded) break
      await sleep(5)
    }
    throw new Error(`No ${String(pattern)} in: ${this.#received}`)
  }

  async ended(): Promise<void> {
    if (!this.#isEnded) await once(this.#socket, 'close')
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
