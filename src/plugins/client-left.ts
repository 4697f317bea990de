import type { FastifyReply } from 'fastify'

/** What servers write down for a client that did not wait for its answer; it is never sent. */
const CLIENT_LEFT = 499

/**
 * Calls back when the connection was closed before the whole answer was sent, with the status that the client was told.
 * Fastify says nothing of such a request: for it a response ends when it was sent, or failed.
 */
export function onClientLeft({ raw }: FastifyReply, left: (status: number) => void): void {
  let isSent = false
  raw.on('finish', () => {
    isSent = true
  })
  raw.on('close', () => {
    if (isSent || raw.errored) return
    left(raw.headersSent ? raw.statusCode : CLIENT_LEFT)
  })
}
