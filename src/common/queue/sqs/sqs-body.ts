import type { Message as SqsMessage, MessageAttributeValue } from '@aws-sdk/client-sqs'
import type { DeadLetter, Message } from '../queue.ts'

/** SQS takes the characters of XML 1.0, some servers only those of the basic plane: the rest is escaped, as JSON may. */
const ESCAPED = /[\ud800-\udfff\ufffe\uffff]/g
const REFUSED_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu
const ID = /^[A-Za-z0-9_-]{1,128}$/
const MAX_REASON = 1024

/** The text of a message: `{"id":"…","body":{…}}`. */
export function toText({ id, body }: Message): string {
  return JSON.stringify({ id, body }).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  )
}

/** The message of a text; undefined when somebody else wrote it. */
export function toMessage(text: string | undefined): Message | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text ?? '')
  } catch {
    return undefined
  }
  if (!isObject(parsed) || !isObject(parsed.body)) return undefined
  const { id, body } = parsed
  return typeof id === 'string' && ID.test(id) ? { id, body } : undefined
}

export const MALFORMED = 'The text is no message of this service'

export const reasonAttribute = (reason: string): Record<string, MessageAttributeValue> =>
  reason === ''
    ? {}
    : {
        reason: {
          DataType: 'String',
          StringValue: reason.slice(0, MAX_REASON).replace(REFUSED_IN_TEXT, '\ufffd'),
        },
      }

/** What somebody else wrote is shown as it is, under the id that SQS gave it. */
export function toDeadLetter({
  Body,
  MessageId = '',
  MessageAttributes,
  Attributes,
}: SqsMessage): DeadLetter {
  return {
    message: toMessage(Body) ?? { id: MessageId, body: { text: Body ?? '' } },
    reason: MessageAttributes?.reason?.StringValue ?? '',
    since: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
