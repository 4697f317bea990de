/**
 * The one error taxonomy of the data layer. Every backend maps its own errors to these classes, and HTTP maps these
 * classes to status codes once (`common/http/problem-mapping.ts`).
 */
export type DataErrorCode =
  | 'not_found'
  | 'already_exists'
  | 'condition_failed'
  | 'conflict'
  | 'validation'
  | 'throttled'
  | 'unavailable'
  | 'too_large'
  | 'bad_cursor'
  | 'corrupt_item'
  | 'transaction_failed'

export abstract class DataError extends Error {
  abstract readonly code: DataErrorCode
  /** True when the same call may succeed later without any change. */
  readonly retryable: boolean = false

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The entity that the caller named is not there. */
export class NotFoundError extends DataError {
  readonly code = 'not_found'
}

/** A create met an item with the same key. */
export class AlreadyExistsError extends DataError {
  readonly code = 'already_exists'
}

/** The caller's own condition did not hold. `current` is the stored item as it was then, when the backend tells. */
export class ConditionFailedError extends DataError {
  readonly code = 'condition_failed'
  readonly current: Readonly<Record<string, unknown>> | undefined

  constructor(message: string, options?: ErrorOptions & { current?: Readonly<Record<string, unknown>> }) {
    super(message, options)
    this.current = options?.current
  }
}

/** Somebody else changed the item first: the version given is no longer the stored one. */
export class ConflictError extends DataError {
  readonly code = 'conflict'
}

/** One thing wrong with a value: `path` is a JSON pointer (`/age`), empty for the whole. */
export interface ValidationIssue {
  readonly path: string
  readonly message: string
}

/** The caller's data does not fit the declaration; nothing was written. */
export class ValidationError extends DataError {
  readonly code = 'validation'
  readonly issues: readonly ValidationIssue[]

  constructor(message: string, issues: readonly ValidationIssue[] = [], options?: ErrorOptions) {
    super(message, options)
    this.issues = issues
  }
}

/** The backend asks for fewer requests. */
export class ThrottledError extends DataError {
  readonly code = 'throttled'
  override readonly retryable = true
}

/** The backend did not answer, or answered something that is not its protocol. */
export class UnavailableError extends DataError {
  readonly code = 'unavailable'
  override readonly retryable = true
}

/** An item, key, batch or transaction is over a limit of the backends (DynamoDB's, for all of them). */
export class TooLargeError extends DataError {
  readonly code = 'too_large'
}

/** The cursor is malformed, forged, expired, or belongs to another query. */
export class BadCursorError extends DataError {
  readonly code = 'bad_cursor'
}

/** A stored item does not fit its model. It is reported by key, never returned as if it were valid. */
export class CorruptItemError extends DataError {
  readonly code = 'corrupt_item'
  readonly key: Readonly<Record<string, unknown>>
  readonly issues: readonly ValidationIssue[]

  constructor(message: string, key: Readonly<Record<string, unknown>>, issues: readonly ValidationIssue[]) {
    super(message)
    this.key = key
    this.issues = issues
  }
}

/** Why one action of a transaction stopped it: null for an action that was not the reason. */
export type TransactionReason = DataError | null

/** A transaction was cancelled as a whole; `reasons` stand in the order of its actions. */
export class TransactionFailedError extends DataError {
  readonly code = 'transaction_failed'
  readonly reasons: readonly TransactionReason[]

  constructor(reasons: readonly TransactionReason[], options?: ErrorOptions) {
    const first = reasons.findIndex((reason) => reason !== null)
    super(`Transaction cancelled by action ${first}: ${reasons[first]?.message ?? 'unknown reason'}`, options)
    this.reasons = reasons
  }
}
