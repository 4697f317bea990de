import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type Message as SqsMessage,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { toDataError } from './sqs-errors.ts'
import { LONGEST_WAIT_MS, REQUEST_MS } from './sqs-client.ts'

/** SQS takes and gives at most so many at once. */
export const BATCH = 10
/** SQS hides a message for at most so long, counted from its receipt. */
export const LONGEST_LEASE_S = 43_200

const seconds = (ms: number, most: number): number => Math.min(most, Math.max(0, Math.ceil(ms / 1000)))

/** One queue of SQS. Milliseconds are rounded up to its seconds. Errors are the SDK's own, except where named. */
export class SqsCalls {
  readonly #client: SQSClient
  readonly url: string

  constructor(client: SQSClient, url: string) {
    this.#client = client
    this.url = url
  }

  async send(text: string, attributes: Record<string, MessageAttributeValue> = {}): Promise<void> {
    const input = { QueueUrl: this.url, MessageBody: text, MessageAttributes: attributes }
    await this.#client.send(new SendMessageCommand(input))
  }

  /** At most `BATCH` texts; true for each that was taken, in their order. */
  async sendAll(texts: readonly string[], signal: AbortSignal): Promise<boolean[]> {
    const Entries = texts.map((MessageBody, index) => ({ Id: String(index), MessageBody }))
    const command = new SendMessageBatchCommand({ QueueUrl: this.url, Entries })
    const { Successful = [] } = await this.#client.send(command, { abortSignal: signal })
    const taken = new Set(Successful.map(({ Id }) => Id))
    return Entries.map(({ Id }) => taken.has(Id))
  }

  /** None when the signal ended the wait. @throws ThrottledError, UnavailableError */
  async receive(options: {
    readonly max: number
    readonly waitMs: number
    readonly leaseMs: number
    readonly signal: AbortSignal
  }): Promise<readonly SqsMessage[]> {
    const { max, waitMs, leaseMs, signal } = options
    const WaitTimeSeconds = seconds(waitMs, LONGEST_WAIT_MS / 1000)
    const command = new ReceiveMessageCommand({
      QueueUrl: this.url,
      MaxNumberOfMessages: Math.min(BATCH, max),
      WaitTimeSeconds,
      VisibilityTimeout: seconds(leaseMs, LONGEST_LEASE_S),
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      MessageAttributeNames: ['reason'],
    })
    try {
      const requestTimeout = WaitTimeSeconds * 1000 + REQUEST_MS
      const { Messages = [] } = await this.#client.send(command, { abortSignal: signal, requestTimeout })
      return Messages
    } catch (error) {
      if (signal.aborted) return []
      throw toDataError(error)
    }
  }

  async hide(receipt: string | undefined, ms: number, longest = LONGEST_LEASE_S): Promise<void> {
    const VisibilityTimeout = seconds(ms, longest)
    const input = { QueueUrl: this.url, ReceiptHandle: receipt, VisibilityTimeout }
    await this.#client.send(new ChangeMessageVisibilityCommand(input))
  }

  async delete(receipt: string | undefined): Promise<void> {
    await this.#client.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: receipt }))
  }

  /** @throws UnavailableError */
  async ping(): Promise<void> {
    try {
      await this.#client.send(
        new GetQueueAttributesCommand({ QueueUrl: this.url, AttributeNames: ['QueueArn'] }),
      )
    } catch (error) {
      throw toDataError(error)
    }
  }
}
