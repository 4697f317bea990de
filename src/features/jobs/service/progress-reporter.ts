import type { JobProgress } from '../model/job-table.ts'

/** At most two a second: a client cannot read more, and each is a transaction. */
const PAUSE_MS = 500

/** Stores how far the work is, no more often than makes sense: of what comes too fast only the latest counts. */
export class ProgressReporter {
  readonly #store: (progress: JobProgress) => Promise<void>
  #stored: JobProgress = { percent: 0, message: null }
  #waiting: JobProgress | undefined
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  /** `store` must not fail. */
  constructor(store: (progress: JobProgress) => Promise<void>) {
    this.#store = store
  }

  readonly report = (percent: number, message?: string): void => {
    if (this.#isStopped) return
    const whole = Number.isNaN(percent) ? 0 : Math.floor(Math.min(Math.max(percent, 0), 100))
    this.#waiting = { percent: whole, message: message ?? null }
    this.#timer ??= setTimeout(() => void this.#flush(), 0)
  }

  /** Nothing is stored any more. What is being stored still ends. */
  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  async #flush(): Promise<void> {
    const progress = this.#waiting
    this.#waiting = undefined
    const { percent, message } = this.#stored
    if (progress && (progress.percent !== percent || progress.message !== message)) {
      this.#stored = progress
      await this.#store(progress)
    }
    if (this.#isStopped) return
    // The timer also stands for the pause in which nothing came.
    this.#timer = setTimeout(() => {
      if (this.#waiting) void this.#flush()
      else this.#timer = undefined
    }, PAUSE_MS)
  }
}
