import type { Worker } from 'node:worker_threads'
import { UnavailableError } from '../../errors.ts'
import { CLOSE, type Batch, type Job, type Reply, type WireTable } from './wire.ts'
import type { Committer } from './write-queue.ts'
import { startWriter } from './writer-thread.ts'

interface Pending {
  readonly resolve: (replies: readonly Reply[]) => void
  readonly reject: (error: Error) => void
}

/** Commits on a worker thread, so that waiting for the disk never holds the event loop. */
export class WorkerCommitter implements Committer {
  readonly #path: string
  readonly #tables: readonly WireTable[]
  #worker: Worker | undefined
  #tablesSent = 0
  #pending: Pending | undefined

  /** @param tables grows as tables come into use; each writer is told of all of them */
  constructor(path: string, tables: readonly WireTable[]) {
    this.#path = path
    this.#tables = tables
  }

  commit(jobs: readonly Job[]): Promise<readonly Reply[]> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject }
      const worker = (this.#worker ??= this.#start())
      const batch: Batch = { tables: this.#tables.slice(this.#tablesSent), jobs }
      this.#tablesSent = this.#tables.length
      // A process ends when it has nothing to do, but not while a write is under way.
      worker.ref()
      worker.postMessage(batch)
    })
  }

  async close(): Promise<void> {
    const worker = this.#worker
    if (!worker) return
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.ref()
    worker.postMessage(CLOSE)
    await ended
  }

  #start(): Worker {
    const worker = startWriter(this.#path)
    worker.on('message', (replies: readonly Reply[]) => {
      worker.unref()
      this.#settle()?.resolve(replies)
    })
    worker.on('error', (cause) => {
      this.#lose(worker, cause)
    })
    worker.on('exit', () => {
      this.#lose(worker, undefined)
    })
    return worker
  }

  /** The writer is gone, perhaps with a commit under way, whose outcome nobody knows. The next write starts another. */
  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    this.#tablesSent = 0
    this.#settle()?.reject(new UnavailableError('The writer of the embedded store stopped', { cause }))
  }

  #settle(): Pending | undefined {
    const pending = this.#pending
    this.#pending = undefined
    return pending
  }
}
