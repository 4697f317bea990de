import { randomUUID } from 'node:crypto'
import type { DataContext } from '../../src/common/data/data-context.ts'
import { transact } from '../../src/common/data/transaction.ts'
import type { Queue } from '../../src/common/queue/queue.ts'
import { QueueWorker } from '../../src/common/queue/queue-worker.ts'

/** One message through the queue, from its transaction to the one that ends it, with a worker in the same process. */
export function queuedJob(data: DataContext, queue: Queue, concurrency: number): () => Promise<void> {
  const waiting = new Map<string, () => void>()
  const worker = new QueueWorker({
    queue,
    concurrency,
    async handle(delivery) {
      await transact(data.store, delivery.planDone())
      await delivery.done()
      waiting.get(delivery.message.id)?.()
      waiting.delete(delivery.message.id)
    },
  })
  return async () => {
    worker.start()
    const message = { id: randomUUID(), body: { jobId: 'one' } }
    const done = new Promise<void>((resolve) => waiting.set(message.id, resolve))
    await transact(data.store, queue.planSend(message))
    await queue.flush([message])
    await done
  }
}
