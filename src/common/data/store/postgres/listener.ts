import { Client, type ClientConfig } from 'pg'
import { quote } from './names.ts'

/** A notice may have been missed while there was no connection. */
const RECONNECT_MS = 1000

export interface Listener {
  stop(): void
}

/** Listens to a channel, on a connection of its own, and after a loss on another one, a second later. */
export function listen(connection: ClientConfig, channel: string, heard: (notice: string) => void): Listener {
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const start = (): void => {
    const current = new Client(connection)
    client = current
    current.on('notification', ({ payload = '' }) => {
      heard(payload)
    })
    // A loss ends the connection, and the end is what is acted upon.
    current.on('error', () => undefined)
    current.once('end', () => {
      if (!isStopped) timer = setTimeout(start, RECONNECT_MS).unref()
    })
    current
      .connect()
      .then(() => current.query(`LISTEN ${quote(channel)}`))
      .catch(() => current.end())
      .catch(() => undefined)
  }
  start()
  return {
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      client?.end().catch(() => undefined)
    },
  }
}
