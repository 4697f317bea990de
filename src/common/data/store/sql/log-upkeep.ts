/** So many commits may grow the log before it is trimmed. */
const COMMITS = 1000

/** Trims the change log of a process whose changes nobody reads: what grows it pays for it. */
export class LogUpkeep {
  readonly #trim: () => Promise<unknown>
  #commits = 0
  #isTrimming = false

  constructor(trim: () => Promise<unknown>) {
    this.#trim = trim
  }

  /** To be called for every commit that may have logged changes. */
  count(): void {
    this.#commits++
    if (this.#commits < COMMITS || this.#isTrimming) return
    this.#commits = 0
    this.#isTrimming = true
    // One that fails is made up for by the next.
    void this.#trim()
      .catch(() => undefined)
      .finally(() => {
        this.#isTrimming = false
      })
  }
}
