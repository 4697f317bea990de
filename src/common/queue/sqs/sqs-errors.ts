import {
  DataError,
  ThrottledError,
  TooLargeError,
  UnavailableError,
  ValidationError,
} from '../../data/errors.ts'
import { LeaseLostError } from '../queue.ts'

const THROTTLES = new Set([
  ...['RequestThrottled', 'OverLimit', 'KmsThrottled', 'ThrottlingException', 'Throttling'],
  ...['TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown'],
])

/**
 * Any error of a call as one of the taxonomy. What is not known here means that SQS did not answer, or not in its
 * protocol: time-outs, refused connections, a queue that does not exist, credentials, no permission.
 */
export function toDataError(error: unknown): DataError {
  if (error instanceof DataError) return error
  const { name, message } = describe(error)
  const cause = causeOf(error)
  if (THROTTLES.has(name)) return new ThrottledError(`SQS throttles: ${message}`, { cause })
  if (name === 'InvalidMessageContents') return new ValidationError(message, [], { cause })
  if (name === 'BatchRequestTooLong') return new TooLargeError(message, { cause })
  const hint = name === 'QueueDoesNotExist' ? ': see SQS_QUEUE_URL and SQS_DEAD_LETTER_URL' : ''
  return new UnavailableError(`SQS did not answer: ${name}: ${message}${hint}`, { cause })
}

/** As `toDataError`, of a call about a message in hand: SQS knows its receipt no longer when the lease is over. */
export function toLeaseError(id: string, error: unknown): DataError {
  const isLost = /^(MessageNotInflight|ReceiptHandleIsInvalid|InvalidParameterValue)/.test(
    describe(error).name,
  )
  return isLost ? new LeaseLostError(id, { cause: causeOf(error) }) : toDataError(error)
}

/** The SDK's own error holds on to its response, and with it to the socket: no thing to keep or to log. */
function causeOf(error: unknown): Error {
  const { name, message } = describe(error)
  return Object.assign(new Error(message), { name })
}

/** Names come bare, or as `AWS.SimpleQueueService.MessageNotInflight`, or with `Exception` at the end. */
function describe(error: unknown): { name: string; message: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) }
  return { name: error.name.replace(/^AWS\.SimpleQueueService\./, ''), message: error.message }
}
