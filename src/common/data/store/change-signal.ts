import type { ChangeWatch } from './change-feed.ts'

/** Wakes the readers of changes in this process. */
export class ChangeSignal {
  readonly #bells = new Set<() => void>()

  get isWatched(): boolean {
    return this.#bells.size > 0
  }

  fire(): void {
    for (const ring of this.#bells) ring()
  }

  /**
   * @param pollMs a reader is woken after that many milliseconds at the latest
   * @param onClose called once
   */
  watch(pollMs: number, onClose: () => void = () => undefined): ChangeWatch {
    // Whoever reads first and waits then must hear of what came between, so a bell that nobody hears stays rung.
    let isRung = true
    let isClosed = false
    let wake: (() => void) | undefined
    const ring = (): void => {
      isRung = true
      wake?.()
    }
    this.#bells.add(ring)
    return {
      next: async () => {
        if (!isRung && !isClosed) {
          await new Promise<void>((resolve) => {
            wake = resolve
            setTimeout(resolve, pollMs).unref()
          })
          wake = undefined
        }
        isRung = false
      },
      close: () => {
        if (isClosed) return
        isClosed = true
        this.#bells.delete(ring)
        wake?.()
        onClose()
      },
    }
  }
}
