import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { ClientStack, HandlerResult } from './sdk-types.ts'

/** Logs calls for a client that has a logger, and only copies them for one that has none: either way no need of it. */
const LOGGER = 'loggerMiddleware'

/** Each command adds it. Middleware that is placed by it (one of the SDK's own is) is not identified without. */
const ENDPOINT = 'endpointV2Middleware'

let stock: readonly string[] | undefined

/** Whether a client's middleware is what the SDK gives every client: nobody has added to it or taken from it. */
export function isStock(stack: ClientStack): boolean {
  stock ??= linesOf(new DynamoDBClient({ region: 'us-east-1', credentials: NOBODY }).middlewareStack)
  const lines = linesOf(stack)
  return lines.length === stock.length && lines.every((line, index) => line === stock?.[index])
}

const NOBODY = { accessKeyId: '', secretAccessKey: '' }

export const hasLogger = (stack: ClientStack): boolean => stack.identify().map(nameOf).includes(LOGGER)

/** A copy with some of the SDK's own middleware only. @returns undefined when the stack has not all of them */
export function only(stack: ClientStack, names: readonly string[]): ClientStack | undefined {
  const part = complete(stack)
  for (const name of part.identify().map(nameOf)) {
    if (!names.includes(name)) part.remove(name)
  }
  return part.identify().length === names.length ? part : undefined
}

/** The middleware of a stack around something of ours. The SDK's types know requests and answers by service only. */
export function around<Args>(
  stack: ClientStack,
  inner: (args: Args) => Promise<Partial<HandlerResult>>,
  context: object,
): (args: Args) => Promise<HandlerResult> {
  return stack.resolve(inner as never, context) as unknown as (args: Args) => Promise<HandlerResult>
}

const linesOf = (stack: ClientStack): string[] =>
  complete(stack)
    .identify()
    .filter((line) => nameOf(line) !== LOGGER)

function complete(stack: ClientStack): ClientStack {
  const copy = stack.clone()
  copy.add((next) => next, { name: ENDPOINT, step: 'serialize' })
  return copy
}

/** `identify` gives lines such as `retryMiddleware - finalizeRequest`. */
const nameOf = (line: string): string => line.split(' ', 1)[0] ?? ''
