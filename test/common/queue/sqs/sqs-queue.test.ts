import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TooLargeError, UnavailableError } from '../../../../src/common/data/errors.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { transact } from '../../../../src/common/data/transaction.ts'
import { messageModel } from '../../../../src/common/queue/message-table.ts'
import { LeaseLostError, type Message, type Queue } from '../../../../src/common/queue/queue.ts'
import { QueueWorker } from '../../../../src/common/queue/queue-worker.ts'
import { createSqsClient } from '../../../../src/common/queue/sqs/sqs-client.ts'
import { SqsQueue } from '../../../../src/common/queue/sqs/sqs-queue.ts'
import type { WorkerEvent } from '../../../../src/common/queue/worker-event.ts'
import { createSqsQueue, sqsClientOf, startFauxqs, type SqsServer } from '../../../support/sqs-servers.ts'
import { age, sqsFixture, type SqsFixture } from './fixture.ts'

let server: SqsServer
let fixture: SqsFixture
beforeEach(async () => {
  server = await startFauxqs()
  fixture = await sqsFixture(server)
})
afterEach(async () => {
  await fixture.queue.close()
  await fixture.other.close()
  await server.stop()
})

const receive = (queue: Queue = fixture.queue, options = {}) =>
  queue.receive({ max: 10, waitMs: 1_000, leaseMs: 30_000, signal: new AbortController().signal, ...options })
const waiting = () => new TableDataService(messageModel, fixture.data).count()

async function send(body: Message['body'] = {}): Promise<Message> {
  const message = { id: randomUUID(), body }
  await transact(fixture.data.store, fixture.queue.planSend(message))
  await fixture.queue.flush([message])
  return message
}

/** The same server and queue after an outage. */
async function restart(): Promise<void> {
  server = await startFauxqs(Number(new URL(server.endpoint).port))
  await createSqsQueue(server, fixture.queueUrl.split('/').at(-1) ?? '')
}

describe('the outbox', () => {
  test('is empty once SQS has the message', async () => {
    await send()
    expect(await waiting()).toBe(0)
  })

  test('keeps messages through an outage, told of once, and sends them after it', async () => {
    await server.stop()
    const begun = performance.now()
    const sent = [await send(), await send()]
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(await waiting()).toBe(2)
    expect(fixture.events).toMatchObject([{ type: 'outbox_waits', error: { code: 'unavailable' } }])
    await restart()
    await age(fixture.data)
    // A receiver looks after the outbox itself.
    const received = await receive(fixture.other)
    expect(received.map(({ message }) => message.id).toSorted()).toEqual(sent.map(({ id }) => id).toSorted())
    expect(await waiting()).toBe(0)
  })

  test('is shared by relays: each message is sent by one', async () => {
    const messages = Array.from({ length: 25 }, () => ({ id: randomUUID(), body: {} }))
    await transact(
      fixture.data.store,
      messages.flatMap((message) => fixture.queue.planSend(message)),
    )
    expect(await fixture.queue.relay()).toBe(0)
    await age(fixture.data)
    const counts = await Promise.all([fixture.queue.relay(), fixture.other.relay()])
    expect(counts.reduce((sum, count) => sum + count)).toBe(25)
    expect(await waiting()).toBe(0)
    let received = 0
    for (let page = await receive(); page.length > 0; page = await receive()) received += page.length
    expect(received).toBe(25)
  })

  test('takes characters that SQS does not', async () => {
    const body = { text: '\u0000\u0007 \ufffe \uffff \ud800 \u{1f600}' }
    await send(body)
    const [delivery] = await receive()
    expect(delivery?.message.body).toEqual(body)
    await delivery?.reject('\u0000 because \uffff')
    expect((await fixture.queue.deadLetters.list({ limit: 1 }))[0]?.reason).toBe('\ufffd because \ufffd')
  })

  test('refuses what would not fit into a batch', () => {
    const big = { id: 'a', body: { text: 'x'.repeat(8 * 1024) } }
    expect(() => fixture.queue.planSend(big)).toThrow(TooLargeError)
  })
})

