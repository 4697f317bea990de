import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Whether the service is on its way down. One object, shared with the readiness check. */
export interface DrainState {
  isDraining: boolean
}

export const createDrainState = (): DrainState => ({ isDraining: false })

export interface DrainingOptions {
  readonly drain: DrainState
  /** How long requests under way may take, in milliseconds; 7000 by default. */
  readonly drainMs?: number | undefined
}

/** How long an idle connection stays open while the service closes. */
const IDLE_GRACE_MS = 1000
/** Before the whole shutdown is cut off, so that the rest of it is still done in good order. */
const DRAIN_MS = 7000

/**
 * Tells keep-alive clients to go while the service closes. Without it the socket of an answer that was under way stays
 * open until its keep-alive timeout, and `close()` waits for that: 74 s were measured. A client that does not go on with its
 * request holds it up no longer than `drainMs`.
 */
function draining(
  app: FastifyInstance,
  { drain, drainMs = DRAIN_MS }: DrainingOptions,
  done: () => void,
): void {
  const silent = silentConnections(app.server)
  let cut: NodeJS.Timeout | undefined
  app.addHook('preClose', (next) => {
    drain.isDraining = true
    keepIdleConnections(app.server, silent)
    cut = setTimeout(() => {
      app.server.closeAllConnections()
    }, drainMs).unref()
    next()
  })
  app.addHook('onClose', (_instance, closed) => {
    clearTimeout(cut)
    closed()
  })
  app.addHook('onSend', (_request, reply, _payload, next) => {
    if (drain.isDraining) reply.header('connection', 'close')
    next()
  })
  done()
}

/**
 * Connections over which no request came yet, as browsers and proxies open them ahead of time: Node does not count them
 * among the idle ones, and would wait for them for ever.
 */
function silentConnections(server: FastifyInstance['server']): ReadonlySet<Socket> {
  const silent = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }) => silent.delete(socket))
  return silent
}

/**
 * Node closes idle connections as soon as a server closes, and with them those over which a client has just sent a
 * request that is still on its way: a busy client then sees a reset. For a moment they stay open; what comes over them
 * is answered, and told to close.
 */
function keepIdleConnections(server: FastifyInstance['server'], silent: ReadonlySet<Socket>): void {
  const closeIdle = server.closeIdleConnections.bind(server)
  let timer: NodeJS.Timeout | undefined
  server.closeIdleConnections = () => {
    timer ??= setTimeout(() => {
      closeIdle()
      for (const socket of silent) socket.destroy()
    }, IDLE_GRACE_MS).unref()
  }
}

export const drainingPlugin = fp(draining, { name: 'draining', fastify: '5.x' })
