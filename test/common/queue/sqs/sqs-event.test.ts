import { randomUUID } from 'node:crypto'
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  workSqsEvent,
  type SqsEvent,
  type SqsEventOptions,
} from '../../../../src/common/queue/sqs/sqs-event.ts'
import type { WorkerEvent } from '../../../../src/common/queue/worker-event.ts'
import { nextSqsEvent, sqsClientOf, startFauxqs } from '../../../support/sqs-servers.ts'
import { sqsFixture, type SqsFixture } from './fixture.ts'

const server = await startFauxqs()
afterAll(() => server.stop())

let fixture: SqsFixture
let client: SQSClient
beforeEach(async () => {
  fixture = await sqsFixture(server)
  client = sqsClientOf(server)
})
afterEach(async () => {
  client.destroy()
  await fixture.queue.close()
  await fixture.other.close()
})

const send = (MessageBody: string) =>
  client.send(new SendMessageCommand({ QueueUrl: fixture.queueUrl, MessageBody }))

const nextEvent = () => nextSqsEvent(client, fixture.queueUrl)

async function work(event: SqsEvent, options: Partial<SqsEventOptions>) {
  const { batchItemFailures } = await workSqsEvent(event, {
    queue: fixture.queue,
    handle: (delivery) => delivery.done(),
    leaseMs: 30_000,
    backoff: { firstMs: 1, maxMs: 1 },
    signal: new AbortController().signal,
    ...options,
  })
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
}

const message = (how: string) => JSON.stringify({ id: randomUUID(), body: { how } })

describe('an event of SQS', () => {
  test('names the records that failed, and no others', async () => {
    for (const how of ['done', 'throw', 'give back', 'forget', 'reject']) await send(message(how))
    const event = await nextEvent()
    const events: WorkerEvent[] = []
    const failed = await work(event, {
      observe: (each) => events.push(each),
      async handle(delivery) {
        const { how } = delivery.message.body
        if (how === 'done') await delivery.done()
        if (how === 'throw') throw new Error('broken')
        if (how === 'give back') await delivery.retry({ delayMs: 0 })
        if (how === 'reject') await delivery.reject('useless')
      },
    })
    const named = event.Records.filter(({ messageId }) => failed.includes(messageId)).map(
      ({ body }) => (JSON.parse(body) as { body: { how: string } }).body.how,
    )
    expect(named.toSorted()).toEqual(['forget', 'give back', 'throw'])
    expect(events).toMatchObject([{ type: 'work_failed', attempt: 1, error: new Error('broken') }])
    expect(await fixture.queue.deadLetters.list({ limit: 10 })).toMatchObject([{ reason: 'useless' }])
    // What was given back is there at once, what was forgotten only after the visibility timeout.
    const again = await nextEvent()
    expect(again.Records.map(({ body }) => body).join()).toContain('give back')
    expect(again.Records.map(({ body }) => body).join()).not.toContain('forget')
    expect(again.Records[0]?.attributes.ApproximateReceiveCount).toBe('2')
  })

  test('that is malformed is buried, not repeated, and holds up nobody', async () => {
    const texts = ['not JSON', '[]', '{"id":"a b","body":{}}', '{"id":"a"}', message('done')]
    for (const text of texts) await send(text)
    expect(await work(await nextEvent(), {})).toEqual([])
    const letters = await fixture.queue.deadLetters.list({ limit: 10 })
    expect(letters.map(({ message: { body } }) => body.text).toSorted()).toEqual(texts.slice(0, 4).toSorted())
    expect(new Set(letters.map(({ reason }) => reason))).toEqual(
      new Set(['The text is no message of this service']),
    )
  })

  test('of no records is no failure', async () => {
    expect(await work({ Records: [] }, {})).toEqual([])
  })
})
