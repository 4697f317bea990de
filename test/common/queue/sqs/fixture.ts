import { randomUUID } from 'node:crypto'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { messageModel } from '../../../../src/common/queue/message-table.ts'
import { SqsQueue } from '../../../../src/common/queue/sqs/sqs-queue.ts'
import { queueKitTables, type QueueFixture } from '../../../../src/common/queue/testing/queue-case.ts'
import type { OutboxEvent } from '../../../../src/common/queue/outbox-event.ts'
import { memoryContext, type TestContext } from '../../../support/data-context.ts'
import { createSqsQueue, sqsClientOf, type SqsServer } from '../../../support/sqs-servers.ts'

export const capabilities: QueueFixture['capabilities'] = new Set()

export interface SqsFixture extends QueueFixture {
  readonly data: TestContext
  readonly queue: SqsQueue
  readonly other: SqsQueue
  readonly queueUrl: string
  readonly deadLetterUrl: string
  readonly events: OutboxEvent[]
}

/** The relay leaves a sender its time; here it has passed. */
export async function age(data: TestContext): Promise<void> {
  const messages = new TableDataService(messageModel, data)
  for (const { id } of (await messages.list()).items) await messages.update(id, { set: { visibleAt: 0 } })
}

/** A new queue with its dead letters, and an outbox of its own. */
export async function sqsFixture(server: SqsServer): Promise<SqsFixture> {
  const name = `q-${randomUUID()}`
  const queueUrl = await createSqsQueue(server, name)
  const deadLetterUrl = await createSqsQueue(server, `${name}-dead`)
  const data = await memoryContext(...queueKitTables)
  const events: OutboxEvent[] = []
  const open = () =>
    new SqsQueue({
      client: sqsClientOf(server),
      data,
      name,
      queueUrl,
      deadLetterUrl,
      observe: (event) => events.push(event),
    })
  const queue = open()
  return {
    data,
    queue,
    other: open(),
    queueUrl,
    deadLetterUrl,
    events,
    leaseMs: 2_000,
    capabilities,
    async recover() {
      await age(data)
      await queue.relay()
    },
  }
}
