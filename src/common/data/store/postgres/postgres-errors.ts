import { DatabaseError } from 'pg'
import { ConflictError, DataError, TooLargeError, UnavailableError, ValidationError } from '../../errors.ts'

/** SQLSTATE codes that a message explains; https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const EXPLANATIONS = new Map<string, string>([
  ['25006', 'the server takes no writes (a standby, or set read-only)'],
  ['28000', 'the server does not let this user in'],
  ['28P01', 'the server does not accept the password of this user'],
  ['3D000', 'the database does not exist'],
  ['42501', 'the user lacks a privilege'],
  ['53300', 'the server has no connection left'],
  ['57014', 'a statement took longer than its time limit'],
  ['57P01', 'the server is shutting down'],
  ['57P02', 'the server has crashed and is recovering'],
  ['57P03', 'the server is starting up'],
])

/** Undefined table, column and schema. */
const MISSING = new Set(['42P01', '42703', '3F000'])
/** Serialization failure, deadlock, lock not available, and a row that somebody else inserted first. */
const CONTENTION = new Set(['40001', '40P01', '55P03', '23505'])

/** Whatever the driver threw, as an error of the taxonomy. */
export function toDataError(error: unknown, table?: string): DataError {
  if (error instanceof DataError) return error
  const cause = causeOf(error)
  const code = sqlState(error)
  if (code === undefined)
    return new UnavailableError(`PostgreSQL did not answer: ${cause.message}`, { cause })
  if (CONTENTION.has(code)) {
    return new ConflictError('Other transactions keep changing the same items', { cause })
  }
  if (code.startsWith('54'))
    return new TooLargeError(`PostgreSQL cannot hold this: ${cause.message}`, { cause })
  if (code.startsWith('22')) {
    return new ValidationError(`PostgreSQL refuses a value: ${cause.message}`, [], { cause })
  }
  if (MISSING.has(code)) return new UnavailableError(missing(cause.message, table), { cause })
  const reason = EXPLANATIONS.get(code) ?? cause.message
  return new UnavailableError(`PostgreSQL is unavailable: ${reason} (SQLSTATE ${code})`, { cause })
}

const missing = (message: string, table: string | undefined): string =>
  `PostgreSQL table ${table ?? ''} or a part of it does not exist (${message}): start with CREATE_TABLES=true, ` +
  'or create it with Store.createTable'

/** True when the transaction was rolled back because of others and may well succeed when it is run again. */
export function isContention(error: unknown): boolean {
  const code = sqlState(error)
  return code !== undefined && CONTENTION.has(code)
}

/** True when the server's answer is not known to have come: it may have done what it was asked. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof DataError) return false
  const code = sqlState(error)
  return code === undefined || code.startsWith('08') || code.startsWith('57P')
}

export const isMissingTable = (error: unknown): boolean => sqlState(error) === '42P01'

const sqlState = (error: unknown): string | undefined =>
  error instanceof DatabaseError ? error.code : undefined

/** What an operator needs of a driver's error, without the row values that its detail may show. */
function causeOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const code: unknown = 'code' in error ? error.code : undefined
  // An address that resolves to several hosts fails with all of their errors and no message.
  const message = error.message || (error instanceof AggregateError ? aggregateMessage(error) : error.name)
  return Object.assign(new Error(message), { name: error.name, code, stack: error.stack })
}

const aggregateMessage = ({ errors }: AggregateError): string =>
  errors.map((each) => (each instanceof Error ? each.message : String(each))).join('; ')
