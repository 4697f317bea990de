import type { JobStatus } from '../model/job-table.ts'

/** That a job changed. A hint, not the truth: it may come late, twice or not at all, so whoever acts on it reads. */
export interface JobChanged {
  readonly jobId: string
  readonly version: number
  readonly status: JobStatus
}

type Listener = (change: JobChanged) => void

/** Changes made in this process, told within it at once. */
export class JobChanges {
  readonly #listeners = new Set<Listener>()

  publish(change: JobChanged): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** Returns what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
