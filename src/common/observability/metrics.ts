import type { StoreCall } from '../data/store/observed-store.ts'

/** A request, after its answer was sent. */
export interface RequestDone {
  readonly method: string
  /** The template of the route, never the path: it groups, and it holds nobody's identity. */
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** What is measured, whatever writes it down. Each call returns at once and never throws. */
export interface Metrics {
  requestDone(request: RequestDone): void
  storeCall(call: StoreCall): void
  /** A request was refused because the process is late. */
  requestShed(): void
  /** A value that is asked for when it is wanted. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
}
