import { AsyncLocalStorage } from 'node:async_hooks'
import type { StoreCall } from '../data/store/observed-store.ts'

/** What a request has cost its backend so far. */
export class RequestUsage {
  calls = 0
  /** Time of the calls, added up: calls at once count each. */
  ms = 0
  /** Capacity units, where the backend says what it used. */
  read = 0
  write = 0

  add({ ms, capacity }: StoreCall): void {
    this.calls += 1
    this.ms += ms
    this.read += capacity?.read ?? 0
    this.write += capacity?.write ?? 0
  }
}

const current = new AsyncLocalStorage<RequestUsage>()

/** Whatever `work` begins counts for `usage`, also after it has returned. */
export const runWithUsage = (usage: RequestUsage, work: () => void): void => {
  current.run(usage, work)
}

/** Of the request that is being served here; undefined outside of one. */
export const currentUsage = (): RequestUsage | undefined => current.getStore()

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the backend calls of a request are counted. */
    usage?: RequestUsage | null
  }
}
