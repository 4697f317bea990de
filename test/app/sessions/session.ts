import type { InjectOptions } from 'fastify'
import type { HttpServer } from '../../../src/http-server.ts'

/** A request whose URL is a text. */
export type Request = InjectOptions & { readonly url: string }

/** One request for each answer that some operations document and a client can bring about, in order. */
export interface Session {
  readonly operations: readonly string[]
  /** Documented answers that need more than a client: a race that is lost, a backend that is not there. */
  readonly beyondClients?: Readonly<Record<string, readonly string[]>>
  requests(app: HttpServer): Promise<readonly Request[]>
}

/** What makes each operation answer 406, 414 and 415. */
export const xml = { accept: 'application/xml' }
export const long = `?x=${'x'.repeat(9000)}`
export const csv = { 'content-type': 'text/csv' }
/** Too large for any body of JSON. */
export const tooLong = 'x'.repeat(1_100_000)
