import { answerParent } from './child-calls.ts'
import { LoadConnection } from './load-connection.ts'

/** The process that makes the load, apart from the one that is measured. */
interface LoadOptions {
  readonly port: number
  /** Requests as they go over the wire, sent in turn. */
  readonly requests: readonly string[]
  readonly connections: number
  readonly milliseconds: number
}

const calls = {
  /** Sends requests for a while and waits for the last answers. Returns how many there were. */
  run: async ({ port, requests, connections, milliseconds }: LoadOptions): Promise<number> => {
    const buffers = requests.map((request) => Buffer.from(request))
    let isOver = false
    let sent = 0
    const next = (): Buffer | undefined => (isOver ? undefined : buffers[sent++ % buffers.length])
    const timer = setTimeout(() => {
      isOver = true
    }, milliseconds)
    try {
      await Promise.all(Array.from({ length: connections }, () => oneConnection(port, next)))
    } finally {
      clearTimeout(timer)
    }
    return sent
  },
}

const oneConnection = (port: number, next: () => Buffer | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    new LoadConnection(port, next, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })

export type LoadCalls = typeof calls

answerParent(calls)