describe('receiving from SQS', () => {
  test('buries what is no message, and goes on', async () => {
    const client = sqsClientOf(server)
    await client.send(new SendMessageCommand({ QueueUrl: fixture.queueUrl, MessageBody: 'hello' }))
    client.destroy()
    expect(await receive()).toEqual([])
    const [letter] = await fixture.queue.deadLetters.list({ limit: 5 })
    expect(letter).toMatchObject({
      message: { body: { text: 'hello' } },
      reason: 'The text is no message of this service',
    })
  })

  test('without a queue for dead letters leaves a rejected message to the redrive policy', async () => {
    const { data, queueUrl } = fixture
    const queue = new SqsQueue({ client: sqsClientOf(server), data, name: 'q', queueUrl })
    await send()
    const [first] = await receive(queue, { leaseMs: 1_000 })
    await first?.reject('useless')
    const [second] = await receive(queue, { waitMs: 3_000 })
    expect(second?.attempt).toBe(2)
    expect(await queue.deadLetters.list({ limit: 5 })).toEqual([])
    expect(await queue.deadLetters.redrive('x')).toBe(false)
    await queue.close()
  })

  test('takes the word of SQS that a lease is lost, also when its own clock began late', async () => {
    const { data, queueUrl } = fixture
    const client = sqsClientOf(server)
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args)
        await sleep(800)
        return answer
      },
      { step: 'initialize' },
    )
    const queue = new SqsQueue({ client, data, name: 'q', queueUrl })
    await send()
    const [late] = await receive(queue, { leaseMs: 1_000 })
    const [holder] = await receive(fixture.other, { waitMs: 3_000 })
    expect(holder?.attempt).toBe(2)
    // Half of what SQS gave had passed before we knew of it, so by our clock there is time left.
    await expect(late?.extend(1_000)).rejects.toThrow(LeaseLostError)
    await expect(late?.done()).rejects.toThrow(LeaseLostError)
    await holder?.retry({ delayMs: 0 })
    expect(await receive()).toHaveLength(1)
    await queue.close()
  })

  test('says what is wrong with a queue that is not there', async () => {
    const queueUrl = `${fixture.queueUrl}-not`
    const queue = new SqsQueue({ client: sqsClientOf(server), data: fixture.data, name: 'q', queueUrl })
    await expect(queue.ping()).rejects.toThrow(/SQS_QUEUE_URL/)
    await expect(receive(queue)).rejects.toThrow(UnavailableError)
    await queue.close()
  })

  test('does not wait for a server that takes the call and never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const client = createSqsClient({ region: 'eu-west-1', endpoint, localCredentials: true })
    const queue = new SqsQueue({ client, data: fixture.data, name: 'q', queueUrl: `${endpoint}/1/q` })
    const begun = performance.now()
    await Promise.all([
      expect(queue.ping()).rejects.toThrow(UnavailableError),
      expect(receive(queue, { waitMs: 0 })).rejects.toThrow(UnavailableError),
      queue.flush([{ id: 'a', body: {} }]),
    ])
    expect(performance.now() - begun).toBeLessThan(6_000)
    await queue.close()
    silent.close()
  })
})

describe('a worker on SQS', () => {
  test('outlives an outage and says so once', async () => {
    const events: WorkerEvent[] = []
    const done: string[] = []
    const worker = new QueueWorker({
      queue: fixture.queue,
      waitMs: 1_000,
      observe: (event) => events.push(event),
      async handle(delivery) {
        await delivery.done()
        done.push(delivery.message.id)
      },
    })
    worker.start()
    const before = await send()
    await vi.waitFor(() => {
      expect(done).toEqual([before.id])
    })
    await server.stop()
    await sleep(1_500)
    await restart()
    const after = await send()
    await vi.waitFor(
      () => {
        expect(done).toEqual([before.id, after.id])
      },
      { timeout: 12_000 },
    )
    expect(events.map(({ type }) => type)).toEqual(['queue_unavailable', 'queue_recovered'])
    await worker.stop({ graceMs: 1_000 })
  })

  test('extends the lease of long work', async () => {
    const attempts: number[] = []
    const workers = [fixture.queue, fixture.other].map(
      (queue) =>
        new QueueWorker({
          queue,
          leaseMs: 1_000,
          async handle(delivery) {
            attempts.push(delivery.attempt)
            await sleep(2_500)
            await delivery.done()
          },
        }),
    )
    for (const worker of workers) worker.start()
    await send()
    await vi.waitFor(
      () => {
        expect(attempts).toEqual([1])
      },
      { timeout: 3_000 },
    )
    await sleep(3_500)
    await Promise.all(workers.map((worker) => worker.stop({ graceMs: 0 })))
    expect(attempts).toEqual([1])
  })
})
