import type { Readable } from 'node:stream'
import { UnavailableError } from '../../src/common/data/errors.ts'

/** When the outage of a call shows: it was not done at all, or it was done and the answer was lost. */
export type Outage = 'before' | 'after'

/** Counts the calls of everything that it wraps, and breaks one of them. */
export class Faults {
  calls = 0
  #breakAt = Number.POSITIVE_INFINITY
  #outage: Outage = 'before'

  /** The n-th call from now, from 1. */
  breakAt(call: number, outage: Outage): void {
    this.calls = 0
    this.#breakAt = call
    this.#outage = outage
  }

  heal(): void {
    this.#breakAt = Number.POSITIVE_INFINITY
  }

  /** The object with these methods counted; it breaks down for good with the chosen call. */
  wrap<T extends object>(target: T, methods: readonly (keyof T)[]): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        const call = value.bind(target) as (...args: unknown[]) => unknown
        if (!methods.includes(name as keyof T)) return call
        return async (...args: unknown[]) => this.#call(() => call(...args))
      },
    })
  }

  async #call(call: () => unknown): Promise<unknown> {
    this.calls += 1
    const isBroken = this.calls >= this.#breakAt
    if (isBroken && (this.#outage === 'before' || this.calls > this.#breakAt)) throw outage()
    const result = await call()
    if (isBroken) {
      // An object that nobody reads would hold its file open until the garbage is collected.
      ;(result as { readonly stream?: Readable } | undefined)?.stream?.destroy()
      throw outage()
    }
    return result
  }
}

const outage = (): UnavailableError => new UnavailableError('Planted outage')
