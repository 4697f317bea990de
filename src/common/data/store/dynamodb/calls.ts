import { toDataError, type ErrorContext } from './error-mapping.ts'

/** The calls of one store: maps what they throw, and knows when none is under way. */
export class Calls {
  readonly #running = new Set<Promise<unknown>>()

  /** @throws DataError and nothing else */
  async run<Result>(call: () => Promise<Result>, context?: ErrorContext): Promise<Result> {
    const running = call()
    this.#running.add(running)
    try {
      return await running
    } catch (error) {
      throw toDataError(error, context)
    } finally {
      this.#running.delete(running)
    }
  }

  /** Waits for the calls under way, whatever comes of them. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running)
  }
}
