import {
  ConditionFailedError,
  ConflictError,
  DataError,
  ThrottledError,
  TooLargeError,
  UnavailableError,
  ValidationError,
} from '../../errors.ts'
import type { TableDefinition } from '../../model/table.ts'
import type { StoredRecord } from '../value.ts'

/** The table that a call was about, to name it in a message. */
export interface ErrorContext {
  readonly definition: TableDefinition
  readonly tableName: string
}

/** Names under which the service and its emulators ask for fewer requests. */
const THROTTLES = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingError',
  'ThrottlingException',
  'TooManyRequestsException',
])

const CONFLICTS = new Set([
  'DuplicateItem',
  'ReplicatedWriteConflictException',
  'ResourceInUseException',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
])

const VALIDATIONS = new Set([
  'IdempotentParameterMismatchException',
  'SerializationException',
  'ValidationError',
  'ValidationException',
])

/** "Item size has exceeded …", "Size of hashkey has exceeded …"; an expression that is too long is no such thing. */
const TOO_LARGE = /^(?!.*expression).*\bsize\b.*\bexceeded/is
const NO_INDEX = /does not have the specified index/i

/**
 * Any error of a call as one of the taxonomy, with the original as its cause. What is not known here means that the
 * service did not answer, or not in its protocol: time-outs, refused connections, HTML in place of JSON, credentials.
 */
export function toDataError(error: unknown, context?: ErrorContext): DataError {
  if (error instanceof DataError) return error
  const { name, message } = describe(error)
  const cause = causeOf(error)
  if (name === 'ConditionalCheckFailedException') return conditionFailed(undefined, cause)
  const known = reasonError(name, message, cause)
  if (known) return known
  const isMissing = name === 'ResourceNotFoundException' || NO_INDEX.test(message)
  const text = isMissing ? missingTable(message, context) : `DynamoDB did not answer: ${name}: ${message}`
  return new UnavailableError(text, { cause })
}

/**
 * What an operator needs of an SDK error. The error itself holds on to its response, and with it to the socket and
 * all of its state, which is no thing to keep or to log.
 */
export function causeOf(error: unknown): Error {
  const { name, message } = describe(error)
  const { httpStatusCode, requestId, attempts } = metadataOf(error)
  const cause = Object.assign(new Error(message), { name, httpStatusCode, requestId, attempts })
  if (error instanceof Error && error.stack !== undefined) cause.stack = error.stack
  return cause
}

/** What the SDK noted of a call that failed. */
export interface ErrorMetadata {
  readonly httpStatusCode?: number
  readonly requestId?: string
  readonly attempts?: number
}

export function metadataOf(error: unknown): ErrorMetadata {
  const hasMetadata = typeof error === 'object' && error !== null && '$metadata' in error
  return hasMetadata ? (error.$metadata as ErrorMetadata) : {}
}

/** What an error name or the code of a cancellation reason stands for, undefined for any other. */
export function reasonError(name: string, message: string, cause?: unknown): DataError | undefined {
  if (THROTTLES.has(name)) return new ThrottledError(`DynamoDB throttles: ${message}`, { cause })
  if (CONFLICTS.has(name))
    return new ConflictError(`Another request is changing the item: ${message}`, { cause })
  if (name.startsWith('ItemCollectionSizeLimitExceeded')) return new TooLargeError(message, { cause })
  if (!VALIDATIONS.has(name) || NO_INDEX.test(message)) return undefined
  if (TOO_LARGE.test(message)) return new TooLargeError(message, { cause })
  return new ValidationError(message, [], { cause })
}

export function conditionFailed(current: StoredRecord | undefined, cause?: unknown): ConditionFailedError {
  return new ConditionFailedError('The condition does not hold', { ...(current && { current }), cause })
}

/** Name and message of anything that was thrown. */
export function describe(error: unknown): { name: string; message: string } {
  return error instanceof Error ? error : { name: typeof error, message: String(error) }
}

function missingTable(message: string, context: ErrorContext | undefined): string {
  if (!context) return `A DynamoDB table does not exist: ${message}`
  const { definition, tableName } = context
  const { tier, flag } = definition.deployment
  return (
    `DynamoDB table ${tableName} or one of its indexes does not exist: deploy the tier ${tier} with ${flag}='true', ` +
    `or on a local endpoint create it with Store.createTable`
  )
}
