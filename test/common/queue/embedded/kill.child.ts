import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { transact } from '../../../../src/common/data/transaction.ts'
import { EmbeddedQueue } from '../../../../src/common/queue/embedded/embedded-queue.ts'
import { QueueWorker } from '../../../../src/common/queue/queue-worker.ts'
import { effectModel, openData, orderModel } from './kill-tables.ts'

/*
 * Sends messages, or works them, for ever and with the store as the only witness; somebody kills it. A sender prints
 * that it sent some, a worker when it began and ended a message (`+` or `-`, the id, the time in milliseconds).
 */
const [, , role = '', path = ''] = process.argv
const data = await openData(path)
const queue = new EmbeddedQueue({ data, name: 'kill' })

if (role === 'sender') {
  const orders = new TableDataService(orderModel, data)
  for (;;) {
    const ids = Array.from({ length: 10 }, () => randomUUID())
    await transact(
      data.store,
      ids.flatMap((id) => [orders.planCreate({ id }), ...queue.planSend({ id, body: {} })]),
    )
    process.stdout.write('sent\n')
    await queue.flush()
    await sleep(60)
  }
}

const effects = new TableDataService(effectModel, data)
const say = (sign: string, id: string): void => void process.stdout.write(`${sign} ${id} ${Date.now()}\n`)

new QueueWorker({
  queue,
  concurrency: 4,
  leaseMs: 3_000,
  backoff: { firstMs: 10, maxMs: 100 },
  async handle(delivery, signal) {
    const { id } = delivery.message
    say('+', id)
    try {
      await sleep(Math.random() * 20, undefined, { signal })
      if (Math.random() < 0.05) throw new Error('once more')
      await transact(data.store, [
        effects.planCreate({ id: randomUUID(), order: id }),
        ...delivery.planDone(),
      ])
      await delivery.done()
    } finally {
      say('-', id)
    }
  },
}).start()
