import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'

/**
 * What to do when a client sends a commit: `answer lost` lets the server do it and then cuts the connection in place of
 * the answer, `request lost` cuts it before.
 */
export type Fault = 'none' | 'answer lost' | 'request lost'

export interface FaultyProxy {
  readonly port: number
  /** For the next commit only. */
  failNext(fault: Fault): void
  close(): Promise<void>
}

/** Stands between a store and its server, and cuts connections at the moment that matters. */
export async function startFaultyProxy(serverPort: number): Promise<FaultyProxy> {
  let next: Fault = 'none'
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1')
    let isCut = false
    const cut = (): void => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', cut)
      socket.on('close', () => {
        cut()
        sockets.delete(socket)
      })
    }
    client.on('data', (data) => {
      const fault = data.includes('COMMIT\0') ? next : 'none'
      if (fault !== 'none') next = 'none'
      if (fault === 'request lost') {
        cut()
        return
      }
      isCut = fault === 'answer lost'
      server.write(data)
    })
    server.on('data', (data) => {
      if (!isCut) client.write(data)
      // The command tag tells that the commit is done.
      else if (data.includes('COMMIT\0')) cut()
    })
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    failNext(fault) {
      next = fault
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
