import { randomUUID } from 'node:crypto'
import { CursorCodec } from '../../../../src/common/data/cursor.ts'
import type { Store } from '../../../../src/common/data/store/store.ts'
import { envTableName } from '../../../../src/common/data/table-name.ts'
import { EmbeddedQueue } from '../../../../src/common/queue/embedded/embedded-queue.ts'
import { queueKitTables, type QueueFixture } from '../../../../src/common/queue/testing/queue-case.ts'

export const tableName = (base: string): string => envTableName(base, { namespace: 'kit' })

const capabilities: QueueFixture['capabilities'] = new Set(['ending in a transaction'])

/** Queues of their own in stores on the same data, as two processes have them. */
export function embeddedFixtures(first: Store, second: Store) {
  const dataOf = (store: Store) => ({ store, cursors: new CursorCodec(Buffer.alloc(32, 7)) })
  return {
    capabilities,
    async prepare(): Promise<void> {
      for (const table of queueKitTables) await first.createTable(table)
    },
    async open(): Promise<QueueFixture> {
      const name = `q-${randomUUID()}`
      return {
        data: dataOf(first),
        queue: new EmbeddedQueue({ data: dataOf(first), name }),
        other: new EmbeddedQueue({ data: dataOf(second), name }),
        leaseMs: 400,
        capabilities,
        recover: async () => undefined,
      }
    },
  }
}
