/** Wakes receivers of this process when there is something for them. */
export class Bell {
  #rung = 0
  readonly #sleepers = new Set<() => void>()

  /** How often it has rung: to be read before looking for work, so that a ring during the look is not missed. */
  get rung(): number {
    return this.#rung
  }

  ring(): void {
    this.#rung++
    for (const wake of this.#sleepers) wake()
  }

  /** Sleeps for so many milliseconds, until it rings or has rung since then, or until the signal. */
  async sleep(ms: number, since: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#rung !== since) return
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        this.#sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      signal.addEventListener('abort', wake, { once: true })
      this.#sleepers.add(wake)
    })
  }
}
