import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { transact } from '../../../src/common/data/transaction.ts'
import { EmbeddedQueue } from '../../../src/common/queue/embedded/embedded-queue.ts'
import { messageModel, messagesTable } from '../../../src/common/queue/message-table.ts'
import type { Message } from '../../../src/common/queue/queue.ts'
import { QueueWorker, type QueueWorkerOptions } from '../../../src/common/queue/queue-worker.ts'
import type { WorkerEvent } from '../../../src/common/queue/worker-event.ts'
import { memoryContext, type TestContext } from '../../support/data-context.ts'

let data: TestContext
let queue: EmbeddedQueue
let events: WorkerEvent[]
const workers: QueueWorker[] = []

beforeEach(async () => {
  data = await memoryContext(messagesTable)
  queue = new EmbeddedQueue({ data, name: 'work' })
  events = []
})

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop({ graceMs: 0 })
  await queue.close()
  await data.store.close()
})

function start(handle: QueueWorkerOptions['handle'], options: Partial<QueueWorkerOptions> = {}): QueueWorker {
  const worker = new QueueWorker({ queue, handle, observe: (event) => events.push(event), ...options })
  workers.push(worker)
  worker.start()
  return worker
}

async function send(count: number): Promise<string[]> {
  const messages = Array.from({ length: count }, (): Message => ({ id: randomUUID(), body: {} }))
  await transact(
    data.store,
    messages.flatMap((message) => queue.planSend(message)),
  )
  await queue.flush()
  return messages.map(({ id }) => id)
}

const queued = () => new TableDataService(messageModel, data).count({ queue: 'work' })
async function until(check: () => unknown): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(await check()).toBe(true)
    },
    { timeout: 10_000, interval: 10 },
  )
}

describe('a worker', () => {
  test('works every message, no more at once than it may', async () => {
    let [now, most] = [0, 0]
    const done: string[] = []
    start(
      async (delivery) => {
        most = Math.max(most, ++now)
        await sleep(5)
        now--
        done.push(delivery.message.id)
        await delivery.done()
      },
      { concurrency: 3 },
    )
    const ids = await send(40)
    await until(() => done.length === 40)
    expect(done.toSorted()).toEqual(ids.toSorted())
    expect(most).toBe(3)
    await until(async () => (await queued()) === 0)
  })

  test('gives failed work back for later, and goes on', async () => {
    const attempts: number[] = []
    const [id] = await send(1)
    start(
      async (delivery) => {
        attempts.push(delivery.attempt)
        if (delivery.attempt < 4) throw new Error('not yet')
        await delivery.done()
      },
      { backoff: { firstMs: 20, maxMs: 100 } },
    )
    await until(async () => (await queued()) === 0)
    expect(attempts).toEqual([1, 2, 3, 4])
    expect(events.map(({ type }) => type)).toEqual(['work_failed', 'work_failed', 'work_failed'])
    expect(events[0]).toMatchObject({ messageId: id, attempt: 1, error: new Error('not yet') })
    const delays = events.map((event) => (event.type === 'work_failed' ? event.delayMs : -1))
    for (const [index, delay] of delays.entries()) expect(delay).toBeLessThanOrEqual(20 * 2 ** index)
  })

  test('keeps its lease as long as the work goes on', async () => {
    const began: string[] = []
    const handle: QueueWorkerOptions['handle'] = async (delivery) => {
      began.push(delivery.message.id)
      await sleep(2_000)
      await delivery.done()
    }
    start(handle, { leaseMs: 600 })
    start(handle, { leaseMs: 600 })
    await send(2)
    await until(async () => (await queued()) === 0)
    expect(began).toHaveLength(2)
    expect(new Set(began).size).toBe(2)
    expect(events).toEqual([])
  })

  test('aborts work whose lease was lost, and leaves the message to the new holder', async () => {
    let aborted = false
    const [id = ''] = await send(1)
    start(
      async (_, signal) => {
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true
            reject(new Error('aborted'))
          })
        })
      },
      { leaseMs: 300 },
    )
    const messages = new TableDataService(messageModel, data)
    await until(async () => (await messages.get(id))?.attempt === 1)
    // As another worker takes it, for whose clock the lease has ended.
    const set = { token: 'theirs', attempt: 2, visibleAt: Date.now() + 60_000 }
    await messages.update(id, { set })
    await until(() => aborted)
    await sleep(50)
    expect(await messages.get(id)).toMatchObject(set)
    expect(events).toEqual([{ type: 'lease_lost', messageId: id, attempt: 1 }])
  })

  test('that stops finishes the work in hand and takes nothing new', async () => {
    const done: string[] = []
    const worker = start(
      async (delivery) => {
        await sleep(200)
        await delivery.done()
        done.push(delivery.message.id)
      },
      { concurrency: 2 },
    )
    await send(5)
    await sleep(100)
    await worker.stop({ graceMs: 5_000 })
    expect(done).toHaveLength(2)
    expect(await queued()).toBe(3)
    expect(events).toEqual([])
  })

  test('that stops gives back at once what does not end in time', async () => {
    let wasAborted = false
    const worker = start(async (_, signal) => {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          wasAborted = true
          resolve()
        })
      })
    })
    await send(1)
    await sleep(100)
    await worker.stop({ graceMs: 50 })
    expect(wasAborted).toBe(true)
    const [again] = await queue.receive({
      max: 1,
      waitMs: 0,
      leaseMs: 1000,
      signal: new AbortController().signal,
    })
    expect(again?.attempt).toBe(2)
  })

  test('that stops does not wait for work that heeds no signal, and takes its lease away', async () => {
    let late: Promise<void> | undefined
    const worker = start((delivery) => {
      late = sleep(2_000).then(() => transact(data.store, delivery.planDone()))
      return late
    })
    await send(1)
    await sleep(100)
    const begun = performance.now()
    await worker.stop({ graceMs: 50 })
    expect(performance.now() - begun).toBeLessThan(1_800)
    await expect(late).rejects.toThrow('lease')
    expect(await queued()).toBe(1)
  })

  test('that is idle stops at once, and one that never started too', async () => {
    const worker = start(async () => undefined)
    await sleep(50)
    const begun = performance.now()
    await worker.stop({ graceMs: 5_000 })
    await new QueueWorker({ queue, handle: async () => undefined }).stop({ graceMs: 5_000 })
    expect(performance.now() - begun).toBeLessThan(500)
  })

  test('of several none works a message that another has in hand', async () => {
    const inHand = new Set<string>()
    const done: string[] = []
    const handle: QueueWorkerOptions['handle'] = async (delivery) => {
      const { id } = delivery.message
      expect(inHand.has(id)).toBe(false)
      inHand.add(id)
      await sleep(Math.random() * 4)
      inHand.delete(id)
      if (Math.random() < 0.2) throw new Error('once more')
      await delivery.done()
      done.push(id)
    }
    const queues = [1, 2, 3].map(() => new EmbeddedQueue({ data, name: 'work', pollMs: 20 }))
    for (const each of queues)
      start(handle, { queue: each, concurrency: 3, backoff: { firstMs: 5, maxMs: 20 } })
    const ids = (await Promise.all([1, 2, 3, 4].map(() => send(50)))).flat()
    await until(() => done.length === ids.length)
    expect(new Set(done).size).toBe(ids.length)
    await until(async () => (await queued()) === 0)
  })
})
