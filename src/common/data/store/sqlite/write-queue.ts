import { setImmediate } from 'node:timers'
import { UnavailableError } from '../../errors.ts'
import { toDataError } from './sqlite-errors.ts'
import type { Job, Reply } from './wire.ts'
import { fromWireError } from './wire-errors.ts'

/** Commits a group of jobs; resolves when they are durable. */
export interface Committer {
  commit(jobs: readonly Job[]): Promise<readonly Reply[]>
  close(): Promise<void>
}

/** Enough to spread the cost of a flush thin, few enough to keep the answer near. */
const MAX_GROUP = 1000

interface Waiting {
  readonly job: Job
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

/** Groups jobs into commits: whatever is submitted while one commit runs forms the next. */
export class WriteQueue {
  readonly #committer: Committer
  readonly #committed: (jobs: readonly Job[]) => void
  #waiting: Waiting[] = []
  #draining: Promise<void> | undefined
  #closed = false

  /** @param committed is told of the jobs that a commit carried, also those that failed on their own */
  constructor(committer: Committer, committed: (jobs: readonly Job[]) => void) {
    this.#committer = committer
    this.#committed = committed
  }

  /** Resolves once the job is durable. @throws the job's own error, or UnavailableError */
  async submit(job: Job): Promise<Reply> {
    if (this.#closed) throw new UnavailableError('The store is closed')
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject })
      this.#draining ??= this.#drain()
    })
    if (reply.error) throw fromWireError(reply.error)
    return reply
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
    await this.#committer.close()
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // One turn of the event loop gathers the callers whom the last commit has woken.
      await new Promise((resolve) => setImmediate(resolve))
      const group = this.#waiting.splice(0, MAX_GROUP)
      await this.#commit(group)
    }
    this.#draining = undefined
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const jobs = group.map(({ job }) => job)
      const replies = await this.#committer.commit(jobs)
      this.#committed(jobs)
      for (const [i, { resolve, reject }] of group.entries()) {
        const reply = replies[i]
        if (reply) resolve(reply)
        else reject(new UnavailableError('The writer gave no answer'))
      }
    } catch (error) {
      for (const { reject } of group) reject(toDataError(error))
    }
  }
}
