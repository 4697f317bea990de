import {
  AlreadyExistsError,
  ConflictError,
  DataError,
  NotFoundError,
  ThrottledError,
  UnavailableError,
} from '../../data/errors.ts'

const MISSING = new Set(['NoSuchKey', 'NotFound'])
const THROTTLES = new Set(['SlowDown', 'Throttling', 'ThrottlingException', 'TooManyRequestsException'])

export const isMissing = (error: unknown): boolean => error instanceof Error && MISSING.has(error.name)

export const isOutOfRange = (error: unknown): boolean =>
  error instanceof Error && error.name === 'InvalidRange'

/**
 * Any error of a call as one of the taxonomy. What is not known here means that S3 did not answer, or not in its
 * protocol, or not for us: time-outs, refused connections, credentials, no permission, a bucket that does not exist.
 */
export function toDataError(error: unknown): DataError {
  if (error instanceof DataError) return error
  const { name, message } = describe(error)
  const cause = causeOf(error)
  if (THROTTLES.has(name)) return new ThrottledError(`S3 throttles: ${message}`, { cause })
  const hint = name === 'NoSuchBucket' ? ': see S3_BUCKET' : ''
  return new UnavailableError(`S3 did not answer: ${name}: ${message}${hint}`, { cause })
}

/** As `toDataError`, of a put that may not replace anything; of two at once S3 refuses the one as a conflict. */
export function toPutError(key: string, error: unknown): DataError {
  const isTaken = ['PreconditionFailed', 'ConditionalRequestConflict'].includes(describe(error).name)
  if (!isTaken) return toDataError(error)
  return new AlreadyExistsError(`There is an object ${key} already`, { cause: causeOf(error) })
}

/** As `toDataError`, of a copy. */
export function toCopyError(from: string, error: unknown): DataError {
  const cause = causeOf(error)
  if (isMissing(error)) return new NotFoundError(`Object not found: ${from}`, { cause })
  if (describe(error).name !== 'PreconditionFailed') return toDataError(error)
  return new ConflictError(`Object ${from} has other bytes by now`, { cause })
}

/** The SDK's own error holds on to its response, and with it to the socket: no thing to keep or to log. */
function causeOf(error: unknown): Error {
  const { name, message } = describe(error)
  return Object.assign(new Error(message), { name })
}

function describe(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error ? error : { name: typeof error, message: String(error) }
}
