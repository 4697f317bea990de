import type { FastifyBaseLogger } from 'fastify'
import { ExpirySweep } from './common/data/expiry-sweep.ts'
import type { Dependencies } from './dependencies.ts'
import { tables } from './tables.ts'

/** What a process does beside the requests that it answers. */
export interface BackgroundService {
  start(): void
  /** Waits for what is in hand. */
  stop(): Promise<void>
}

/** Several as one; those that are turned off are undefined. */
export function together(...services: readonly (BackgroundService | undefined)[]): BackgroundService {
  const present = services.filter((service) => service !== undefined)
  return {
    start() {
      for (const service of present) service.start()
    },
    async stop() {
      await Promise.all(present.map((service) => service.stop()))
    },
  }
}

/** Deletes expired items; undefined on DynamoDB, which does so itself. */
export function createExpirySweep(
  { data: { store } }: Pick<Dependencies, 'data'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
): BackgroundService | undefined {
  if (store.backend === 'dynamodb') return undefined
  return new ExpirySweep({
    store,
    tables,
    observe: ({ error }) => {
      log.warn({ err: error }, 'expired items could not be deleted, and stay for the next time')
    },
  })
}
