import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import type { SqsEvent } from '../../src/common/queue/sqs/sqs-event.ts'
import { createSqsClient } from '../../src/common/queue/sqs/sqs-client.ts'
import { freePort } from './dynamodb-servers.ts'

export interface SqsServer {
  readonly name: 'fauxqs' | 'moto'
  readonly endpoint: string
  stop(): Promise<void>
}

/** In process, everywhere. */
export async function startFauxqs(port = 0): Promise<SqsServer> {
  const app = buildApp({ logger: false })
  await app.listen({ host: '127.0.0.1', port })
  return {
    name: 'fauxqs',
    endpoint: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    async stop() {
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

/** Python's; undefined, with one line that says why, when it cannot be had. */
export async function startMoto(): Promise<SqsServer | undefined> {
  const port = await freePort()
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const endpoint = `http://127.0.0.1:${port}`
  const failed = once(child, 'error').then(() => 'failed' as const)
  if ((await Promise.race([failed, untilAnswers(endpoint)])) === 'failed') {
    console.info('Skipping moto: there is no moto_server (pip install "moto[server]")')
    return undefined
  }
  return {
    name: 'moto',
    endpoint,
    async stop() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function untilAnswers(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(50)
  }
  throw new Error(`Nothing answers at ${endpoint}`)
}

export const sqsClientOf = ({ endpoint }: Pick<SqsServer, 'endpoint'>) =>
  createSqsClient({ region: 'eu-west-1', endpoint, localCredentials: true })

/** A new queue, and its URL. */
export async function createSqsQueue(
  server: Pick<SqsServer, 'endpoint'>,
  name: string,
  Attributes: Record<string, string> = {},
): Promise<string> {
  const client = sqsClientOf(server)
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }))
  client.destroy()
  return QueueUrl
}

/** What the event source mapping of Lambda would hand over: what is in the queue now. */
export async function nextSqsEvent(client: SQSClient, QueueUrl: string): Promise<SqsEvent> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 30,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  )
  return {
    Records: Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: { ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? '' },
    })),
  }
}
