import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What can go wrong on the way of an answer: the toxics of Toxiproxy, and the answer that is lost after the work. */
export type Toxic =
  /** Every piece comes later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Connections are refused, and those that are open are closed. */
  | { readonly kind: 'down' }
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** The end of a connection comes later. */
  | { readonly kind: 'slow_close'; readonly ms: number }
  /** Nothing passes either way; connections stay open, for ever where no time is given. */
  | { readonly kind: 'timeout'; readonly ms?: number }
  | { readonly kind: 'reset_peer'; readonly ms: number }
  /** Answers come in small pieces. */
  | { readonly kind: 'slicer'; readonly bytes: number; readonly ms: number }
  /** Connections end after so many bytes of answers. */
  | { readonly kind: 'limit_data'; readonly bytes: number }
  /** Requests arrive, and the work is done; instead of each answer the connection ends. */
  | { readonly kind: 'lost_reply' }

export interface FaultProxy {
  readonly port: number
  /** From now on, for connections that are open too; undefined for none. */
  poison(toxic: Toxic | undefined): void
  stop(): Promise<void>
}

/** A TCP proxy on loopback whose way back can be poisoned while it is in use. */
export async function startFaultProxy(target: {
  readonly port: number
  readonly host?: string
}): Promise<FaultProxy> {
  const { host = '127.0.0.1', port } = target
  const open = new Set<Socket>()
  let toxic: Toxic | undefined

  const server = createServer({ allowHalfOpen: false }, (client) => {
    if (toxic?.kind === 'down') {
      client.destroy()
      return
    }
    const upstream = connect({ host, port })
    const close = (): void => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', close)
      socket.once('close', () => open.delete(socket))
    }
    client.on('data', (piece) => {
      if (toxic?.kind === 'timeout') {
        if (toxic.ms !== undefined) setTimeout(close, toxic.ms)
        return
      }
      upstream.write(piece)
    })
    client.once('close', () => upstream.destroy())
    const back = new WayBack(client, () => toxic)
    upstream.on('data', (piece) => {
      back.send(piece)
    })
    upstream.once('close', () => {
      back.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    poison(next) {
      // A connection that lost a piece of what it carried has no future.
      const hasHoles = toxic?.kind === 'timeout' || toxic?.kind === 'limit_data'
      toxic = next
      if (next?.kind === 'down') for (const socket of open) socket.destroy()
      if (next?.kind === 'reset_peer') {
        for (const socket of open) setTimeout(() => socket.resetAndDestroy(), next.ms)
      }
      if (hasHoles) for (const socket of open) socket.destroy()
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One connection's answers, in their order, through whatever is poisoned when each piece comes. */
class WayBack {
  readonly #client: Socket
  readonly #toxic: () => Toxic | undefined
  #line: Promise<unknown> = Promise.resolve()
  #sent = 0

  constructor(client: Socket, toxic: () => Toxic | undefined) {
    this.#client = client
    this.#toxic = toxic
  }

  send(piece: Buffer): void {
    this.#line = this.#line.then(() => this.#pass(piece))
  }

  end(): void {
    const toxic = this.#toxic()
    const pause = toxic?.kind === 'slow_close' ? toxic.ms : 0
    this.#line = this.#line.then(() => sleep(pause)).then(() => this.#client.destroy())
  }

  async #pass(piece: Buffer): Promise<void> {
    const client = this.#client
    const toxic = this.#toxic()
    switch (toxic?.kind) {
      case 'latency':
        await sleep(toxic.ms)
        break
      case 'timeout':
        return
      case 'lost_reply':
        client.destroy()
        return
      case 'reset_peer':
        await sleep(toxic.ms)
        client.resetAndDestroy()
        return
      case 'limit_data':
        client.write(piece.subarray(0, Math.max(0, toxic.bytes - this.#sent)))
        this.#sent += piece.length
        if (this.#sent >= toxic.bytes) client.end()
        return
      case 'bandwidth':
        await this.#slices(piece, Math.max(1, Math.floor(toxic.bytesPerSecond / 50)), 20)
        return
      case 'slicer':
        await this.#slices(piece, toxic.bytes, toxic.ms)
        return
      default:
    }
    if (!client.destroyed) client.write(piece)
  }

  async #slices(piece: Buffer, bytes: number, ms: number): Promise<void> {
    for (let from = 0; from < piece.length && !this.#client.destroyed; from += bytes) {
      this.#client.write(piece.subarray(from, from + bytes))
      await sleep(ms)
    }
  }
}
