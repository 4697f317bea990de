import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'

/** What begins an answer to a function URL that streams. */
export interface AnswerHead {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
}

export interface AnswerV2 extends AnswerHead {
  readonly body: string
  readonly isBase64Encoded: boolean
}

export interface AnswerV1 {
  readonly statusCode: number
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** About the connection to the loopback server, which is no business of the client. */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding'])

export function headOf(response: IncomingMessage): AnswerHead {
  const cookies = response.headers['set-cookie']
  const headers = [...headerLists(response)].filter(([name]) => name !== 'set-cookie')
  return {
    statusCode: response.statusCode ?? 500,
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values.join(', ')])),
    ...(cookies && { cookies }),
  }
}

export const answerV2 = (response: IncomingMessage, body: Buffer): AnswerV2 => ({
  ...headOf(response),
  ...bodyMembers(body),
})

export const answerV1 = (response: IncomingMessage, body: Buffer): AnswerV1 => ({
  statusCode: response.statusCode ?? 500,
  multiValueHeaders: Object.fromEntries(headerLists(response)),
  ...bodyMembers(body),
})

function headerLists({ headersDistinct }: IncomingMessage): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    if (!OF_THE_CONNECTION.has(name)) lists.set(name, values)
  }
  return lists
}

/** Text goes as text; what is no UTF-8, whatever its type says, would be damaged that way. */
function bodyMembers(body: Buffer): { body: string; isBase64Encoded: boolean } {
  const isText = isUtf8(body)
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText }
}
