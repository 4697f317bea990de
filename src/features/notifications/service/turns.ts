/** Work on the same thing, one after the other within this process: who waits here need not lose races in the store. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(name) ?? Promise.resolve()).then(work)
    const settled = done.catch(() => undefined)
    this.#last.set(name, settled)
    try {
      return await done
    } finally {
      if (this.#last.get(name) === settled) this.#last.delete(name)
    }
  }
}
